import { files, folderOf, ofPython, python, said } from './installed.ts';
import type { Specimen } from './specimen.ts';

const folder = folderOf('python');

const tornado = (id: string, how: string, stop: string): Specimen => ({
  id,
  stop,
  needs: 'tornado',
  versions: () => ({ Tornado: said(python, '-c', 'import tornado; print(tornado.version)') }),
  command: () => [python, `${folder}tornado_server.py`, how],
});

const aiohttp = (id: string, how: string, stop: string): Specimen => ({
  id,
  stop,
  needs: 'aiohttp',
  versions: () => ({ aiohttp: said(python, '-c', 'import aiohttp; print(aiohttp.__version__)') }),
  command: () => [python, `${folder}aiohttp_server.py`, how],
});

const twisted = (id: string, how: string, stop: string): Specimen => ({
  id,
  stop,
  needs: 'twisted',
  lacks: ['ws'],
  versions: () => ({ Twisted: ofPython('twisted') }),
  command: () => [python, `${folder}twisted_server.py`, how],
});

/** A sync worker has one connection at a time, and the doctor holds a dozen. */
const sixteen = ['--workers', '16'];
const threads = ['--worker-class', 'gthread', '--threads', '24', '--keep-alive', '15'];

const gunicorn = (id: string, stop: string, ...flags: string[]): Specimen => ({
  id,
  stop,
  needs: 'gunicorn',
  lacks: ['ws'],
  versions: () => ({ gunicorn: said('gunicorn', '--version') }),
  command: ({ port }) => [
    ...['gunicorn', '--chdir', folder, '--bind', `127.0.0.1:${port}`],
    ...[...flags, 'wsgi:app'],
  ],
});

/** The same, with a library that brings its kind of worker. */
const gunicornWith = (library: 'eventlet' | 'gevent'): Specimen => ({
  ...gunicorn(`gunicorn-${library}`, `worker ${library}`, '--worker-class', library),
  needs: library,
  versions: () => ({ gunicorn: said('gunicorn', '--version'), [library]: ofPython(library) }),
});

const uwsgi = (id: string, stop: string, ...flags: string[]): Specimen => ({
  id,
  stop,
  needs: 'uwsgi',
  lacks: ['ws'],
  versions: () => ({ uWSGI: said('uwsgi', '--version') }),
  command: ({ port }) => [
    ...['uwsgi', '--plugin', 'python3', '--http11-socket', `127.0.0.1:${port}`],
    ...['--master', '--processes', '16', '--chdir', folder, '--module', 'wsgi:app', ...flags],
  ],
});

const hypercorn = (id: string, stop: string, ...flags: string[]): Specimen => ({
  id,
  stop,
  needs: 'hypercorn',
  versions: () => ({ Hypercorn: ofPython('hypercorn') }),
  command: ({ port }) => [
    ...['env', `PYTHONPATH=${folder}`, 'hypercorn', '--bind', `127.0.0.1:${port}`],
    ...[...flags, 'asgi:app'],
  ],
});

const waitress = (id: string, signal: NodeJS.Signals, stop: string): Specimen => ({
  id,
  stop,
  signal,
  needs: 'waitress',
  lacks: ['ws'],
  versions: () => ({ waitress: ofPython('waitress') }),
  command: ({ port }) => [
    ...['env', `PYTHONPATH=${folder}`, 'waitress-serve'],
    ...[`--listen=127.0.0.1:${port}`, '--threads=24', 'wsgi:app'],
  ],
});

