import { once } from 'node:events';
import { connect } from 'node:net';

/** Resolves when nobody listens there any more. */
export async function refused(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    const outcome = await once(socket, 'connect').then(
      () => 'let in',
      () => 'refused',
    );
    socket.destroy();
    if (outcome === 'refused') return;
  }
}
