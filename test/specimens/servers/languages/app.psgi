# A PSGI application, for Starman and HTTP::Server::PSGI.
use Time::HiRes 'sleep';

my $hello = "hello from $$\n";

sub drip {
    my ($env, $type, $part, $times, $pause) = @_;
    return sub {
        my $writer = shift->([200, ['Content-Type' => $type]]);
        while ($times-- != 0) { $writer->write($part); sleep $pause }
        $writer->close;
    };
}

sub whole { [200, ['Content-Type' => 'text/plain', 'Content-Length' => length $_[0]], [$_[0]]] }

sub count {
    if ($_[0]{REQUEST_METHOD} eq 'POST') {
        open my $file, '>>', $ENV{COUNT};
        print $file '.';
        close $file;
    }
    return whole((-s $ENV{COUNT} || 0) . "\n");
}

sub upload {
    my ($input, $bytes) = ($_[0]{'psgi.input'}, 0);
    while (my $read = $input->read(my $part, 65536)) { $bytes += $read }
    return whole("$bytes bytes\n");
}

sub {
    my $env = shift;
    my $path = $env->{PATH_INFO};
    return drip($env, 'text/plain', "part\n", 9, 0.18) if $path eq '/stream';
    return drip($env, 'text/event-stream', "data: tick\n\n", -1, 0.25) if $path eq '/sse';
    return whole('x' x 20_000_000) if $path eq '/big';
    return upload($env) if $path eq '/upload';
    return count($env) if $path eq '/count';
    sleep 1.5 if $path eq '/slow';
    return whole($hello);
};
