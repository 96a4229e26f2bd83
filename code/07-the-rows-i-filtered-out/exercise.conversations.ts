// Lesson 7: lessons/07-the-rows-i-filtered-out.mdx#do-it
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { kinds, type Row } from './exercise.tables.ts';

/** Two servers with clients, on a port and on one that ends in the same digits: 2345 and 12345. */
export interface Conversations extends AsyncDisposable {
  port: number;
  /** What of a table is theirs, in an order of its own: a system's table has none. */
  rowsIn(table: string): Row[];
}

export async function twoConversations(): Promise<Conversations> {
  const [port, ours, others] = await twoServers();
  const kept = await client(ours);
  const ended = await client(ours);
  const other = await client(others);
  // The server's end is closed first: it stays in the table for a minute, as TIME_WAIT.
  ended.atServer.end();
  await once(ended.atClient.resume(), 'close');

  const listening = (at: number) => new RegExp(`[:.]${at}\\s.*LISTEN|LISTEN.*[:.]${at}\\s`);
  const between = (from: number, to: number) => new RegExp(`[:.]${from}\\s+\\S+[:.]${to}\\s`);
  const roles = [
    { ...kinds.serversEnd, is: between(port, kept.port) },
    { ...kinds.clientsEnd, is: between(kept.port, port) },
    { ...kinds.listening, is: listening(port) },
    { ...kinds.timeWait, is: between(port, ended.port) },
    { ...kinds.digits, is: listening(port + shift) },
    { ...kinds.digits, is: between(port + shift, other.port) },
    { ...kinds.digits, is: between(other.port, port + shift) },
  ];
  return {
    port,
    rowsIn(table) {
      const lines = table.split('\n').map((text) => ({ text, padded: `${text} ` }));
      return roles.flatMap(({ is, ...kind }) =>
        lines.filter(({ padded }) => is.test(padded)).map(({ text }) => ({ ...kind, text })),
      );
    },
    async [Symbol.asyncDispose]() {
      for (const { atClient } of [kept, ended, other]) atClient.destroy();
      for (const server of [ours, others]) server.close();
    },
  };
}

const shift = 10_000;

/** Four digits, so that five can end in them, and below the ports that the kernel hands out itself. */
async function twoServers(): Promise<[port: number, Server, Server]> {
  for (let port = 2000; ; port++) {
    const ours = await listen(port);
    const others = await listen(port + shift);
    if (ours && others) return [port, ours, others];
    for (const server of [ours, others]) server?.close();
    if (port === 6000) throw new Error('no two ports that end in the same digits are free');
  }
}

async function listen(port: number): Promise<Server | undefined> {
  const server = createServer();
  return await once(server.listen(port, '127.0.0.1'), 'listening').then(
    () => server,
    () => undefined,
  );
}

interface Client {
  atServer: Socket;
  atClient: Socket;
  port: number;
}

async function client(server: Server): Promise<Client> {
  const { port } = server.address() as { port: number };
  const accepted = once(server, 'connection');
  const atClient = connect(port, '127.0.0.1');
  const [atServer] = (await accepted) as [Socket];
  return { atServer, atClient, port: atServer.remotePort ?? 0 };
}
