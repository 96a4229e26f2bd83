import { execFile } from 'node:child_process';
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { folderOf, ofDebian, said, settings } from './installed.ts';
import type { Place, Specimen } from './specimen.ts';

const folder = folderOf('languages');

/** Waits without holding anybody up: other servers may be under examination. */
const run = promisify(execFile);

const go = (id: string, how: string, stop: string): Specimen => ({
  id,
  stop,
  needs: 'go',
  versions: () => ({ Go: said('go', 'version') }),
  command: async (place) => [await buildGo(place), how],
});

async function buildGo({ folder: into }: Place): Promise<string> {
  const program = join(into, 'server');
  await run('go', ['build', '-o', program, `${folder}server.go`], {
    // Without a go.mod, so that the file stands alone.
    env: { ...process.env, GO111MODULE: 'off' },
  });
  return program;
}

const puma = (id: string, stop: string, ...flags: string[]): Specimen => ({
  id,
  stop,
  needs: 'puma',
  lacks: ['ws'],
  versions: () => ({ puma: said('puma', '--version') }),
  command: ({ port }) => [
    'puma',
    ...['--bind', `tcp://127.0.0.1:${port}`, '--threads', '24:24', '--environment', 'production'],
    ...[...(flags.length > 0 ? flags : ['--config', '-']), '--quiet', `${folder}config.ru`],
  ],
});

/** A worker has one connection at a time, and the doctor holds a dozen. */
const unicorn = (id: string, signal: NodeJS.Signals, stop: string): Specimen => ({
  id,
  stop,
  signal,
  needs: 'unicorn',
  lacks: ['ws'],
  versions: () => ({ unicorn: said('unicorn', '--version') }),
  command: ({ port }) => [
    ...['unicorn', '--listen', `127.0.0.1:${port}`, '--env', 'production'],
    ...['--config-file', `${folder}unicorn.rb`, `${folder}config.ru`],
  ],
});

const starman = (id: string, signal: NodeJS.Signals, stop: string): Specimen => ({
  id,
  stop,
  signal,
  needs: 'starman',
  lacks: ['ws'],
  versions: () => ({ Starman: ofDebian('starman') }),
  command: ({ port }) => [
    ...['starman', '--host', '127.0.0.1', '--port', `${port}`, '--workers', '16'],
    ...['--keepalive-timeout', '15', `${folder}app.psgi`],
  ],
});

const mojolicious = () => ({ Mojolicious: ofDebian('libmojolicious-perl') });

const jdk = (id: string, how: string, stop: string): Specimen => ({
  id,
  stop,
  needs: 'java',
  lacks: ['ws'],
  versions: () => ({ Java: said('java', '--version') }),
  command: async (place) => await inJava(place, 'JdkServer', '', [], how),
});

interface InJava {
  id: string;
  how: string;
  stop: string;
}

const jetty = ({ id, how, stop }: InJava): Specimen => ({
  id,
  stop,
  needs: 'jetty',
  lacks: ['ws'],
  versions: () => ({ Jetty: ofDebian('libjetty9-java'), Java: said('java', '--version') }),
  command: async (place) => {
    const jars = ['server', 'servlet', 'util', 'http', 'io', 'security', 'util-ajax'].map(
      (name) => `jetty9-${name}`,
    );
    return await inJava(place, 'JettyServer', 'javax', ['servlet-api', ...jars], how);
  },
});

const tomcat = ({ id, how, stop }: InJava): Specimen => ({
  id,
  stop,
  needs: 'tomcat',
  lacks: ['ws'],
  versions: () => ({ Tomcat: ofDebian('libtomcat10-embed-java'), Java: said('java', '--version') }),
  command: async (place) =>
    await inJava(
      place,
      'TomcatServer',
      'jakarta',
      ['tomcat10-embed-core', 'tomcat10-annotations-api'],
      how,
    ),
});

/** Compiles a program, and the routes as a servlet of its time, if any; returns what runs it. */
async function inJava(
  place: Place,
  program: string,
  servlet: string,
  jars: readonly string[],
  how: string,
): Promise<string[]> {
  const classes = join(place.folder, 'classes');
  await mkdir(classes, { recursive: true });
  const path = [classes, ...jars.map((name) => `/usr/share/java/${name}.jar`)].join(':');
  const sources = servlet ? [await settings(`${folder}Routes.java`, place, servlet)] : [];
  await run('javac', ['-cp', path, '-d', classes, ...sources, `${folder}${program}.java`]);
  // Without the second compiler: it starts sooner.
  return ['java', '-XX:TieredStopAtLevel=1', '-Xshare:auto', '-cp', path, program, how];
}

