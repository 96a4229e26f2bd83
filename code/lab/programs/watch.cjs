// Loaded before a lesson's program, in its own process (node --require): tells what its HTTP servers do,
// one JSON object a line, so that the program stays free of the lab. What it tells is written at once, and
// is there even when the process ends in the same turn.
// CommonJS as Node 12 reads it: any Node from then on may be the one under test.
// biome-ignore lint/style/useNodejsImportProtocol: require() knows no node: before Node 14.18
const { appendFileSync } = require('fs');
// biome-ignore lint/style/useNodejsImportProtocol: require() knows no node: before Node 14.18
const { Server } = require('http');

const file = process.env.STILL_ANSWERING_TELLS;

function tell(fact) {
  try {
    appendFileSync(file, `${JSON.stringify(fact)}\n`);
  } catch {
    // Whoever listened is gone, and the folder with them.
  }
}

/** Connections on which Node's own limit was over: it says 408, and destroys the socket with that as the error. */
const tooLate = new WeakSet();

const { emit, close, closeAllConnections } = Server.prototype;

/** Connections whose last answer said close: both sides end them then, and who was first no app can tell. */
const toldToClose = new WeakSet();

/** What an event of a server tells. */
const seen = {
  listening: (server) => {
    const { port } = server.address();
    tell({ kind: 'listen', port, pid: process.pid, node: process.versions.node });
  },
  connection: (_server, socket) => {
    const peer = socket.remotePort;
    let ended = false;
    tell({ kind: 'open', peer });
    socket.once('end', () => {
      ended = true;
    });
    socket.once('close', (failed) => {
      const own = toldToClose.has(socket) ? null : 'server';
      tell({ kind: 'close', peer, by: ended || (failed && !tooLate.has(socket)) ? 'client' : own });
    });
  },
  request: (_server, request, response) => {
    const asked = askedBy(request);
    tell({ kind: 'request', ...asked });
    response.once('finish', () => {
      if (response._last || !response.shouldKeepAlive) toldToClose.add(request.socket);
      tell({
        kind: 'answer',
        ...asked,
        status: response.statusCode,
        etag: response.getHeader('etag') || null,
        ifNoneMatch: request.headers['if-none-match'] || null,
      });
    });
  },
  clientError: (_server, error, socket) => {
    if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') tooLate.add(socket);
  },
  upgrade: (_server, request) => {
    const asked = askedBy(request);
    tell({ kind: 'request', ...asked });
    tell({ kind: 'answer', ...asked, status: 101, etag: null, ifNoneMatch: null });
  },
};

function askedBy({ socket, method, url }) {
  return { peer: socket.remotePort, method, path: url };
}

if (file) {
  Server.prototype.emit = function (event, ...args) {
    if (seen[event] && (event !== 'upgrade' || this.listenerCount('upgrade') > 0))
      seen[event](this, ...args);
    return emit.call(this, event, ...args);
  };
  Server.prototype.close = function (...args) {
    tell({ kind: 'stop' });
    return close.apply(this, args);
  };
  if (closeAllConnections)
    Server.prototype.closeAllConnections = function (...args) {
      tell({ kind: 'close-all' });
      return closeAllConnections.apply(this, args);
    };
}
