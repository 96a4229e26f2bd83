# The fault: stop() stops listening, and whoever is connected goes on being answered.
import asyncio, os, signal

from tornado.httpserver import HTTPServer

from routes import application


async def main():
    server = HTTPServer(application)
    server.listen(int(os.environ['PORT']), '127.0.0.1')
    told = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, told.set)
    await told.wait()
    server.stop()
    await asyncio.Event().wait()


asyncio.run(main())