/** Programs in Python, as Debian 12 ships them. */
export const pythonServers: Specimen[] = [
  tornado('tornado', 'none', 'no handler'),
  tornado('tornado-stop', 'stop', 'stop(), and the program goes on'),
  tornado('tornado-stop-and-return', 'stop-and-return', 'stop(), and main returns'),
  tornado('tornado-close-all', 'close-all', 'stop() and close_all_connections()'),
  tornado(
    'tornado-close-all-later',
    'close-all-later',
    'stop(), after 2.5 s close_all_connections()',
  ),
  aiohttp('aiohttp', 'plain', 'run_app()'),
  aiohttp('aiohttp-told', 'told', 'run_app(), on_shutdown ends streams and WebSockets'),
  {
    id: 'uvicorn',
    stop: 'as it comes',
    needs: 'uvicorn',
    versions: () => ({ uvicorn: said('uvicorn', '--version') }),
    command: ({ port }) => [
      'uvicorn',
      ...['--app-dir', folder, '--host', '127.0.0.1', '--port', `${port}`],
      ...['--log-level', 'warning', 'asgi:app'],
    ],
  },
  hypercorn('hypercorn', 'as it comes'),
  hypercorn('hypercorn-limit', '--graceful-timeout 6', '--graceful-timeout', '6'),
  {
    id: 'daphne',
    stop: 'as it comes',
    needs: 'daphne',
    versions: () => ({ Daphne: ofPython('daphne') }),
    command: ({ port }) => [
      ...['env', `PYTHONPATH=${folder}`, python, '-m', 'daphne'],
      ...['--bind', '127.0.0.1', '--port', `${port}`, 'asgi:app'],
    ],
  },
  gunicorn('gunicorn', 'worker sync', ...sixteen),
  gunicorn('gunicorn-limit', 'worker sync, --graceful-timeout 6', ...sixteen, ...limit()),
  gunicorn('gunicorn-gthread', 'worker gthread', ...threads),
  gunicorn(
    'gunicorn-gthread-limit',
    'worker gthread, --graceful-timeout 6',
    ...[...threads, ...limit()],
  ),
  gunicornWith('gevent'),
  gunicornWith('eventlet'),
  {
    ...gunicorn(
      'gunicorn-uvicorn',
      'worker uvicorn',
      '--worker-class',
      'uvicorn.workers.UvicornWorker',
    ),
    lacks: [],
    versions: () => ({
      gunicorn: said('gunicorn', '--version'),
      uvicorn: said('uvicorn', '--version'),
    }),
    needs: 'uvicorn',
    command: ({ port }) => [
      ...['gunicorn', '--chdir', folder, '--bind', `127.0.0.1:${port}`],
      ...['--worker-class', 'uvicorn.workers.UvicornWorker', 'asgi:app'],
    ],
  },
  uwsgi('uwsgi', 'SIGTERM as it comes'),
  uwsgi('uwsgi-die-on-term', '--die-on-term', '--die-on-term'),
  uwsgi(
    'uwsgi-gracefully',
    '--hook-master-start: gracefully_kill_them_all at SIGTERM',
    ...['--hook-master-start', 'unix_signal:15 gracefully_kill_them_all'],
    ...['--worker-reload-mercy', '6'],
  ),
  waitress('waitress', 'SIGTERM', 'SIGTERM'),
  waitress('waitress-int', 'SIGINT', 'SIGINT'),
  {
    id: 'cherrypy',
    stop: 'engine.signals',
    needs: 'cherrypy',
    lacks: ['ws'],
    versions: () => ({ CherryPy: ofPython('cherrypy'), Cheroot: ofPython('cheroot') }),
    command: () => [python, `${folder}cherrypy_server.py`],
  },
  twisted('twisted', 'plain', 'as it comes'),
  twisted('twisted-drained', 'drained', 'stopListening() and a count, before the reactor stops'),
  {
    id: 'werkzeug',
    stop: 'run_simple(), threaded',
    needs: 'werkzeug',
    lacks: ['ws'],
    versions: () => ({ Werkzeug: ofPython('werkzeug') }),
    command: () => [python, `${folder}werkzeug_server.py`],
  },
  {
    id: 'wsgiref',
    stop: 'serve_forever()',
    needs: 'python3',
    lacks: ['ws'],
    versions: () => ({ Python: said(python, '--version') }),
    command: () => [python, `${folder}wsgiref_server.py`],
  },
  {
    id: 'python-http-server',
    stop: 'python3 -m http.server',
    needs: 'python3',
    lacks: ['slow', 'stream', 'upload', 'sse', 'ws', 'count'],
    versions: () => ({ Python: said(python, '--version') }),
    command: async ({ port, folder: root }) => {
      await files(root);
      return [
        ...[python, '-m', 'http.server', `${port}`, '--protocol', 'HTTP/1.1'],
        ...['--bind', '127.0.0.1', '--directory', root],
      ];
    },
  },
];

function limit(): string[] {
  return ['--graceful-timeout', '6'];
}
