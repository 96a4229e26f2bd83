/** A change as code: short enough to be typed, and what a line of the table was measured with. */
export interface Cure {
  lang: 'apache' | 'go' | 'ini' | 'java' | 'js' | 'nginx' | 'python' | 'ruby' | 'rust' | 'sh';
  code: string;
  /** The line of the table that has it. */
  good?: string;
}

const cure = (lang: Cure['lang'], code: string, good?: string): Cure => ({
  lang,
  code: code.trim(),
  ...(good && { good }),
});

export const cures = {
  careful: cure(
    'js',
    `
const server = createServer(routes);
careful(server);
server.listen(3000, '127.0.0.1');
`,
    'careful',
  ),
  'careful express': cure(
    'js',
    `
const server = app.listen(3000, '127.0.0.1');
careful(server);
`,
    'careful-express',
  ),
  'careful koa': cure(
    'js',
    `
const server = app.listen(3000, '127.0.0.1');
careful(server);
`,
    'careful-koa',
  ),
  'careful hono': cure(
    'js',
    `
const server = serve({ fetch: app.fetch, port: 3000, hostname: '127.0.0.1' });
careful(server);
`,
    'careful-hono',
  ),
  fastify: cure(
    'js',
    `
let leaving = false;
app.addHook('onSend', async (_, reply) => {
  if (leaving) reply.header('Connection', 'close');
});
app.addHook('preClose', async () => {
  for (const stream of streams) stream.end();
});
process.once('SIGTERM', () => {
  leaving = true;
  setTimeout(() => process.exit(), 6_000).unref();
  app.close();
});
`,
    'fastify-by-hand',
  ),
  'cluster careful': cure(
    'js',
    `
if (cluster.isPrimary) {
  process.once('SIGTERM', () => {
    for (const worker of Object.values(cluster.workers)) worker.process.kill('SIGTERM');
  });
} else {
  careful(server);
}
`,
    'cluster-careful',
  ),
  aiohttp: cure(
    'python',
    `
async def tell(_):
    leaving.set()
    for socket in set(sockets):
        await socket.close(code=1001)

app.on_shutdown.append(tell)
`,
    'aiohttp-told',
  ),
  tornado: cure(
    'python',
    `
server.stop()
await asyncio.sleep(2.5)
await server.close_all_connections()
`,
    'tornado-close-all-later',
  ),
  twisted: cure(
    'python',
    `
def drained():
    idle = defer.Deferred()
    port.stopListening()
    if not open_requests:
        idle.callback(None)
    return idle.addTimeout(6, reactor).addErrback(lambda _: None)

reactor.addSystemEventTrigger('before', 'shutdown', drained)
`,
    'twisted-drained',
  ),
  hypercorn: cure('sh', 'hypercorn --graceful-timeout 6 asgi:app', 'hypercorn-limit'),
  'gunicorn sync': cure(
    'sh',
    'gunicorn --workers 16 --graceful-timeout 6 wsgi:app',
    'gunicorn-limit',
  ),
  'gunicorn gthread': cure(
    'sh',
    'gunicorn --worker-class gthread --threads 24 --graceful-timeout 6 wsgi:app',
    'gunicorn-gthread-limit',
  ),
  uwsgi: cure(
    'sh',
    `
uwsgi --master --hook-master-start 'unix_signal:15 gracefully_kill_them_all' \\
  --worker-reload-mercy 6 --module wsgi:app
`,
    'uwsgi-gracefully',
  ),
  'careful nest': cure('js', 'careful(app.getHttpServer());'),
  'careful next': cure(
    'js',
    `
const app = next({ hostname: '127.0.0.1', port: 3000 });
await app.prepare();
const server = createServer(app.getRequestHandler());
careful(server, { after: () => app.close() });
server.listen(3000, '127.0.0.1');
`,
    'careful-next',
  ),
  'careful next standalone': cure(
    'sh',
    'NEXT_MANUAL_SIG_HANDLE=1 node --import ./preload.ts server.js',
    'careful-next-standalone',
  ),
  'careful nitro': cure(
    'sh',
    'NITRO_SHUTDOWN_DISABLED=true node --import ./preload.ts .output/server/index.mjs',
    'careful-nitro',
  ),
  sveltekit: cure('sh', 'SHUTDOWN_TIMEOUT=6 node build', 'sveltekit-limit'),
  'careful astro': cure('sh', 'node --import ./preload.ts dist/server/entry.mjs', 'careful-astro'),
  'careful react-router': cure(
    'sh',
    `
node --import ./preload.ts node_modules/@react-router/serve/bin.cjs build/server/index.js
`,
    'careful-react-router',
  ),
  bun: cure(
    'js',
    `
process.once('SIGTERM', async () => {
  await server.stop();
  process.exit();
});
`,
    'bun-stop',
  ),
  deno: cure(
    'js',
    `
Deno.addSignalListener('SIGTERM', async () => {
  await server.shutdown();
  Deno.exit();
});
`,
    'deno-shutdown',
  ),
  pm2: cure(
    'js',
    `module.exports = { apps: [{ script: 'server.js', kill_timeout: 10_000 }] };`,
    'pm2-limit',
  ),
  go: cure(
    'go',
    `
signal.Notify(told, syscall.SIGTERM)
go server.ListenAndServe()
<-told
limit, cancel := context.WithTimeout(context.Background(), 6*time.Second)
defer cancel()
if server.Shutdown(limit) != nil {
	server.Close()
}
`,
    'go-wait',
  ),
  'go told': cure('go', 'server.RegisterOnShutdown(func() { close(leaving) })', 'go-told'),
  hyper: cure(
    'rust',
    `
let (leave, left) = oneshot::channel::<()>();
let serving = tokio::spawn(server.with_graceful_shutdown(async { left.await.unwrap() }));
signal(SignalKind::terminate()).unwrap().recv().await;
leave.send(()).unwrap();
let _ = timeout(Duration::from_secs(6), serving).await;
`,
    'hyper-limit',
  ),
  java: cure(
    'java',
    'Runtime.getRuntime().addShutdownHook(new Thread(() -> server.stop(5)));',
    'java-stop-wait',
  ),
  jetty: cure(
    'java',
    `
StatisticsHandler counting = new StatisticsHandler();
counting.setHandler(routes);
server.setHandler(counting);
server.setStopTimeout(6000);
server.setStopAtShutdown(true);
`,
    'jetty-graceful',
  ),
  puma: cure('ruby', 'force_shutdown_after 6', 'puma-limit'),
  unicorn: cure('sh', 'kill -QUIT "$(cat unicorn.pid)"', 'unicorn-quit'),
  starman: cure('sh', 'kill -QUIT "$(cat starman.pid)"', 'starman-quit'),
  mojolicious: cure('sh', 'hypnotoad --foreground app.pl', 'hypnotoad'),
  php: cure(
    'sh',
    `
kill -QUIT $nginx
wait $nginx
kill -QUIT $php
`,
    'php-fpm-in-turn',
  ),
  'nginx quit': cure('sh', 'nginx -s quit', 'nginx-quit-limits'),
  nginx: cure(
    'nginx',
    `
worker_shutdown_timeout 6s;
http {
  client_header_timeout 6s;
}
`,
    'nginx-quit-limits',
  ),
  'apache winch': cure('sh', 'apachectl graceful-stop', 'apache-winch-limit'),
  apache: cure('apache', 'GracefulShutdownTimeout 6', 'apache-winch-limit'),
  'haproxy usr1': cure('sh', 'kill -USR1 "$(cat haproxy.pid)"', 'haproxy-usr1-limit'),
  haproxy: cure('ini', 'hard-stop-after 6s', 'haproxy-usr1-limit'),
  caddy: cure('nginx', 'grace_period 6s', 'caddy-limit'),
  'lighttpd int': cure('sh', 'kill -INT "$(cat lighttpd.pid)"', 'lighttpd-int-limit'),
  lighttpd: cure(
    'ini',
    'server.feature-flags = ("server.graceful-shutdown-timeout" => 6)',
    'lighttpd-int-limit',
  ),
  squid: cure('ini', 'shutdown_lifetime 6 seconds', 'squid-limit'),
  exec: cure('sh', "sh -c 'prepare; exec node server.js'", 'sh-exec'),
  'no shell': cure('sh', 'tini -- node server.js', 'tini'),
  supervisord: cure('ini', 'stopasgroup=true', 'supervisord-group'),
} as const satisfies Record<string, Cure>;

export type CureName = keyof typeof cures;
