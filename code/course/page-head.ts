import { readFileSync } from 'node:fs';
import { OperationalError } from '../base/errors.ts';

/** What page and terminal show of a lesson's run; see `Lens` in code/run. */
export const lenses = ['story', 'signed', 'connections', 'whole'] as const;

/** What the terminal needs of a lesson's front matter. */
export interface PageHead {
  title: string;
  /** What a list calls the lesson. */
  nav: string;
  minutes: number;
  lens: (typeof lenses)[number];
}

/** A lesson's front matter is not as it should be; the message begins with file and line. */
export class FrontMatterError extends OperationalError {
  override name = 'FrontMatterError';

  constructor(message: string) {
    super(message, 'mend it: CONTRIBUTING.md tells what a lesson’s page begins with');
  }
}

/**
 * Reads title, nav, minutes and lens line by line: a parser of all YAML would double the start of
 * `npm run lesson`. A build reads the whole with `readFrontMatter`; a test holds both together.
 * @param shown the file's name in errors, relative to the project
 * @throws FrontMatterError with file and line
 */
export function readPageHead(file: string | URL, shown: string): PageHead {
  const [open, ...lines] = readFileSync(file, 'utf8').split(/\r?\n/);
  const end = lines.indexOf('---');
  if (open !== '---' || end < 0) {
    throw new FrontMatterError(`${shown}:1: no front matter between two lines “---”`);
  }
  const read = <Value>(name: string, parse: (text: string) => Value | undefined): Value => {
    const at = lines.slice(0, end).findIndex((line) => line.startsWith(`${name}: `));
    const value = parse(unquoted(lines[at]?.slice(name.length + 2).trim() ?? ''));
    if (value !== undefined) return value;
    throw new FrontMatterError(`${shown}:${at + 2}: ${name} is ${at < 0 ? 'missing' : 'wrong'}`);
  };
  return {
    title: read('title', (text) => text || undefined),
    minutes: read('minutes', (text) => (/^[1-9]\d*$/.test(text) ? Number(text) : undefined)),
    lens: read('lens', (text) => lenses.find((lens) => lens === text)),
    nav: read('nav', (text) => text || undefined),
  };
}

function unquoted(text: string): string {
  const [, quoted] = /^'((?:[^']|'')*)'$/.exec(text) ?? [];
  if (quoted !== undefined) return quoted.replaceAll("''", "'");
  return /^"[^"\\]*"$/.test(text) ? text.slice(1, -1) : text;
}
