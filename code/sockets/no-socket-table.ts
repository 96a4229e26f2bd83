import { OperationalError } from '../base/errors.ts';

/** This system has no socket table that we can read; the message says why. */
export class NoSocketTable extends OperationalError {
  override name = 'NoSocketTable';
}
