import { fstatSync } from 'node:fs';
import { UsageError } from '../../base/errors.ts';
import { safe, safeJson } from '../../base/text/safe.ts';
import { wrap } from '../../base/text/wrap.ts';
import type { Kind } from '../../course/symptoms/find-kinds.ts';
import type { ListedLine, ListedSymptom } from '../../course/symptoms/load-symptoms.ts';
import { loadSymptoms } from '../../course/symptoms/load-symptoms.ts';
import type { Io } from '../io.ts';
import type { SymptomFlags } from './command.ts';

/** What comes in through a pipe is read up to here, in characters. */
const readAtMost = 60_000;

/**
 * `npm run symptom -- 'LINE'`: the symptoms that fit an error line, the best first.
 * @returns 0 when one fits, or when all are listed; 1 when none does
 * @throws UsageError for a line of blanks
 */
export async function symptom(
  words: readonly string[],
  { json }: SymptomFlags,
  io: Io,
): Promise<number> {
  const { list, find } = await loadSymptoms();
  const pasted = words.length > 0 ? words.join(' ') : await piped();
  if (pasted === undefined) {
    io.out(json ? `${safeJson(list.map(told))}\n` : list.map(listed).join(''));
    return 0;
  }
  if (pasted.trim() === '') {
    throw new UsageError('there is no line', "write one: npm run symptom -- 'socket hang up'");
  }
  const { hits, elsewhere } = find(pasted);
  const found = hits.flatMap(({ id, line, kind }) => {
    const symptom = list.find((each) => each.id === id);
    return symptom ? [{ symptom, line, kind }] : [];
  });
  if (json) {
    const symptoms = found.map(({ symptom, line, kind }) => ({
      ...told(symptom),
      seenAs: line?.line ?? null,
      byItsWords: kind?.name ?? null,
    }));
    io.out(`${safeJson({ symptoms, instead: elsewhere?.instead ?? null })}\n`);
  } else if (found.length > 0) {
    io.out(found.map((each, index) => inWords(each, index, io)).join('\n'));
  } else io.out(elsewhere ? notOurs(elsewhere, io) : unknown);
  return found.length > 0 ? 0 : 1;
}

/** What comes through a pipe or from a file; nothing where somebody sits, or nothing is connected. */
async function piped(): Promise<string | undefined> {
  if (!isFed(0)) return undefined;
  let text = '';
  for await (const chunk of process.stdin) {
    text += chunk;
    if (text.length > readAtMost) break;
  }
  return text;
}

function isFed(descriptor: number): boolean {
  try {
    const kind = fstatSync(descriptor);
    return kind.isFIFO() || kind.isFile() || kind.isSocket();
  } catch {
    return false; // closed
  }
}

const page = (id: string) => `/symptoms/${id}/`;
const systems: Partial<Record<NodeJS.Platform, keyof ListedSymptom['first']>> = {
  darwin: 'macos',
  win32: 'windows',
};
const firstOf = ({ first }: ListedSymptom) => first[systems[process.platform] ?? 'linux'];

const told = (symptom: ListedSymptom) => ({
  id: symptom.id,
  title: symptom.title,
  when: symptom.apart,
  first: firstOf(symptom),
  page: page(symptom.id),
});

const listed = ({ id, title }: ListedSymptom) => `${id.padEnd(24)}${title}\n`;

interface FoundSymptom {
  symptom: ListedSymptom;
  line?: ListedLine | undefined;
  kind?: Kind | undefined;
}

function inWords({ symptom, line, kind }: FoundSymptom, index: number, io: Io): string {
  const { id, title, apart } = symptom;
  const rows = [
    ['when', apart.replaceAll('`', '')],
    line
      ? ['seen as', `${line.line} (${line.by})`]
      : ['by words', `${kind?.name} (this line itself is not known)`],
    ['first', firstOf(symptom)],
    ['page', `${page(id)}  in the course: npm start`],
  ] satisfies [string, string][];
  const head = `${index + 1}. ${id}: ${title}`;
  return `${hanging(head, 0, io)}${rows.map(([name, text]) => `   ${name.padEnd(9)}${hanging(text, 12, io)}`).join('')}`;
}

function notOurs({ line, by, instead = '' }: ListedLine, io: Io): string {
  return `Not this course’s. ${hanging(instead, 0, io)}${hanging(`Seen as: ${line} (${by})`, 0, io)}${firstQuestion}`;
}

const firstQuestion =
  'Else begin with the first question, “Is there a connection, and whose is it?”: /symptoms/  npm start\n';
const unknown = `No symptom knows this line.\n${firstQuestion}`;

/** Broken for a terminal, its later lines at the margin; in a pipe a command stays one line. */
function hanging(text: string, margin: number, { isTTY, columns }: Io): string {
  const clean = safe(text);
  const lines = isTTY ? wrap(clean, columns - margin) : clean;
  return `${lines.replaceAll('\n', `\n${' '.repeat(margin)}`)}\n`;
}
