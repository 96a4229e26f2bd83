// Next behind a server of one's own; it lies in .servers/next when it runs.
import { createServer } from 'node:http';
import next from 'next';
import { careful } from '../../code/doctor/careful.ts';

const port = Number(process.env.PORT);
const app = next({ dir: import.meta.dirname, hostname: '127.0.0.1', port });
await app.prepare();
const server = createServer(app.getRequestHandler());
careful(server, { after: () => app.close() });
server.listen(port, '127.0.0.1');
