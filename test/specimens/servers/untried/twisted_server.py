# twisted.web, whose reactor has a handler of its own.
import os
from twisted.internet import reactor
from twisted.web import resource, server


class Hello(resource.Resource):
    isLeaf = True

    def render_GET(self, request):
        if request.path != b'/slow':
            return b'hello\n'
        reactor.callLater(1.5, lambda: (request.write(b'slow\n'), request.finish()))
        return server.NOT_DONE_YET


reactor.listenTCP(int(os.environ['PORT']), server.Site(Hello()), interface='127.0.0.1')
reactor.run()
