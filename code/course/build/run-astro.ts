import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';
import { MissingProgram } from '../../base/errors.ts';
import { guard } from '../../base/guard.ts';
import type { Place } from './place.ts';

export interface AstroRun {
  /** Null when a signal ended it. */
  code: number | null;
  /** All that it printed, both streams in the order in which they came. */
  output: string;
}

export interface AstroOptions {
  /** Where the pages go, absolute. */
  outDir: string;
  /** Where the pages will stand; on this machine without it. */
  place?: Place;
  signal: AbortSignal;
  /** Is told what Astro begins, in its own words. */
  onStep?: (step: string) => void;
}

/**
 * Runs `astro build` in a process of its own, which ends with `signal` and with this process, whatever ends that.
 * @throws MissingProgram when Astro is not installed in `root`
 */
export async function runAstro(
  root: string,
  { outDir, place = {}, signal, onStep }: AstroOptions,
): Promise<AstroRun> {
  const child = spawn(process.execPath, [astroIn(root), 'build', '--outDir', outDir], {
    cwd: root,
    env: {
      ...process.env,
      ASTRO_TELEMETRY_DISABLED: '1',
      SITE: place.site,
      BASE: place.base,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  using _guarded = child.pid === undefined ? null : guard({ process: child.pid });
  const end = () => void child.kill();
  signal.addEventListener('abort', end);
  process.on('exit', end);
  try {
    let output = '';
    const keep = (text: string) => {
      output += text;
    };
    child.stdout.setEncoding('utf8').on('data', keep);
    createInterface({ input: child.stdout }).on('line', (line) => {
      const step = stepIn(line);
      if (step) onStep?.(step);
    });
    child.stderr.setEncoding('utf8').on('data', keep);
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, output };
  } finally {
    signal.removeEventListener('abort', end);
    process.off('exit', end);
  }
}

/** Astro announces a step as `10:35:57 [build] Building static entrypoints...` or ` generating static routes `. */
function stepIn(line: string): string | undefined {
  const text = stripVTControlCharacters(line).replace(/^\d\d:\d\d:\d\d /, '');
  return /^(?:\[[\w:]+\])? *([A-Z][\w ]+ing[\w ]*?)(?:\.\.\.| *$)/i.exec(text)?.[1];
}

/** The file that the `astro` command runs; node_modules/.bin holds a shell script on Windows. */
function astroIn(root: string): string {
  const { resolve } = createRequire(join(root, 'package.json'));
  let manifest: string;
  try {
    manifest = resolve('astro/package.json');
  } catch {
    throw new MissingProgram(
      'the site cannot be built, since Astro is not installed here',
      'install what package-lock.json lists: npm ci',
    );
  }
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8')) as { bin: { astro: string } };
  return join(dirname(manifest), bin.astro);
}
