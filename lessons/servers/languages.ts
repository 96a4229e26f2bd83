import { at, type ServerWords } from './words.ts';

const goShutdown = at('Go: Server.Shutdown', 'https://pkg.go.dev/net/http#Server.Shutdown');

const hyperStop = at(
  'hyper: graceful shutdown',
  'https://hyper.rs/guides/0.14/server/graceful-shutdown',
);

/** Servers in Go, Rust, Java, Ruby, PHP, Perl. */
export const languageWords: readonly ServerWords[] = [
  {
    id: 'puma',
    name: 'Puma',
    kind: 'language',
    change:
      'Set `force_shutdown_after`, whose default is for ever: an open stream holds it, and so does half a request.',
    cure: 'puma',
    source: at(
      'Puma: force_shutdown_after',
      'https://www.rubydoc.info/gems/puma/Puma%2FDSL:force_shutdown_after',
    ),
    lesson: '14-not-on-the-list',
  },
  {
    id: 'puma-limit',
    name: 'Puma',
    kind: 'language',
    change:
      'The limit counts from the moment that its threads are told to end, and a thread that writes to an open stream does not hear it. End streams yourself, or have your platform kill it after a limit.',
    source: at(
      'Puma: force_shutdown_after',
      'https://www.rubydoc.info/gems/puma/Puma%2FDSL:force_shutdown_after',
    ),
    lesson: '14-not-on-the-list',
  },
  {
    id: 'puma-cluster',
    name: 'Puma',
    kind: 'language',
    change:
      'Set `force_shutdown_after` for the workers too: without it an open stream, or half a request, holds a worker for ever.',
    cure: 'puma',
    source: at(
      'Puma: force_shutdown_after',
      'https://www.rubydoc.info/gems/puma/Puma%2FDSL:force_shutdown_after',
    ),
    lesson: '14-not-on-the-list',
  },
  {
    id: 'go',
    name: 'Go net/http',
    kind: 'language',
    change:
      'Handle SIGTERM with `Shutdown`. Without it the signal ends the process in the middle of every answer.',
    cure: 'go',
    source: goShutdown,
    lesson: '11-leave-politely',
  },
  {
    id: 'go-close',
    name: 'Go net/http',
    kind: 'language',
    change: 'Call `Shutdown`, not `Close`: this one ends connections that are busy, too.',
    cure: 'go',
    source: goShutdown,
    lesson: '11-leave-politely',
  },
  {
    id: 'go-return-at-once',
    name: 'Go net/http',
    kind: 'language',
    change:
      '`ListenAndServe` returns at once when `Shutdown` is called, and the process ends with `main`. Wait in `main` until `Shutdown` has returned.',
    cure: 'go',
    source: goShutdown,
    lesson: '11-leave-politely',
  },
  {
    id: 'go-wait',
    name: 'Go net/http',
    kind: 'language',
    change:
      'Little. Hijacked connections such as WebSockets are not waited for and not told: do it in `RegisterOnShutdown`.',
    cure: 'go told',
    source: goShutdown,
    lesson: '14-not-on-the-list',
  },
  {
    id: 'go-told',
    name: 'Go net/http',
    kind: 'language',
    change: 'Keep the limit above your slowest answer: what is still being read then is cut.',
    source: at(
      'Go: Server.RegisterOnShutdown',
      'https://pkg.go.dev/net/http#Server.RegisterOnShutdown',
    ),
    lesson: '14-not-on-the-list',
  },
  {
    id: 'hyper',
    name: 'Rust’s hyper',
    also: 'axum warp tonic tokio',
    kind: 'language',
    change:
      'Serve with `with_graceful_shutdown`, and let SIGTERM complete its future. Without it the signal ends the process in the middle of every answer.',
    cure: 'hyper',
    source: hyperStop,
    lesson: '11-leave-politely',
  },
  {
    id: 'hyper-graceful',
    name: 'Rust’s hyper',
    also: 'axum warp tonic tokio',
    kind: 'language',
    change:
      'Set a limit of your own around it: it waits for whatever is open, also for a client that has connected and not asked yet.',
    cure: 'hyper',
    source: hyperStop,
    lesson: '13-the-process-that-will-not-exit',
  },
  {
    id: 'hyper-limit',
    name: 'Rust’s hyper',
    also: 'axum warp tonic tokio',
    kind: 'language',
    change:
      'Say `Connection: close` on answers once the signal has come: it ends each connection after its answer, and tells nobody. A client that had connected before, and not asked, is still answered by the old process.',
    note: 'Version 0.14 is what Debian has, and axum 0.6 and warp 0.3 stand on it. hyper 1 has another server: examine yours.',
    source: hyperStop,
    lesson: '10-half-fixed',
  },
  {
    id: 'java',
    name: 'Java HttpServer',
    kind: 'language',
    change:
      'Add a shutdown hook. Without one the virtual machine ends in the middle of every answer.',
    cure: 'java',
    source: at(
      'Java: HttpServer.stop',
      'https://docs.oracle.com/en/java/javase/17/docs/api/jdk.httpserver/com/sun/net/httpserver/HttpServer.html#stop(int)',
    ),
    lesson: '11-leave-politely',
  },
  {
    id: 'java-stop-now',
    name: 'Java HttpServer',
    kind: 'language',
    change: 'Give `stop()` some seconds: with 0 it closes what is busy, too.',
    cure: 'java',
    source: at(
      'Java: HttpServer.stop',
      'https://docs.oracle.com/en/java/javase/17/docs/api/jdk.httpserver/com/sun/net/httpserver/HttpServer.html#stop(int)',
    ),
    lesson: '08-close-the-connections',
  },
  {
    id: 'java-stop-wait',
    name: 'Java HttpServer',
    kind: 'language',
    change:
      'The seconds are waited for in full or until nothing is in progress, and until then it serves kept connections on. Set `Connection: close` on each answer once the stop has begun.',
    source: at(
      'Java: HttpServer.stop',
      'https://docs.oracle.com/en/java/javase/17/docs/api/jdk.httpserver/com/sun/net/httpserver/HttpServer.html#stop(int)',
    ),
    lesson: '11-leave-politely',
  },
  {
    id: 'jetty',
    name: 'Jetty',
    kind: 'language',
    change:
      'Give the server a `StatisticsHandler` and a stop timeout: without the handler nothing counts requests, and the stop cuts them.',
    cure: 'jetty',
    source: at('Jetty: graceful shutdown', 'https://jetty.org/docs/jetty/9/index.html'),
    lesson: '11-leave-politely',
  },
  {
    id: 'jetty-graceful',
    name: 'Jetty',
    kind: 'language',
    change:
      'Little. Keep the timeout above your slowest answer, and below your platform’s patience.',
    source: at('Jetty: graceful shutdown', 'https://jetty.org/docs/jetty/9/index.html'),
    lesson: '11-leave-politely',
  },
  {
    id: 'tomcat',
    name: 'Tomcat',
    kind: 'language',
    change:
      '`stop()` alone cuts uploads and slow readers after two seconds, and newcomers are let in until then and get nothing. Pause the connector first and wait for what is in work, as Spring Boot does; before 3.4 set `server.shutdown=graceful`.',
    source: at(
      'Spring Boot: graceful shutdown',
      'https://docs.spring.io/spring-boot/reference/web/graceful-shutdown.html',
    ),
    lesson: '11-leave-politely',
  },
  {
    id: 'tomcat-pause',
    name: 'Tomcat',
    kind: 'language',
    change:
      'Little. Answers in flight do not say close, so a client that asks again on its connection is lost: let your proxy repeat what can be repeated.',
    source: at(
      'Spring Boot: graceful shutdown',
      'https://docs.spring.io/spring-boot/reference/web/graceful-shutdown.html',
    ),
    lesson: '11-leave-politely',
  },
  {
    id: 'unicorn-term',
    name: 'unicorn',
    kind: 'language',
    change: 'Send SIGQUIT. SIGTERM is the quick shutdown, which cuts.',
    cure: 'unicorn',
    source: at('unicorn: signals', 'https://yhbt.net/unicorn/SIGNALS.html'),
    lesson: '11-leave-politely',
  },
  {
    id: 'unicorn-quit',
    name: 'unicorn',
    kind: 'language',
    change:
      'Put a proxy that buffers before it, as its documentation demands: one slow client takes a whole worker, and a worker that waits keeps the port.',
    source: at('unicorn: signals', 'https://yhbt.net/unicorn/SIGNALS.html'),
    lesson: '11-leave-politely',
  },
  {
    id: 'thin',
    name: 'thin',
    kind: 'language',
    change: 'Set a limit from outside: it waits for whatever is open, half a request too.',
    source: at('thin: README', 'https://github.com/macournoyer/thin#readme'),
    lesson: '11-leave-politely',
  },
  {
    id: 'webrick',
    name: 'WEBrick',
    kind: 'language',
    change:
      'Keep it for development. `shutdown` waits for whatever has begun, and nothing ends half a request or a stream: set a limit from outside.',
    source: at('WEBrick: README', 'https://github.com/ruby/webrick#readme'),
    lesson: '10-half-fixed',
  },
  {
    id: 'php',
    name: 'PHP’s own',
    kind: 'language',
    change:
      'Keep it for development: it has no handler, and the signal ends it in the middle of every answer.',
    source: at(
      'PHP: built-in web server',
      'https://www.php.net/manual/en/features.commandline.webserver.php',
    ),
    lesson: '11-leave-politely',
  },
  {
    id: 'php-fpm-term',
    name: 'php-fpm behind nginx',
    kind: 'language',
    change:
      'SIGTERM is the fast shutdown of both, and what a container’s stop sends. Send SIGQUIT to nginx, wait until it has ended, then SIGQUIT to php-fpm.',
    cure: 'php',
    source: at('nginx: control', 'https://nginx.org/en/docs/control.html'),
    lesson: '11-leave-politely',
  },
  {
    id: 'php-fpm-in-turn',
    name: 'php-fpm behind nginx',
    kind: 'language',
    change:
      'Set `client_header_timeout` in nginx as well: half a request head is not under its limit, and holds the worker.',
    source: at(
      'PHP-FPM: process_control_timeout',
      'https://www.php.net/manual/en/install.fpm.configuration.php',
    ),
    lesson: '11-leave-politely',
  },
  {
    id: 'starman-term',
    name: 'Starman',
    kind: 'language',
    change:
      'SIGTERM is the quick shutdown, which cuts. Send SIGQUIT, and take it out of its balancer first.',
    cure: 'starman',
    source: at('Starman: signals', 'https://metacpan.org/pod/Starman#SIGNALS'),
    lesson: '11-leave-politely',
  },
  {
    id: 'starman-quit',
    name: 'Starman',
    kind: 'language',
    change:
      'Put a proxy that buffers before it: uploads in progress are cut even so, and an open stream holds its worker.',
    source: at('Starman: signals', 'https://metacpan.org/pod/Starman#SIGNALS'),
    lesson: '11-leave-politely',
  },
  {
    id: 'mojolicious',
    name: 'Mojolicious daemon',
    kind: 'language',
    change: 'The daemon stops at once. Run it under hypnotoad, whose SIGQUIT is graceful.',
    cure: 'mojolicious',
    source: at(
      'Mojo::Server::Daemon: signals',
      'https://docs.mojolicious.org/Mojo/Server/Daemon#SIGNALS',
    ),
    lesson: '11-leave-politely',
  },
  {
    id: 'hypnotoad',
    name: 'Mojolicious hypnotoad',
    kind: 'language',
    change:
      'Lower `graceful_timeout` below what your platform waits, and put a proxy that buffers before it: while a worker waits, it keeps the port.',
    source: at(
      'Mojo::Server::Prefork: signals',
      'https://docs.mojolicious.org/Mojo/Server/Prefork#MANAGER-SIGNALS',
    ),
    lesson: '11-leave-politely',
  },
  {
    id: 'perl-http-daemon',
    name: 'Perl HTTP::Daemon',
    kind: 'language',
    change:
      'It has no handler, and its children are on their own: they outlive it and keep the port. Run the application under Starman, or pass the signal on and wait for the children.',
    source: at('HTTP::Daemon', 'https://metacpan.org/pod/HTTP::Daemon'),
    lesson: '13-the-process-that-will-not-exit',
  },
];
