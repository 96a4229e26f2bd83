import { OperationalError } from '../base/errors.ts';

/** The server could not be examined: one sentence, and what to do (exit 2). */
export class CannotExamine extends OperationalError {
  override name = 'CannotExamine';
}
