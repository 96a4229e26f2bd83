# Lesson 1: lessons/01-the-swap.mdx#the-same-on-tornado
"""The fault as it was first reported, on Tornado: tornadoweb/tornado#2523.

Told on stdin what to do, a line each: {"do": "start", "app": "App 1",
"greeting": "...", "port": 7888} or {"do": "stop", "app": "App 1"}. Tells on stdout what happened, one JSON object a line. Ends when stdin ends.
"""
import asyncio
import json
import socket
import sys

import tornado.httpserver
import tornado.netutil
import tornado.web


def tell(**fact):
    print(json.dumps(fact), flush=True)


class Watched(tornado.httpserver.HTTPServer):
    """Tornado's server, which also tells of every connection that it accepts or loses."""

    def handle_stream(self, stream, address):
        tell(kind="open", app=self.name, peer=address[1])
        close_fd = stream.close_fd

        def look_then_close():
            stream.ended_by = who_closed_first(stream.socket)
            close_fd()

        stream.close_fd = look_then_close
        super().handle_stream(stream, address)

    def on_close(self, connection):
        peer = connection.context.address[1]
        tell(kind="close", app=self.name, peer=peer, by=connection.stream.ended_by)
        super().on_close(connection)


def who_closed_first(connection):
    """Asked as this side closes: has the end of what the client sends come already?"""
    try:
        return "server" if connection.recv(1, socket.MSG_PEEK) else "client"
    except BlockingIOError:
        return "server"
    except OSError:  # reset
        return "client"


class Page(tornado.web.RequestHandler):
    def initialize(self, greeting):
        self.greeting = greeting

    def get(self):
        self.write(self.greeting + "\n")

    def on_finish(self):
        tell(
            kind="answer",
            app=self.settings["app"],
            peer=self.request.connection.context.address[1],
            method=self.request.method,
            path=self.request.path,
            status=self.get_status(),
            etag=self._headers.get("Etag"),
            ifNoneMatch=self.request.headers.get("If-None-Match"),
        )


# #region start
def start(greeting, port, app):
    routes = [("/", Page, {"greeting": greeting})]
    server = Watched(tornado.web.Application(routes, app=app))
    server.name = app
    sockets = tornado.netutil.bind_sockets(port, "127.0.0.1")
    server.add_sockets(sockets)
    tell(kind="listen", app=app, port=sockets[0].getsockname()[1])
    return server
# #endregion start


# #region stop
def stop(server):
    server.stop()
# #endregion stop


async def main():
    loop = asyncio.get_running_loop()
    lines = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    servers = {}
    while line := await lines.readline():
        order = json.loads(line)
        app = order["app"]
        if order.pop("do") == "start":
            servers[app] = start(**order)
        else:
            stop(servers[app])
            tell(kind="stop", app=app)


tell(kind="hello", tornado=tornado.version)
asyncio.run(main())
