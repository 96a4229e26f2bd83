# How it stops, by its first argument: none, stop, stop-and-return, close-all, or close-all-later.
import asyncio, os, signal, sys

import tornado.httpserver, tornado.web, tornado.websocket

how, port = sys.argv[1], int(os.environ['PORT'])
HELLO = 'hello from %d\n' % os.getpid()


class Fast(tornado.web.RequestHandler):
    def get(self):
        self.finish(HELLO)


class Slow(tornado.web.RequestHandler):
    async def get(self):
        await asyncio.sleep(1.5)
        self.finish(HELLO)


class Stream(tornado.web.RequestHandler):
    async def get(self):
        for part in range(9):
            self.write('part %d\n' % part)
            await self.flush()
            await asyncio.sleep(0.18)


class Big(tornado.web.RequestHandler):
    def get(self):
        self.finish(b'x' * 20_000_000)


class Upload(tornado.web.RequestHandler):
    def post(self):
        self.finish('%d bytes\n' % len(self.request.body))


class Count(tornado.web.RequestHandler):
    def get(self):
        self.finish('%d\n' % os.stat(os.environ['COUNT']).st_size)

    def post(self):
        with open(os.environ['COUNT'], 'a') as file:
            file.write('.')
        self.finish('counted\n')


class Events(tornado.web.RequestHandler):
    async def get(self):
        self.set_header('Content-Type', 'text/event-stream')
        while True:
            self.write('data: tick\n\n')
            await self.flush()
            await asyncio.sleep(0.25)


class Echo(tornado.websocket.WebSocketHandler):
    def check_origin(self, origin):
        return True

    def on_message(self, message):
        self.write_message(message)


async def main():
    server = tornado.httpserver.HTTPServer(tornado.web.Application([
        ('/', Fast), ('/slow', Slow), ('/stream', Stream), ('/big', Big), ('/upload', Upload),
        ('/count', Count), ('/sse', Events), ('/ws', Echo),
    ]))
    server.listen(port, '127.0.0.1')
    told = asyncio.Event()
    if how != 'none':
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, told.set)
    await told.wait()
    server.stop()
    if how == 'stop':
        await asyncio.Event().wait()  # the program goes on, as in the story
    if how == 'stop-and-return':
        return
    if how == 'close-all-later':
        await asyncio.sleep(2.5)
    await server.close_all_connections()


asyncio.run(main())
