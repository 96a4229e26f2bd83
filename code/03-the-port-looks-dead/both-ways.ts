// Lesson 3: lessons/03-the-port-looks-dead.mdx#an-instrument-can-lie-both-ways
// For Linux, whose netstat it runs: npx tsx code/03-the-port-looks-dead/both-ways.ts
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/** Counts the lines that a pipeline prints; grep's own status 1 means that there were none. */
function rows(pipeline: string): void {
  const output = execFileSync('sh', ['-c', `${pipeline} || true`], { encoding: 'utf8' });
  console.log(`${String(output.split('\n').length - 1)}  ${pipeline}`);
}

async function listen(port: number): Promise<Server> {
  const server = createServer().once('error', ({ message }) => {
    console.error(message);
    process.exit(2);
  });
  await once(server.listen(port, '127.0.0.1'), 'listening');
  return server;
}

const port = Number(process.argv[2] ?? 7888);
const longer = Number(`1${port}`);

// #region both-ways
const app = await listen(port);
console.log(`a server listens on ${port}:`);
rows(`netstat -an | grep ${port} | grep -i listen`);
rows(`netstat -ant | grep ${port} | grep -i listening`);

app.close();
const other = await listen(longer);
console.log(`it has stopped; another program listens on ${longer}:`);
rows(`netstat -an | grep ${port} | grep -i listen`);
rows(`netstat -an | grep ':${port} ' | grep -i listen`);
// #endregion both-ways
other.close();
