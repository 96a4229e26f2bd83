// Lesson 7: lessons/07-the-rows-i-filtered-out.mdx#do-it
import type { Exercise, Miss } from '../course/exercises/exercise.ts';
import { NoSocketTable } from '../sockets/list-sockets.ts';
import { netstat } from '../sockets/netstat.ts';
import { twoConversations } from './exercise.conversations.ts';
import { type Row, tables } from './exercise.tables.ts';

interface Practice {
  rowsOf(port: number, table: string): string[];
}

export const exercise: Exercise<Practice> = {
  task: 'Mend the filter: every row of a port, both ends, in every state, and nothing of 17888.',
  exports: ['rowsOf'],
  hints: [
    'Two filters, two faults: the second drops what you came for, and the first keeps what only looks like it.',
    'Split a row into its columns. A port is not anywhere in the row: it is the end of an address.',
    'Keep a row if one of its columns ends in a colon and the port, or, for macOS, in a dot and the port. Do not look at the state at all.',
  ],
  check,
};

async function* check({ rowsOf }: Practice): AsyncGenerator<string, Miss | undefined> {
  await using conversations = await twoConversations();
  const { port } = conversations;
  const text = await tableOf(port);
  if (text !== undefined) {
    yield 'the table of this machine: a server with clients, and another server';
    const rows = conversations.rowsIn(text);
    const kept = rowsOf(port, text);
    if (kept?.length === 0) {
      const why = 'The port is the first argument, and not always 7888.';
      return { expected: 'rows of the port that is asked for', seen: 'none', why };
    }
    const miss = compare(kept, rows, ({ what }) => what);
    if (miss) return miss;
  }

  for (const { name, port, rows } of tables) {
    yield name;
    const table = rows.map((row) => row.text).join('\n');
    const miss = compare(rowsOf(port, table), rows, ({ what, text }) => `${what}, ${tidy(text)}`);
    if (miss) return miss;
  }
  return undefined;
}

/** What netstat prints of this machine, every line with the digits of the port; undefined where there is no table. */
async function tableOf(port: number): Promise<string | undefined> {
  try {
    return (await netstat(port)).output;
  } catch (error) {
    if (error instanceof NoSocketTable) return undefined;
    throw error;
  }
}

/** The first row that is missing, or that is too many. */
function compare(
  kept: unknown,
  rows: readonly Row[],
  told: (row: Row) => string,
): Miss | undefined {
  if (!Array.isArray(kept)) return { expected: 'an array of rows', seen: `${kept}` };
  const yours = new Set(kept.map((line) => tidy(`${line}`)));
  const wrong = rows.find(({ text, wanted }) => yours.has(tidy(text)) !== wanted);
  if (!wrong) return undefined;
  const [expected, seen] = wrong.wanted ? ['kept', 'left out'] : ['left out', 'kept'];
  return { expected: `${expected}: ${told(wrong)}`, seen: `${seen}`, why: wrong.why };
}

function tidy(line: string): string {
  return line.trim().replace(/\s+/g, ' ');
}
