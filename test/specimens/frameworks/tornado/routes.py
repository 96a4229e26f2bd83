import asyncio

from tornado.web import Application, RequestHandler

in_progress = set()


class Routes(RequestHandler):
    async def get(self):
        in_progress.add(self)
        if self.request.path == '/slow':
            await asyncio.sleep(1.5)
        self.finish('hello\n')

    def on_finish(self):
        in_progress.discard(self)


application = Application([('/.*', Routes)])
