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

const server = createServer(async ({ url }, response) => {
  try {
    response.end(await pool.query(url === '/report' ? 2_500 : 0));
  } catch (error) {
    response.writeHead(500).end(`${error.message}\n`);
  }
});

server.listen(process.env.PORT, '127.0.0.1');
process.once('SIGTERM', async () => {
  await pool.end();
  server.close();
  server.closeAllConnections();
});
