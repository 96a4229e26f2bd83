import express from 'express';
import { careful } from '../../../../code/doctor/careful.ts';

const app = express();
app.get('/', (_, response) => response.send('hello\n'));
app.get('/slow', (_, response) => setTimeout(() => response.send('slow\n'), 1_500));
careful(app.listen(process.env.PORT, '127.0.0.1'), { limit: 4_000 });
