# HTTP::Daemon, a child a connection, and no handler.
use HTTP::Daemon;
use HTTP::Response;
$SIG{CHLD} = 'IGNORE';
my $daemon = HTTP::Daemon->new(LocalAddr => '127.0.0.1', LocalPort => $ENV{PORT}, ReuseAddr => 1) or die $!;
my $hello = "hello from $$\n";
while (1) {
    my $client = $daemon->accept or next;
    next if fork;
    while (my $request = $client->get_request) {
        my $path = $request->uri->path;
        select undef, undef, undef, 1.5 if $path eq '/slow';
        my $body = $path eq '/big' ? 'x' x 20_000_000
            : $path eq '/upload' ? length($request->content) . " bytes\n"
            : $hello;
        $client->send_response(HTTP::Response->new(200, 'OK', ['Content-Length' => length $body], $body));
    }
    exit;
}
