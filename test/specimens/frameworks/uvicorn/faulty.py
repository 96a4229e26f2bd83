# The fault: a handler of our own takes the place of uvicorn's, and ends the process at once.
import os, signal, sys

import uvicorn

from app import app

server = uvicorn.Server(uvicorn.Config(app, port=int(os.environ['PORT']), log_level='warning'))
server.install_signal_handlers = lambda: None
signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
server.run()
