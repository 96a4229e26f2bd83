import os
import signal
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Handler(BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def do_GET(self):
        if self.path == '/report':
            time.sleep(3)
        body = b'hello\n'
        self.send_response(200)
        self.send_header('Content-Length', str(len(body)))
        if leaving.is_set():
            self.send_header('Connection', 'close')
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


leaving = threading.Event()
server = ThreadingHTTPServer(('127.0.0.1', int(os.environ['PORT'])), Handler)
# Cure: set daemon_threads to False, and server_close() waits for them.
server.daemon_threads = False


def stop():
    # Cure: Wait for answers in progress before the process ends, and say Connection: close on those
    # whose head is not out; cut at a limit, not at once.
    leaving.set()
    limit = threading.Timer(5, os._exit, [0])
    limit.daemon = True
    limit.start()
    server.shutdown()


# Cure: Serve those whom you let in: until nobody is let in any more, answer.
# Cure: Call it in a thread of its own.
signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=stop).start())
server.serve_forever()
server.server_close()
