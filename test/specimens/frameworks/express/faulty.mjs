// The fault: nobody handles the signal, so the process dies of it, with what it was doing.
import express from 'express';

const app = express();
app.get('/', (_, response) => response.send('hello\n'));
app.get('/slow', (_, response) => setTimeout(() => response.send('slow\n'), 1_500));
app.listen(process.env.PORT, '127.0.0.1');
