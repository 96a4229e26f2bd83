# Mojolicious::Lite, for its own daemon and for hypnotoad.
use Mojolicious::Lite -signatures;
use Mojo::IOLoop;

my $hello = "hello from $$\n";
app->config(hypnotoad => {
    listen => ["http://127.0.0.1:$ENV{PORT}"], workers => 2, pid_file => "$ENV{COUNT}.pid",
    graceful_timeout => 6,
});
app->max_request_size(0);
app->log->level('fatal');

get '/' => sub ($c) { $c->render(text => $hello) };
get '/slow' => sub ($c) {
    $c->render_later;
    Mojo::IOLoop->timer(1.5 => sub { $c->render(text => $hello) });
};
get '/big' => sub ($c) { $c->render(data => 'x' x 20_000_000) };
post '/upload' => sub ($c) { $c->render(text => length($c->req->body) . " bytes\n") };
any '/count' => sub ($c) {
    if ($c->req->method eq 'POST') { open my $file, '>>', $ENV{COUNT}; print $file '.'; close $file }
    $c->render(text => (-s $ENV{COUNT} || 0) . "\n");
};
get '/stream' => sub ($c) { drip($c, "part\n", 0.18, 9) };
get '/sse' => sub ($c) {
    $c->res->headers->content_type('text/event-stream');
    drip($c, "data: tick\n\n", 0.25, -1);
};
websocket '/ws' => sub ($c) { $c->on(message => sub ($c, $text) { $c->send($text) }) };

sub drip ($c, $part, $pause, $times) {
    $c->render_later;
    my $next;
    $next = sub {
        return $c->finish if $times-- == 0;
        $c->write_chunk($part => sub { Mojo::IOLoop->timer($pause => $next) });
    };
    $next->();
}

app->start;
