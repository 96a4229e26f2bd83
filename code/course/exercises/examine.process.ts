// Tries a learner's file with the check of its exercise, in a process of its own: an endless loop, a
// crash or a process.exit in that file ends this process, and whoever started it can tell.
// Runs on plain node: erasable TypeScript, so that a line number is the learner's own.
import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { MissingProgram } from '../../base/errors.ts';
import { NeverCame } from '../../base/until.ts';
import type { Exercise, Miss } from './exercise.ts';

/** What this process tells, in order; without `over` it was ended by the learner's code. */
export type Message =
  | { step: string }
  | { over: 'solved' | 'not yet' | 'cannot tell'; miss?: Miss };

const [checkFile = '', practiceFile = '', patience = ''] = process.argv.slice(2);

// The deadline of a step stands in a thread of its own: an endless loop would not let this one hear a
// timer. It holds when the parent is gone, too.
const deadline = new Worker(
  `const { parentPort } = require('node:worker_threads');
  let timer;
  parentPort.on('message', () => {
    clearTimeout(timer);
    timer = setTimeout(() => process.kill(process.pid, 'SIGKILL'), ${Number(patience)});
  });`,
  { eval: true },
);
deadline.unref();
deadline.postMessage('first');
process.once('disconnect', () => process.exit());
process.on('uncaughtException', (error) => void end(thrown(error)));

await end(await examine().catch(thrown));

async function examine(): Promise<Message> {
  const { exercise } = (await import(pathToFileURL(checkFile).href)) as { exercise: Exercise };
  await tell({ step: 'the file can be read' });
  const practice = await import(pathToFileURL(practiceFile).href);
  const missing = exercise.exports.find((name) => typeof practice[name] !== 'function');
  if (missing) {
    const exported = Object.keys(practice).join(', ') || 'nothing';
    return {
      over: 'not yet',
      miss: { expected: `an exported function “${missing}”`, seen: `it exports ${exported}` },
    };
  }
  const steps = exercise.check(practice, practiceFile);
  for (;;) {
    const { done, value } = await steps.next();
    if (!done) await tell({ step: value });
    else return value ? { over: 'not yet', miss: value } : { over: 'solved' };
  }
}

function thrown(error: unknown): Message {
  // What is wrong with this machine is no mistake of the learner's.
  if (error instanceof MissingProgram) {
    return { over: 'cannot tell', miss: { seen: error.message, why: error.remedy } };
  }
  if (error instanceof NeverCame) return { over: 'not yet', miss: { seen: error.message } };
  const { name, message, stack = '' } = Object(error) as Error;
  const text = error instanceof Error ? `${name}: ${message}` : `${String(error)} was thrown`;
  // Of a syntax error the place stands above the message, of others in the first frame of the file.
  const file = basename(practiceFile);
  const [, place] = new RegExp(`[\\\\/](${file}(?::\\d+)+)`).exec(stack) ?? [];
  return { over: 'not yet', miss: { seen: place ? `${text}, at ${place}` : text } };
}

async function end(message: Message): Promise<never> {
  await tell(message);
  process.exit();
}

async function tell(message: Message): Promise<void> {
  deadline.postMessage('next');
  await new Promise((sent) => process.send?.(message, sent));
}
