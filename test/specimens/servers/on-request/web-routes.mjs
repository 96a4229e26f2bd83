// What every specimen answers, for whatever takes a Request and gives a Response.
const hello = () => `hello from ${globalThis.process?.pid}\n`;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const encode = (text) => new TextEncoder().encode(text);

/** @param {(one: boolean) => number} count counts one more, where the count outlives this process */
export async function answer(request, count = () => 0) {
  const path = new URL(request.url).pathname;
  if (path === '/slow') {
    await pause(1_500);
    return new Response(hello());
  }
  if (path === '/big') return new Response(new Uint8Array(20_000_000));
  if (path === '/upload') {
    return new Response(`${(await request.arrayBuffer()).byteLength} bytes\n`);
  }
  if (path === '/count') return new Response(`${count(request.method === 'POST')}\n`);
  if (path === '/stream') return drip('text/plain', 'part\n', 9, 180);
  if (path === '/sse') return drip('text/event-stream', 'data: tick\n\n', Infinity, 250);
  return new Response(hello());
}

function drip(type, part, times, ms) {
  let sent = 0;
  const body = new ReadableStream({
    async pull(controller) {
      if (sent === times) return controller.close();
      if (sent > 0) await pause(ms);
      sent += 1;
      controller.enqueue(encode(part));
    },
  });
  return new Response(body, { headers: { 'Content-Type': type } });
}
