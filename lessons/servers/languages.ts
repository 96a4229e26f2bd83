import { at, type ServerWords } from './words.ts';

const goShutdown = at('Go: Server.Shutdown', 'https://pkg.go.dev/net/http#Server.Shutdown');

/** Servers in Go, Java, Ruby, PHP, Perl. */
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
    change: 'TODO',
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
    change: 'TODO',
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
    id: 'tomcat-pause',
    name: 'Tomcat',
    kind: 'language',
    change: 'TODO',
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
    change: 'TODO',
    cure: 'unicorn',
    source: at('unicorn: signals', 'https://yhbt.net/unicorn/SIGNALS.html'),
    lesson: '11-leave-politely',
  },
  {
    id: 'unicorn-quit',
    name: 'unicorn',
    kind: 'language',
    change: 'TODO',
    source: at('unicorn: signals', 'https://yhbt.net/unicorn/SIGNALS.html'),
    lesson: '11-leave-politely',
  },
  {
    id: 'thin',
    name: 'thin',
    kind: 'language',
    change: 'TODO',
    source: at('thin: README', 'https://github.com/macournoyer/thin#readme'),
    lesson: '11-leave-politely',
  },
  {
    id: 'webrick',
    name: 'WEBrick',
    kind: 'language',
    change: 'TODO',
    source: at('WEBrick: README', 'https://github.com/ruby/webrick#readme'),
    lesson: '10-half-fixed',
  },
  {
    id: 'php-fpm-term',
    name: 'php-fpm behind nginx',
    kind: 'language',
    change: 'TODO',
    cure: 'php',
    source: at('nginx: control', 'https://nginx.org/en/docs/control.html'),
    lesson: '11-leave-politely',
  },
];
