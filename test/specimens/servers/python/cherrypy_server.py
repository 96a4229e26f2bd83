# CherryPy's own server before a WSGI application, with the handlers that it brings.
import os

import cherrypy

from wsgi import app

cherrypy.config.update({
    'server.socket_host': '127.0.0.1', 'server.socket_port': int(os.environ['PORT']),
    'server.thread_pool': 24, 'server.max_request_body_size': 0,
    'engine.autoreload.on': False, 'log.screen': False,
})
cherrypy.tree.graft(app, '/')
cherrypy.engine.signals.subscribe()
cherrypy.engine.start()
cherrypy.engine.block()
