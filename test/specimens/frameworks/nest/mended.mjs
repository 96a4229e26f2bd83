// polite() is what Nest waits for when it closes; the signal is Nest’s.
import { polite } from '../../../../code/doctor/careful.ts';
import { createApp } from './app.mjs';

const app = await createApp();
const leave = polite(app.getHttpServer(), { limit: 4_000 });
app.getHttpAdapter().close = leave;
app.enableShutdownHooks(['SIGTERM']);
await app.listen(process.env.PORT, '127.0.0.1');
