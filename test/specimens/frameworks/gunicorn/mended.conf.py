import os

bind = '127.0.0.1:' + os.environ['PORT']
worker_class, threads, keepalive = 'gthread', 24, 5
graceful_timeout = 4
