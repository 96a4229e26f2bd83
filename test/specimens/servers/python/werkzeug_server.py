# The development server of Flask and Werkzeug, with keep-alive.
import os

from werkzeug.serving import WSGIRequestHandler, run_simple

from wsgi import app

WSGIRequestHandler.protocol_version = 'HTTP/1.1'
run_simple('127.0.0.1', int(os.environ['PORT']), app, threaded=True)
