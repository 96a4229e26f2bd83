import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Program } from '../../helpers/needs.ts';

/** A server of a framework twice: with one fault in how it stops, which its first line tells, and mended. */
export interface Framework {
  /** The name of its folder. */
  id: string;
  needs?: Program;
  /** What the doctor finds in the faulty one. */
  fault: readonly string[];
  /** The command that runs one of the two; may write into the folder. */
  command(twin: Twin, folder: string): readonly string[];
}

export type Twin = 'faulty' | 'mended';

const here = fileURLToPath(new URL('.', import.meta.url));
/** Debian's own; a version manager's python3 has none of its packages. */
const python = '/usr/bin/python3';

const onNode = (id: string, ...fault: string[]): Framework => ({
  id,
  fault,
  command: (twin) => [process.execPath, join(here, id, `${twin}.mjs`)],
});

const onPython = (id: string, needs: Program, ...fault: string[]): Framework => ({
  id,
  needs,
  fault,
  command: (twin) => [python, join(here, id, `${twin}.py`)],
});

/** Each answers `/` at once and `/slow` after 1.5 s, and finds its port in PORT. */
export const frameworks: readonly Framework[] = [
  onNode('node-http', 'abrupt'),
  onNode('node-cluster', 'abrupt'),
  onNode('express', 'abrupt'),
  onNode('fastify', 'abrupt'),
  onNode('koa', 'still answering', 'stubborn'),
  onNode('hono', 'abrupt', 'stubborn'),
  onNode('hapi', 'abrupt'),
  onNode('nest', 'abrupt'),
  onPython('http-server', 'python3', 'abrupt'),
  onPython('tornado', 'tornado', 'still answering', 'stubborn'),
  onPython('uvicorn', 'uvicorn', 'abrupt'),
  {
    id: 'gunicorn',
    needs: 'gunicorn',
    fault: ['abrupt'],
    command: (twin) => [
      ...['gunicorn', '--chdir', join(here, 'gunicorn')],
      ...['--config', join(here, 'gunicorn', `${twin}.conf.py`), 'app:app'],
    ],
  },
  {
    id: 'puma',
    needs: 'puma',
    fault: ['stubborn'],
    command: (twin) => [
      ...['puma', '--quiet', '--config', join(here, 'puma', `${twin}.rb`)],
      join(here, 'puma/config.ru'),
    ],
  },
  {
    id: 'go',
    needs: 'go',
    fault: ['abrupt'],
    command(twin, folder) {
      const program = join(folder, twin);
      // Without a go.mod, so that each file stands alone.
      const env = { ...process.env, GO111MODULE: 'off' };
      execFileSync('go', ['build', '-o', program, join(here, 'go', `${twin}.go`)], { env });
      return [program];
    },
  },
  {
    id: 'java',
    needs: 'java',
    fault: ['abrupt'],
    command: (twin) => [
      'java',
      join(here, 'java', twin === 'faulty' ? 'Faulty.java' : 'Mended.java'),
    ],
  },
];

/** Whether what it needs beside Node is here. */
export function isInstalled({ needs }: Framework): boolean {
  const asked: Partial<Record<Program, readonly [string, ...string[]]>> = {
    python3: [python, '--version'],
    tornado: [python, '-c', 'import tornado'],
    uvicorn: [python, '-c', 'import uvicorn'],
    gunicorn: [python, '-c', 'import flask, gunicorn'],
    go: ['go', 'version'],
  };
  if (needs === undefined) return true;
  const [program, ...args] = asked[needs] ?? [needs, '--version'];
  return spawnSync(program, args).status === 0;
}
