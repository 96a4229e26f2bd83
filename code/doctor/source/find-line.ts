import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isFile } from './entry.ts';

export interface Line {
  file: string;
  /** From 1 on. */
  line: number;
  /** The line itself, without the spaces around it. Bytes of somebody's file. */
  text: string;
}

/** Larger files are bundles, in which nobody edits. */
const mostBytes = 1_000_000;
/** So many files of a project are read. */
const mostFiles = 30;

/** The first line that matches, in a file or in what it imports; comments count for nothing. */
export function findLine(entry: string, pattern: RegExp): Line | undefined {
  for (const { file, source } of sourcesFrom(entry)) {
    const lines = source.split('\n');
    const line = lines.findIndex((each) => pattern.test(each) && !/^\s*(?:\/\/|#|\*)/.test(each));
    if (line >= 0) return { file, line: line + 1, text: (lines[line] ?? '').trim() };
  }
  return undefined;
}

/** A file of a project, and after it what it imports by relative paths; of one that is not there, an empty text. */
export function* sourcesFrom(entry: string): Generator<{ file: string; source: string }> {
  const files = [entry];
  for (let at = 0; at < files.length && at < mostFiles; at++) {
    const file = files[at] ?? entry;
    const source = read(file);
    yield { file, source };
    for (const each of importsOf(source, file)) if (!files.includes(each)) files.push(each);
  }
}

function read(file: string): string {
  try {
    const text = readFileSync(file, 'utf8');
    return text.length > mostBytes ? '' : text;
  } catch {
    return '';
  }
}

/** The files that JavaScript and TypeScript import by a relative path; TypeScript may say `.js` of a `.ts`. */
function importsOf(source: string, file: string): string[] {
  const names = [...source.matchAll(/(?:from|import|require\()\s*\(?['"](\.[^'"]+)['"]/g)];
  return names.flatMap(([, name = '']) => {
    const path = resolve(dirname(file), name);
    const bare = path.replace(/\.[cm]?js$/, '');
    const also = ['.ts', '.js', '.mts', '.mjs', '/index.ts', '/index.js'].map((end) => bare + end);
    return [path, ...also].find(isFile) ?? [];
  });
}
