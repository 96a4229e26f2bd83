// The fault: Nest closes itself on a signal only when it is told to, by enableShutdownHooks().
import { createApp } from './app.mjs';

const app = await createApp();
await app.listen(process.env.PORT, '127.0.0.1');