const php = (id: string, how: 'in-turn' | 'term', stop: string): Specimen => ({
  id,
  stop,
  needs: 'php-fpm',
  lacks: ['ws'],
  versions: () => ({ PHP: said('php', '--version'), nginx: said('nginx', '-v') }),
  command: async (place) => {
    await copyFile(`${folder}router.php`, join(place.folder, 'router.php'));
    await settings(
      `${folder}php-fpm.conf`,
      place,
      how === 'term' ? '' : 'process_control_timeout = 6s',
    );
    await settings(
      `${folder}php-nginx.conf`,
      place,
      how === 'term' ? '' : 'worker_shutdown_timeout 6s;',
    );
    return ['sh', `${folder}php-and-nginx.sh`, how, place.folder];
  },
});

/** Programs in other languages, as Debian 12 ships them. */
export const languageServers: Specimen[] = [
  go('go', 'none', 'no handler'),
  go('go-close', 'close', 'Close()'),
  go('go-return-at-once', 'return-at-once', 'Shutdown(), and main returns'),
  go('go-wait', 'wait', 'Shutdown() waited for, 6 s'),
  go('go-told', 'told', 'Shutdown() waited for, RegisterOnShutdown tells streams'),
  jdk('java', 'none', 'no hook'),
  jdk('java-stop-now', '0', 'stop(0)'),
  jdk('java-stop-wait', '5', 'stop(5)'),
  jetty({ id: 'jetty', how: 'plain', stop: 'setStopAtShutdown(true)' }),
  jetty({
    id: 'jetty-graceful',
    how: 'graceful',
    stop: 'setStopAtShutdown, StatisticsHandler, setStopTimeout 6 s',
  }),
  tomcat({ id: 'tomcat', how: 'stop', stop: 'stop() in a hook' }),
  tomcat({ id: 'tomcat-pause', how: 'pause', stop: 'pause(), 6 s for what is in work, stop()' }),
  puma('puma', 'as it comes'),
  puma('puma-limit', 'force_shutdown_after 6', '--config', `${folder}puma.rb`),
  puma('puma-cluster', 'two workers', '--config', '-', '--workers', '2'),
  unicorn('unicorn-term', 'SIGTERM', 'SIGTERM, quick shutdown'),
  unicorn('unicorn-quit', 'SIGQUIT', 'SIGQUIT, graceful shutdown'),
  {
    id: 'thin',
    stop: 'SIGTERM, threaded',
    needs: 'thin',
    lacks: ['ws'],
    versions: () => ({ thin: said('thin', '--version') }),
    command: ({ port, folder: own }) => [
      ...['thin', 'start', '--address', '127.0.0.1', '--port', `${port}`, '--threaded'],
      ...['--environment', 'production', '--log', `${own}/log`, '--pid', `${own}/pid`],
      ...['--rackup', `${folder}config.ru`],
    ],
  },
  {
    id: 'webrick',
    stop: 'shutdown',
    needs: 'webrick',
    lacks: ['ws'],
    versions: () => ({ WEBrick: said('ruby', '-e', 'require "webrick"; puts WEBrick::VERSION') }),
    command: () => ['ruby', `${folder}server.rb`],
  },
  {
    id: 'php',
    stop: 'php -S',
    needs: 'php',
    lacks: ['ws'],
    versions: () => ({ PHP: said('php', '--version') }),
    command: ({ port }) => ['php', '-S', `127.0.0.1:${port}`, `${folder}router.php`],
  },
  php('php-fpm-term', 'term', 'SIGTERM to nginx and php-fpm at once'),
  php('php-fpm-in-turn', 'in-turn', 'SIGQUIT to nginx, then to php-fpm, limits of 6 s'),
  starman('starman-term', 'SIGTERM', 'SIGTERM'),
  starman('starman-quit', 'SIGQUIT', 'SIGQUIT, graceful'),
  {
    id: 'mojolicious',
    stop: 'daemon, SIGTERM',
    needs: 'mojolicious',
    versions: mojolicious,
    command: ({ port }) => [
      ...['perl', `${folder}mojo.pl`, 'daemon', '--listen', `http://127.0.0.1:${port}`],
    ],
  },
  {
    id: 'hypnotoad',
    stop: 'SIGQUIT, graceful_timeout 6',
    signal: 'SIGQUIT',
    needs: 'mojolicious',
    versions: mojolicious,
    command: () => ['hypnotoad', '--foreground', `${folder}mojo.pl`],
  },
  {
    id: 'perl-http-daemon',
    stop: 'a child a connection',
    needs: 'HTTP::Daemon',
    lacks: ['stream', 'sse', 'ws', 'count'],
    versions: () => ({
      'HTTP::Daemon': said('perl', '-MHTTP::Daemon', '-e', 'print $HTTP::Daemon::VERSION'),
    }),
    command: () => ['perl', `${folder}daemon.pl`],
  },
];
