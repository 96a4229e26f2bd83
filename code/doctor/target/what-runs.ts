import { execFile } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { basename, delimiter, isAbsolute, join, resolve } from 'node:path';
import { promisify } from 'node:util';

/** What a command turns out to be. */
export interface WhatRuns {
  /** The file behind the first word. */
  program: string;
  /** What an interpreter says of its version; null of any other program, which is not run to be asked. */
  version: string | null;
  cwd: string;
}

/** Programs that say their version and do nothing else. */
const interpreters = /^(node|deno|bun|ruby|php|python[\d.]*)$/;
const askedFor = 2_000;

export async function whatRuns(
  file: string,
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<WhatRuns> {
  const program = findOnPath(file, cwd, env) ?? file;
  return { program, version: await versionOf(program, env), cwd };
}

async function versionOf(program: string, env: NodeJS.ProcessEnv): Promise<string | null> {
  if (!interpreters.test(basename(program))) return null;
  try {
    const asked = promisify(execFile)(program, ['--version'], { env, timeout: askedFor });
    const { stdout, stderr } = await asked;
    return /\d+\.\d+[\w.-]*/.exec(`${stdout}${stderr}`)?.[0] ?? null;
  } catch {
    return null;
  }
}

function findOnPath(file: string, cwd: string, { PATH = '' }: NodeJS.ProcessEnv): string | null {
  if (file.includes('/')) return isAbsolute(file) ? file : resolve(cwd, file);
  const places = PATH.split(delimiter).filter(Boolean);
  return places.map((place) => join(place, file)).find(isProgram) ?? null;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
