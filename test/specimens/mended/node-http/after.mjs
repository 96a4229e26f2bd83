import { createServer } from 'node:http';

const pause = (ms) => new Promise((over) => setTimeout(over, ms));

/** Stands for a pool of connections to a database. */
const pool = {
  isOpen: true,
  async query(ms) {
    await pause(ms);
    if (!pool.isOpen) throw new Error('the pool has been closed');
    return 'a row\n';
  },
  async end() {
    pool.isOpen = false;
    await pause(3_500);
  },
};

const inProgress = new Set();
let leaving = false;

const server = createServer(async ({ url }, response) => {
  inProgress.add(response);
  response.once('close', () => inProgress.delete(response));
  if (leaving) response.setHeader('Connection', 'close');
  try {
    response.end(await pool.query(url === '/report' ? 2_500 : 0));
  } catch (error) {
    response.writeHead(500).end(`${error.message}\n`);
  }
});

server.listen(process.env.PORT, '127.0.0.1');
process.once('SIGTERM', () => {
  leaving = true;
  // Cure: Close the listening socket first of all
  // Cure: Stop listening first, or serve on until you do; then close databases and pools.
  // Cure: Serve those whom you let in: until nobody is let in any more, answer.
  server.close(() => pool.end());
  // Cure: Let requests that have begun finish, up to a limit, and say Connection: close on their answers
  setTimeout(() => server.closeAllConnections(), 5_000).unref();
  for (const response of inProgress) {
    if (!response.headersSent) response.setHeader('Connection', 'close');
  }
});
