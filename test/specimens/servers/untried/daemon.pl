# HTTP::Daemon, a child a connection, and no handler.
use HTTP::Daemon;
use HTTP::Response;
$SIG{CHLD} = 'IGNORE';
my $daemon = HTTP::Daemon->new(LocalAddr => '127.0.0.1', LocalPort => $ENV{PORT}, ReuseAddr => 1) or die $!;
while (1) {
    my $client = $daemon->accept or next;
    next if fork;
    while (my $request = $client->get_request) {
        select undef, undef, undef, 1.5 if $request->uri->path eq '/slow';
        $client->send_response(HTTP::Response->new(200, 'OK', ['Content-Length' => 6], "hello\n"));
    }
    exit;
}
