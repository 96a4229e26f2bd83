import type { Examination } from './examination.ts';
import { addressOf, startTarget } from './run/once.ts';
import type { Run } from './run/run.ts';
import type { Settings } from './settings.ts';
import { ready } from './target/ready.ts';
import { numberIn } from './wire/answers.ts';

/**
 * How many of the counted requests were executed, by the server's own count. It is started once more
 * to tell: so the number must be kept outside of the process.
 */
export async function readCount(
  settings: Settings,
  { counted, countBefore }: Run,
): Promise<Examination['count']> {
  if (settings.paths.count === undefined || counted.sent === 0) return null;
  const after = settings.command ? await numberAfterwards(settings, settings.paths.count) : null;
  // A number that went down began anew with the process.
  const known = after !== null && countBefore !== null && after >= countBefore;
  const executed = known ? after - countBefore : null;
  return { ...counted, executed };
}

async function numberAfterwards(settings: Settings, path: string): Promise<number | null> {
  settings.onProgress({ at: 'again', what: 'count', nth: 1, of: 1 });
  const address = await addressOf(settings);
  await using target = await startTarget(settings, address);
  const { abort, readyMs: ms } = settings;
  const { answer } = await ready(target, address, { path, h2: false, ms, abort });
  return numberIn(answer?.text);
}
