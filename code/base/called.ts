/**
 * Whether a registry has the package `still-answering`. Until then `npx still-answering`, typed outside
 * this checkout, fails or runs a stranger's package. In the package itself it is true: make-package.ts.
 */
const published: boolean = false;

/** A command as a reader types it, on pages and in remedies: `called('doctor', '--json')`. */
export function called(command: string, ...rest: readonly string[]): string {
  const beginning = published ? `npx still-answering ${command}` : `npm run ${command} --`;
  return [beginning, ...rest].join(' ');
}
