import { at, type ServerWords } from './words.ts';

const tornadoClose = at(
  'Tornado: close_all_connections',
  'https://www.tornadoweb.org/en/stable/httpserver.html#tornado.httpserver.HTTPServer.close_all_connections',
);

/** Servers in Python. */
export const pythonWords: readonly ServerWords[] = [
  {
    id: 'tornado',
    name: 'Tornado',
    kind: 'python',
    change:
      'Handle SIGTERM. Without a handler the signal ends the process in the middle of every answer.',
    cure: 'tornado',
    source: at(
      'Python: add_signal_handler',
      'https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.add_signal_handler',
    ),
    lesson: '11-leave-politely',
  },
  {
    id: 'tornado-stop',
    name: 'Tornado',
    kind: 'python',
    change:
      'This is the story of this course. After `stop()` call `close_all_connections()`, once work in flight has had its time.',
    cure: 'tornado',
    source: tornadoClose,
    lesson: '08-close-the-connections',
  },
  {
    id: 'tornado-stop-and-return',
    name: 'Tornado',
    kind: 'python',
    change:
      'Do not return yet: the end of the loop cuts every answer. Wait for your own count of requests, with a limit.',
    cure: 'tornado',
    source: tornadoClose,
    lesson: '11-leave-politely',
  },
  {
    id: 'tornado-close-all',
    name: 'Tornado',
    kind: 'python',
    change:
      'It cures the swap and cuts the work. Wait before the second call until no request is in flight, with a limit.',
    cure: 'tornado',
    source: tornadoClose,
    lesson: '08-close-the-connections',
  },
  {
    id: 'tornado-close-all-later',
    name: 'Tornado',
    kind: 'python',
    change:
      'A pause is not a drain: for as long as it lasts, the old process goes on answering. Set `Connection: close` on every answer from the signal on.',
    source: tornadoClose,
    lesson: '11-leave-politely',
  },
  {
    id: 'aiohttp',
    name: 'aiohttp',
    kind: 'python',
    change:
      'Close WebSockets and end event streams in `on_shutdown`; nothing else ends them. The shutdown was rewritten in 3.9: examine yours.',
    cure: 'aiohttp',
    source: at(
      'aiohttp: graceful shutdown',
      'https://docs.aiohttp.org/en/stable/web_advanced.html#graceful-shutdown',
    ),
    lesson: '14-not-on-the-list',
  },
  {
    id: 'aiohttp-told',
    name: 'aiohttp',
    kind: 'python',
    change:
      'Streams and WebSockets are told now. What is left is the old shutdown of 3.8: it cuts uploads and says `Connection: close` nowhere. Version 3.9 rewrote it: examine yours.',
    source: at(
      'aiohttp: graceful shutdown',
      'https://docs.aiohttp.org/en/stable/web_advanced.html#graceful-shutdown',
    ),
    lesson: '14-not-on-the-list',
  },
  {
    id: 'uvicorn',
    name: 'uvicorn',
    kind: 'python',
    change:
      'Set `--timeout-graceful-shutdown`, which uvicorn has from 0.22 on. Without it one open stream holds the process for ever.',
    source: at('uvicorn 0.22.0', 'https://github.com/Kludex/uvicorn/releases/tag/0.22.0'),
    lesson: '14-not-on-the-list',
  },
  {
    id: 'hypercorn',
    name: 'Hypercorn',
    kind: 'python',
    change:
      'Nothing that you can set cures it: answers in flight do not say close, and a silent client is served once more by the old process. Put a proxy before it that repeats what is refused. Set `--graceful-timeout` above your slowest answer.',
    cure: 'hypercorn',
    source: at(
      'Hypercorn: graceful_timeout',
      'https://hypercorn.readthedocs.io/en/latest/how_to_guides/configuring.html#configuration-options',
    ),
    lesson: '11-leave-politely',
  },
  {
    id: 'hypercorn-limit',
    name: 'Hypercorn',
    kind: 'python',
    change:
      'The limit gives work its time, and no more: answers in flight do not say close, and a silent client is served once more by the old process. Put a proxy before it.',
    source: at(
      'Hypercorn: graceful_timeout',
      'https://hypercorn.readthedocs.io/en/latest/how_to_guides/configuring.html#configuration-options',
    ),
    lesson: '11-leave-politely',
  },
  {
    id: 'daphne',
    name: 'Daphne',
    kind: 'python',
    change:
      'Take the server out of its balancer first, and wait: Daphne stops at once, whatever is in flight. Or run the application under uvicorn, which waits.',
    source: at('Daphne: README', 'https://github.com/django/daphne#readme'),
    lesson: '11-leave-politely',
  },
  {
    id: 'gunicorn',
    name: 'gunicorn',
    kind: 'python',
    change:
      'Lower `graceful_timeout`, which is 30 seconds, and put a proxy that buffers before it: one slow client takes a whole worker, and a worker that waits keeps the port.',
    cure: 'gunicorn sync',
    source: at('gunicorn: deploying', 'https://gunicorn.org/deploy/'),
    lesson: '13-the-process-that-will-not-exit',
  },
  {
    id: 'gunicorn-limit',
    name: 'gunicorn',
    kind: 'python',
    change:
      'The limit is there. While a worker waits, it keeps the port: put a proxy that buffers before it, so that no client can hold a worker.',
    source: at('gunicorn: deploying', 'https://gunicorn.org/deploy/'),
    lesson: '13-the-process-that-will-not-exit',
  },
  {
    id: 'gunicorn-gthread',
    name: 'gunicorn',
    kind: 'python',
    change:
      'Lower `graceful_timeout` below what your platform waits: it is 30 seconds, and one silent client is enough to use them up.',
    cure: 'gunicorn gthread',
    source: at(
      'gunicorn: graceful_timeout',
      'https://gunicorn.org/reference/settings/#graceful_timeout',
    ),
    lesson: '13-the-process-that-will-not-exit',
  },
  {
    id: 'gunicorn-gthread-limit',
    name: 'gunicorn',
    kind: 'python',
    change:
      'Little. Answers in flight do not say close, so a client that asks again at once is lost: let your proxy repeat what can be repeated.',
    source: at(
      'gunicorn: graceful_timeout',
      'https://gunicorn.org/reference/settings/#graceful_timeout',
    ),
    lesson: '13-the-process-that-will-not-exit',
  },
  {
    id: 'gunicorn-gevent',
    name: 'gunicorn',
    kind: 'python',
    change:
      'Set `--graceful-timeout` below what your platform waits. Answers in flight do not say close, and kept connections are served until their idle time is over.',
    source: at('gunicorn: worker_class', 'https://gunicorn.org/reference/settings/#worker_class'),
    lesson: '11-leave-politely',
  },
  {
    id: 'gunicorn-eventlet',
    name: 'gunicorn',
    kind: 'python',
    change:
      'Set `--graceful-timeout` below what your platform waits. Answers in flight do not say close, and kept connections are served until their idle time is over.',
    source: at('gunicorn: worker_class', 'https://gunicorn.org/reference/settings/#worker_class'),
    lesson: '11-leave-politely',
  },
  {
    id: 'gunicorn-uvicorn',
    name: 'gunicorn with uvicorn',
    kind: 'python',
    change:
      'Lower `--graceful-timeout`: one open stream holds the worker for its 30 seconds. End streams when the lifespan’s shutdown comes.',
    source: at(
      'gunicorn: graceful_timeout',
      'https://gunicorn.org/reference/settings/#graceful_timeout',
    ),
    lesson: '14-not-on-the-list',
  },
  {
    id: 'uwsgi',
    name: 'uWSGI',
    kind: 'python',
    change:
      'SIGTERM means reload here, brutally: set `die-on-term`, or better the hook that ends workers gracefully.',
    cure: 'uwsgi',
    source: at(
      'uWSGI: things to know',
      'https://uwsgi-docs.readthedocs.io/en/latest/ThingsToKnow.html',
    ),
    lesson: '13-the-process-that-will-not-exit',
  },
  {
    id: 'uwsgi-die-on-term',
    name: 'uWSGI',
    kind: 'python',
    change:
      'It stops now, and cuts. Give it the hook that ends workers gracefully, and `worker-reload-mercy`.',
    cure: 'uwsgi',
    source: at('uWSGI: management', 'https://uwsgi-docs.readthedocs.io/en/latest/Management.html'),
    lesson: '11-leave-politely',
  },
  {
    id: 'uwsgi-gracefully',
    name: 'uWSGI',
    kind: 'python',
    change:
      'Answers in flight are waited for, uploads are not. A silent client holds the workers and the port until the mercy is over, and answers still being read are cut: put a proxy that buffers before it.',
    source: at('uWSGI: hooks', 'https://uwsgi-docs.readthedocs.io/en/latest/Hooks.html'),
    lesson: '11-leave-politely',
  },
  {
    id: 'waitress',
    name: 'waitress',
    kind: 'python',
    change:
      'Handle SIGTERM: waitress has no handler, and the signal ends the process in the middle of every answer. It has one for SIGINT, and then waits five seconds for its threads.',
    source: at(
      'waitress: documentation',
      'https://docs.pylonsproject.org/projects/waitress/en/stable/',
    ),
    lesson: '11-leave-politely',
  },
  {
    id: 'waitress-int',
    name: 'waitress',
    kind: 'python',
    change:
      'It waits five seconds at most for its threads; what they have answered by then is not always sent. Put a proxy before it, and take it out of its balancer first.',
    source: at(
      'waitress: documentation',
      'https://docs.pylonsproject.org/projects/waitress/en/stable/',
    ),
    lesson: '11-leave-politely',
  },
  {
    id: 'cherrypy',
    name: 'CherryPy',
    kind: 'python',
    change:
      'It finishes what it has begun. An open stream holds it for ever: end streams in a handler of the engine’s `stop`, or have your platform kill it after a limit.',
    source: at('CherryPy: basics', 'https://docs.cherrypy.dev/en/latest/basics.html'),
    lesson: '11-leave-politely',
  },
  {
    id: 'twisted',
    name: 'twisted.web',
    kind: 'python',
    change:
      'The reactor stops at once and cuts. Return a Deferred from a trigger before shutdown: stop listening, and wait for your own count of requests.',
    cure: 'twisted',
    source: at(
      'Twisted: IReactorCore',
      'https://docs.twisted.org/en/stable/api/twisted.internet.interfaces.IReactorCore.html',
    ),
    lesson: '11-leave-politely',
  },
  {
    id: 'twisted-drained',
    name: 'twisted.web',
    kind: 'python',
    change:
      'The work is spared now. But the reactor goes on with kept connections as if nothing had happened: set `Connection: close` on each answer once the stop has begun, and let idle ones go.',
    source: at(
      'Twisted: IReactorCore',
      'https://docs.twisted.org/en/stable/api/twisted.internet.interfaces.IReactorCore.html',
    ),
    lesson: '11-leave-politely',
  },
  {
    id: 'werkzeug',
    name: 'Flask’s and Werkzeug’s own',
    kind: 'python',
    change:
      'Keep it for development. It has no handler, and the signal ends it in the middle of every answer: run the application under gunicorn or waitress.',
    source: at('Werkzeug: serving', 'https://werkzeug.palletsprojects.com/en/stable/serving/'),
    lesson: '11-leave-politely',
  },
  {
    id: 'wsgiref',
    name: 'Python wsgiref',
    kind: 'python',
    change: 'Keep it for development: one connection at a time, and no handler.',
    source: at(
      'Python: wsgiref',
      'https://docs.python.org/3/library/wsgiref.html#module-wsgiref.simple_server',
    ),
    lesson: '11-leave-politely',
  },
  {
    id: 'python-http-server',
    name: 'Python http.server',
    kind: 'python',
    change:
      'Keep it for development: it has no handler, and the signal ends it in the middle of every answer.',
    source: at('Python: http.server', 'https://docs.python.org/3/library/http.server.html'),
    lesson: '11-leave-politely',
  },
];
