# The fault: nobody handles the signal. The standard library's server with a thread a connection.
from http.server import ThreadingHTTPServer
import os

from routes import Routes

ThreadingHTTPServer(('127.0.0.1', int(os.environ['PORT'])), Routes).serve_forever()
