# run_app() handles the signal by itself. With “told” as first argument, streams and WebSockets are told.
import asyncio, os, sys, weakref

from aiohttp import web

HELLO = 'hello from %d\n' % os.getpid()


async def fast(request):
    return web.Response(text=HELLO)


async def slow(request):
    await asyncio.sleep(1.5)
    return web.Response(text=HELLO)


async def stream(request):
    answer = web.StreamResponse()
    await answer.prepare(request)
    for part in range(9):
        await answer.write(b'part %d\n' % part)
        await asyncio.sleep(0.18)
    return answer


async def big(request):
    return web.Response(body=b'x' * 20_000_000)


async def upload(request):
    return web.Response(text='%d bytes\n' % len(await request.read()))


async def count(request):
    if request.method == 'POST':
        with open(os.environ['COUNT'], 'a') as file:
            file.write('.')
    return web.Response(text='%d\n' % os.stat(os.environ['COUNT']).st_size)


async def events(request):
    answer = web.StreamResponse(headers={'Content-Type': 'text/event-stream'})
    await answer.prepare(request)
    while not leaving.is_set():
        await answer.write(b'data: tick\n\n')
        await asyncio.sleep(0.25)
    return answer


async def echo(request):
    socket = web.WebSocketResponse()
    await socket.prepare(request)
    sockets.add(socket)
    async for message in socket:
        await socket.send_str(message.data)
    return socket


async def tell(_):
    leaving.set()
    for socket in set(sockets):
        await socket.close(code=1001)


leaving, sockets = asyncio.Event(), weakref.WeakSet()
app = web.Application(client_max_size=100_000_000)
app.add_routes([
    web.get('/', fast), web.get('/slow', slow), web.get('/stream', stream), web.get('/big', big),
    web.post('/upload', upload), web.get('/count', count), web.post('/count', count),
    web.get('/sse', events), web.get('/ws', echo),
])
if sys.argv[1] == 'told':
    app.on_shutdown.append(tell)
web.run_app(app, host='127.0.0.1', port=int(os.environ['PORT']))
