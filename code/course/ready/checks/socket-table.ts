import { join } from 'node:path';
import { listSockets, NoSocketTable } from '../../../sockets/list-sockets.ts';
import type { Check } from '../check.ts';

export const socketTable: Check = {
  what: 'socket table',
  use: 'lessons 3, 7, 8 and 9, and npm run sockets',
  async look({ root }) {
    try {
      const rows = await listSockets({ proc: join(root, 'proc') });
      return { verdict: 'ok', found: `readable, ${rows.length} rows` };
    } catch (error) {
      if (!(error instanceof NoSocketTable)) throw error;
      return { verdict: 'missing', found: error.message, remedy: error.remedy };
    }
  },
};
