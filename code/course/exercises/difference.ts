// diff: what a reader's text and ours have in common, line by line; the pages compare by it too.
import { structuredPatch } from 'diff';

/** What to change in `yours` to get `ours`, as lines of a unified diff; empty when they are the same. The comments at the head are left out. */
export function difference(yours: string, ours: string): string[] {
  const { hunks } = structuredPatch('', '', body(yours), body(ours), '', '', { context: 3 });
  return hunks.flatMap(({ lines }, index) => (index > 0 ? [' …', ...lines] : lines));
}

/** A program without the comment lines at its head. */
function body(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(/^(?:\/\/.*\n|\n)+/, '');
}
