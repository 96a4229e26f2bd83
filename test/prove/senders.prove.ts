import { test } from 'vitest';
import { senderNames } from '../../code/lab/senders/senders.ts';
import { keepsFive } from '../helpers/keeps-five.ts';

test.for([...senderNames])(
  '%s keeps five connections, and sends five POSTs on them, one each',
  keepsFive,
);
