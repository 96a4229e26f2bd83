import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Diagnosis, Examination } from '../../../code/doctor/examination.ts';
import { examine } from '../../../code/doctor/examine.ts';
import type { SomePaths } from '../../../code/doctor/options.ts';
import type { Program } from '../../helpers/needs.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));

/**
 * A faulty server and the same one mended, with nothing to go by but the report: in each step the
 * lines that are new stand below the cures that asked for them, word by word.
 */
export interface Mended {
  id: string;
  /** From the faulty program to the one without fault; each is what the report on the one before led to. */
  steps: readonly string[];
  needs?: Program;
  paths: SomePaths;
  /** What is wrong with the first. */
  diagnoses: readonly Diagnosis[];
  /** It may also lose a client that comes as a worker ends. */
  byChance?: 'abrupt';
  /** The first line to look at, as file and line. */
  begin: string | null;
}

export const mended: readonly Mended[] = [
  {
    id: 'express',
    steps: ['before.mjs', 'after.mjs'],
    paths: { slow: '/report', upload: '/upload' },
    diagnoses: ['abrupt'],
    begin: 'before.mjs:15',
  },
  {
    id: 'fastify',
    steps: ['before.mjs', 'after.mjs'],
    paths: { slow: '/report', big: '/export' },
    diagnoses: ['still answering', 'abrupt', 'stubborn'],
    begin: 'before.mjs:14',
  },
  {
    id: 'koa',
    steps: ['before.mjs', 'after.mjs'],
    paths: { slow: '/report' },
    diagnoses: ['stubborn'],
    begin: 'before.mjs:11',
  },
  {
    id: 'hono',
    steps: ['before.mjs', 'after.mjs'],
    paths: { sse: '/events' },
    diagnoses: ['still answering', 'stubborn'],
    begin: 'before.mjs:18',
  },
  {
    id: 'ws',
    steps: ['before.mjs', 'after.mjs'],
    paths: { ws: '/chat' },
    diagnoses: ['stubborn'],
    begin: 'before.mjs:5',
  },
  {
    id: 'node-http',
    steps: ['before.mjs', 'after.mjs'],
    paths: { slow: '/report' },
    diagnoses: ['abrupt', 'stubborn'],
    begin: 'before.mjs:28',
  },
  {
    id: 'cluster',
    steps: ['before.mjs', 'after.mjs'],
    paths: {},
    byChance: 'abrupt',
    diagnoses: ['stubborn'],
    begin: 'before.mjs:7',
  },
  {
    id: 'shell',
    steps: ['before.sh', 'after.sh'],
    paths: {},
    diagnoses: ['orphaned'],
    begin: 'before.sh:4',
  },
  {
    id: 'go',
    needs: 'go',
    steps: ['before.go', 'after.go'],
    paths: { slow: '/report' },
    diagnoses: ['abrupt'],
    begin: null, // a program that Go has made does not say where its source is
  },
  {
    id: 'python',
    needs: 'python3',
    steps: ['before.py', 'halfway.py', 'after.py'],
    paths: { slow: '/report' },
    diagnoses: ['abrupt', 'stubborn'],
    begin: 'before.py:24',
  },
];

/** @param build a folder for the program that Go makes */
export async function examineStep(
  { id, paths }: Mended,
  step: string,
  build: string,
): Promise<Examination> {
  const cwd = join(folder, id);
  const command = await commandOf(cwd, step, build);
  return await examine({ command, cwd, paths, solo: 'never' });
}

async function commandOf(cwd: string, step: string, build: string): Promise<string[]> {
  if (step.endsWith('.py')) return ['/usr/bin/python3', step];
  if (step.endsWith('.sh')) return ['sh', step];
  if (!step.endsWith('.go')) return [process.execPath, step];
  const program = join(build, step.replace('.go', ''));
  // Without a go.mod, so that the file stands alone.
  const env = { ...process.env, GO111MODULE: 'off' };
  // Not in step: other examinations go on in this process.
  await promisify(execFile)('go', ['build', '-o', program, step], { cwd, env });
  return [program];
}

/** The cures that a step says it has followed: comments that begin with “Cure:”, joined where they go on. */
export function curesIn({ id }: Mended, step: string): string[] {
  const comments = readFileSync(join(folder, id, step), 'utf8')
    .split('\n')
    .map((line) => /^\s*(?:\/\/|#) (.*)/.exec(line)?.[1] ?? '\n');
  return comments
    .join(' ')
    .split(/\n|(?=Cure: )/)
    .filter((text) => text.includes('Cure: '))
    .map((text) => text.replace('Cure: ', '').replaceAll(/\s+/g, ' ').trim());
}
