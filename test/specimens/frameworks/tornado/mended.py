# No connection outlives its answer; the stop waits for answers in progress, and cuts what is left.
import asyncio, os, signal

from tornado.httpserver import HTTPServer

from routes import application, in_progress


async def main():
    server = HTTPServer(application, no_keep_alive=True)
    server.listen(int(os.environ['PORT']), '127.0.0.1')
    told = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, told.set)
    await told.wait()
    server.stop()
    while in_progress:
        await asyncio.sleep(0.05)
    await server.close_all_connections()


asyncio.run(main())
