# shutdown() stops listening, server_close() waits for the threads; none waits longer than its timeout.
from http.server import ThreadingHTTPServer
import os, signal, threading

from routes import Routes


class Server(ThreadingHTTPServer):
    daemon_threads = False


Routes.timeout = 3
server = Server(('127.0.0.1', int(os.environ['PORT'])), Routes)
# Called in the thread that serves it would wait for itself.
signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
server.serve_forever()
server.server_close()
