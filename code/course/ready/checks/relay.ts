import { namespaceNote } from '../../../sockets/namespace.ts';
import type { Check } from '../check.ts';

/** In WSL and in a container a connection may lead out of the table that the lessons read. */
export const relay: Check = {
  what: 'this system',
  use: 'reading the rows of the socket table',
  look({ root }) {
    const note = namespaceNote({ root });
    if (!note) return { verdict: 'ok', found: 'no WSL, no container' };
    const found = note.replace(/\.$/, '');
    const remedy = 'run the browser on the same side as the lesson, and both ends are there';
    return { verdict: 'note', found, remedy };
  },
};
