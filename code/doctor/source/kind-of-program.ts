import { basename } from 'node:path';

/** Programs for which some cures have words of their own. */
export type Kind = 'Node' | 'Python';

const names: readonly [RegExp, Kind][] = [
  [/^(?:node|nodejs|npm|npx|pnpm|yarn|tsx)$/, 'Node'],
  [/^(?:next|next-server|nuxt|astro|vite|react-router-serve|remix-serve)$/, 'Node'],
  [/^(?:python[\d.]*|gunicorn|uvicorn|hypercorn)$/, 'Python'],
];
const endings: readonly [RegExp, Kind][] = [
  [/\.[cm]?[jt]s$/, 'Node'],
  [/\.py$/, 'Python'],
];

/** What a server is written in, by the program that runs it or by its source file. */
export function kindOfProgram([program = '']: readonly string[], entry = ''): Kind | null {
  const kind = (list: typeof names, text: string) => list.find(([each]) => each.test(text))?.[1];
  return kind(names, basename(program)) ?? kind(endings, entry) ?? null;
}
