# twisted.web, whose reactor has a handler of its own: plain; or drained, by the first argument.
import os, sys

from twisted.internet import defer, reactor
from twisted.web import resource, server

HELLO = b'hello from %d\n' % os.getpid()
open_requests = set()
idle = None


class Routes(resource.Resource):
    isLeaf = True

    def render(self, request):
        open_requests.add(request)
        request.notifyFinish().addBoth(self.left, request)
        path = request.path
        if path == b'/slow':
            reactor.callLater(1.5, finish, request, HELLO)
        elif path == b'/stream':
            drip(request, 9, b'part\n', 0.18)
        elif path == b'/sse':
            request.setHeader('Content-Type', 'text/event-stream')
            drip(request, None, b'data: tick\n\n', 0.25)
        elif path == b'/big':
            return b'x' * 20_000_000
        elif path == b'/upload':
            return b'%d bytes\n' % len(request.content.read())
        elif path == b'/count':
            if request.method == b'POST':
                with open(os.environ['COUNT'], 'a') as file:
                    file.write('.')
            return b'%d\n' % os.stat(os.environ['COUNT']).st_size
        else:
            return HELLO
        return server.NOT_DONE_YET

    def left(self, _, request):
        open_requests.discard(request)
        if idle and not idle.called and not open_requests:
            idle.callback(None)


def finish(request, body):
    if request in open_requests:
        request.write(body)
        request.finish()


def drip(request, times, part, pause):
    def again(left):
        if request not in open_requests:
            return
        if left == 0:
            return request.finish()
        request.write(part)
        reactor.callLater(pause, again, left and left - 1)
    again(times)


def drained():
    """Nothing new; at most six seconds for what is in progress."""
    global idle
    idle = defer.Deferred()
    port.stopListening()
    if not open_requests:
        idle.callback(None)
    return idle.addTimeout(6, reactor).addErrback(lambda _: None)


port = reactor.listenTCP(int(os.environ['PORT']), server.Site(Routes()), interface='127.0.0.1')
if sys.argv[1] == 'drained':
    reactor.addSystemEventTrigger('before', 'shutdown', drained)
reactor.run()
