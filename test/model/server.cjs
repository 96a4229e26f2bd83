// The two apps, for any Node from 12 on, told by lines of JSON on stdin what to do. The proof of the model
// holds it against this. All of it is Node's own but the clock: Node says after how many milliseconds a
// connection shall end (socket.setTimeout), and here these pass when they are told to.
'use strict';
// biome-ignore lint/style/useNodejsImportProtocol: Node 12 does not know it
const { createServer } = require('http');
// biome-ignore lint/style/useNodejsImportProtocol: Node 12 does not know it
const { Server, Socket } = require('net');
// biome-ignore lint/style/useNodejsImportProtocol: Node 12 does not know it
const { createInterface } = require('readline');

let now = 0;
const limit = Symbol('the milliseconds that Node has set');
const due = Symbol('when they are over');
Socket.prototype.setTimeout = function setTimeout(ms, listener) {
  this[limit] = ms;
  this._unrefTimer();
  if (listener && ms) this.once('timeout', listener);
  else if (listener) this.removeListener('timeout', listener);
  return this;
};
// What Node calls at each byte that comes or goes.
Socket.prototype._unrefTimer = function restart() {
  this[due] = this[limit] ? now + this[limit] : Infinity;
};

const slowAnswer = 3000;
let idle = null;
/** By number, 1 and 2. */
let apps = {};
/** Answers that are not due yet, in the order in which they were asked for. */
let slow = [];

function createApp(number) {
  const app = { server: createServer(respond), sockets: new Map(), drains: false, listens: false };
  app.server.keepAliveTimeout = idle === null ? 0 : idle * 1000;
  app.server.on('connection', (socket) => {
    const peer = socket.remotePort;
    app.sockets.set(socket, { busy: 0 });
    tell({ event: 'accepted', peer });
    socket.on('error', () => {});
    socket.on('close', () => {
      app.sockets.delete(socket);
      tell({ event: 'closed', peer });
    });
  });
  function respond(request, response) {
    const { socket } = request;
    const peer = socket.remotePort;
    const state = app.sockets.get(socket);
    state.busy++;
    tell({ event: 'asked', peer });
    response.on('finish', () => {
      state.busy--;
      const { url: path } = request;
      tell({ event: 'answered', peer, app: number, path, status: response.statusCode });
    });
    const etag = `"app${number}"`;
    const answer = () => {
      response.setHeader('X-App', String(number));
      if (app.drains) response.setHeader('Connection', 'close');
      if (request.url === '/slow') return response.end('slow');
      response.setHeader('ETag', etag);
      if (request.headers['if-none-match'] === etag) response.writeHead(304);
      response.end(response.statusCode === 304 ? undefined : `App ${number}`);
    };
    if (request.url === '/slow') slow.push({ due: now + slowAnswer, socket, answer });
    else answer();
  }
  return app;
}

const deeds = {
  /** Everything ends, and the clock begins anew; done when all is closed. */
  reset(message, done) {
    now = 0;
    slow = [];
    idle = message.idle;
    const all = Object.values(apps);
    apps = {};
    for (const { server, sockets } of all) {
      Server.prototype.close.call(server);
      for (const socket of sockets.keys()) socket.destroy();
    }
    const look = () =>
      all.every(({ sockets, server }) => sockets.size === 0 && !server.listening)
        ? done({})
        : setImmediate(look);
    look();
  },
  start({ app, port }, done) {
    if (apps[app]) return done({ said: 'started already' });
    const started = createApp(app);
    const { server } = started;
    server.once('error', ({ code }) => done({ said: code }));
    server.listen(port, '127.0.0.1', () => {
      apps[app] = started;
      started.listens = true;
      done({ port: server.address().port });
    });
  },
  stop({ app }, done) {
    if (apps[app]) Server.prototype.close.call(apps[app].server);
    done({});
  },
  close({ app }, done) {
    if (apps[app]) apps[app].server.close();
    done({});
  },
  all({ app }, done) {
    if (apps[app]) {
      const { server, sockets } = apps[app];
      if (server.closeAllConnections) server.closeAllConnections();
      else for (const socket of sockets.keys()) socket.destroy(); // before 18.2
    }
    done({});
  },
  drain({ app }, done) {
    if (apps[app]) {
      apps[app].drains = true;
      Server.prototype.close.call(apps[app].server);
      for (const [socket, { busy }] of apps[app].sockets) if (!busy) socket.destroySoon();
    }
    done({});
  },
  /** The time is `to`; the one thing that is due first happens, if any is due. */
  advance({ to }, done) {
    now = to;
    const next = nextDue();
    if (next && next.due <= now) next.happen();
    done({});
  },
  sync(_message, done) {
    done({});
  },
};

function nextDue() {
  slow = slow.filter(({ socket }) => !socket.destroyed);
  const all = slow.map((each) => ({
    due: each.due,
    happen() {
      slow.splice(slow.indexOf(each), 1);
      each.answer();
    },
  }));
  for (const { sockets } of Object.values(apps))
    for (const socket of sockets.keys())
      if (socket[due] < Infinity)
        all.push({
          due: socket[due],
          happen() {
            socket[due] = Infinity;
            socket.emit('timeout');
          },
        });
  return all.reduce((first, each) => (first && first.due <= each.due ? first : each), undefined);
}

/** After these turns of the loop, what was set going is done and told: a shutdown, then the close. */
function afterTurns(turns, done) {
  if (turns === 0) done();
  else setImmediate(() => afterTurns(turns - 1, done));
}

function tell(message) {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const { id, deed, ...message } = JSON.parse(line);
    deeds[deed](message, (result) => {
      afterTurns(3, () => {
        const next = nextDue();
        tell({ id, due: next ? next.due : null, ...result });
      });
    });
  })
  .on('close', () => process.exit());
