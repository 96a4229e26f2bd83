# A WSGI application, for gunicorn, uWSGI, waitress, CherryPy, Werkzeug, wsgiref.
import os, time

HELLO = b'hello from %d\n' % os.getpid()


def app(environ, start_response):
    path, method = environ['PATH_INFO'], environ['REQUEST_METHOD']

    def whole(body):
        start_response('200 OK', [('Content-Length', str(len(body)))])
        return [body]

    def drip(parts, pause):
        for part in parts:
            yield part
            time.sleep(pause)

    if path == '/slow':
        time.sleep(1.5)
    if path == '/big':
        return whole(b'x' * 20_000_000)
    if path == '/upload':
        body = environ['wsgi.input'].read(int(environ.get('CONTENT_LENGTH') or 0))
        return whole(b'%d bytes\n' % len(body))
    if path == '/count':
        if method == 'POST':
            with open(os.environ['COUNT'], 'a') as file:
                file.write('.')
        return whole(b'%d\n' % os.stat(os.environ['COUNT']).st_size)
    if path == '/stream':
        start_response('200 OK', [('Content-Type', 'text/plain')])
        return drip((b'part %d\n' % number for number in range(9)), 0.18)
    if path == '/sse':
        start_response('200 OK', [('Content-Type', 'text/event-stream')])
        return drip(iter(lambda: b'data: tick\n\n', None), 0.25)
    return whole(HELLO)
