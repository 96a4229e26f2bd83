# The standard library's, one connection at a time.
import os, time
from wsgiref.simple_server import make_server


def app(environ, start_response):
    if environ['PATH_INFO'] == '/slow':
        time.sleep(1.5)
    start_response('200 OK', [('Content-Length', '6')])
    return [b'hello\n']


make_server('127.0.0.1', int(os.environ['PORT']), app).serve_forever()
