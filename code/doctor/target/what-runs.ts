import { execFile } from 'node:child_process';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { findOnPath } from '../../base/find-on-path.ts';

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
