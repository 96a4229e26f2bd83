# The standard library's, one connection at a time.
import os
from wsgiref.simple_server import make_server

from wsgi import app

make_server('127.0.0.1', int(os.environ['PORT']), app).serve_forever()
