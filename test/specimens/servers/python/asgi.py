# An ASGI application, for uvicorn, Hypercorn, Daphne.
import asyncio, os

HELLO = b'hello from %d\n' % os.getpid()


async def app(scope, receive, send):
    if scope['type'] == 'lifespan':
        return await live(receive, send)
    if scope['type'] == 'websocket':
        return await echo(receive, send)
    path = scope['path']

    async def whole(body):
        length = (b'content-length', b'%d' % len(body))
        await send({'type': 'http.response.start', 'status': 200, 'headers': [length]})
        await send({'type': 'http.response.body', 'body': body})

    async def part(body):
        await send({'type': 'http.response.body', 'body': body, 'more_body': True})

    if path == '/slow':
        await asyncio.sleep(1.5)
        await whole(HELLO)
    elif path == '/big':
        await whole(b'x' * 20_000_000)
    elif path == '/upload':
        await whole(b'%d bytes\n' % await bytes_of(receive))
    elif path == '/count':
        await bytes_of(receive)
        if scope['method'] == 'POST':
            with open(os.environ['COUNT'], 'a') as file:
                file.write('.')
        await whole(b'%d\n' % os.stat(os.environ['COUNT']).st_size)
    elif path == '/stream':
        await send({'type': 'http.response.start', 'status': 200, 'headers': []})
        for number in range(9):
            await part(b'part %d\n' % number)
            await asyncio.sleep(0.18)
        await send({'type': 'http.response.body', 'body': b''})
    elif path == '/sse':
        kind = (b'content-type', b'text/event-stream')
        await send({'type': 'http.response.start', 'status': 200, 'headers': [kind]})
        while True:
            await part(b'data: tick\n\n')
            await asyncio.sleep(0.25)
    else:
        await whole(HELLO)


async def bytes_of(receive):
    taken = 0
    while True:
        message = await receive()
        taken += len(message.get('body', b''))
        if message['type'] == 'http.disconnect' or not message.get('more_body'):
            return taken


async def live(receive, send):
    while True:
        message = await receive()
        await send({'type': message['type'] + '.complete'})
        if message['type'] == 'lifespan.shutdown':
            return


async def echo(receive, send):
    await receive()
    await send({'type': 'websocket.accept'})
    while True:
        message = await receive()
        if message['type'] == 'websocket.disconnect':
            return
        await send({'type': 'websocket.send', 'text': message.get('text', '')})
