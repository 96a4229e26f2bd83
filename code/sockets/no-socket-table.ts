/** This system has no socket table that we can read. The message says which, and what to do. */
export class NoSocketTable extends Error {
  override name = 'NoSocketTable';
}
