import { MissingProgram } from '../base/errors.ts';
import { unlessAborted } from '../base/unless-aborted.ts';
import type { BrowserName, LabEvent, MiddlemanName, Program } from '../run/events.ts';
import type { Release } from './another-node.ts';
import { openBrowser } from './clients/open-browser.ts';
import { Lab } from './lab.ts';
import { ConnectionLost } from './loss.ts';
import { middlemanVersions } from './middlemen/daemon.ts';
import { holdPort, PortUnavailable, whyNot } from './port.ts';
import type { Stage } from './stage.ts';
import type { LessonCode } from './story.ts';

export interface PlayOptions {
  program: Program;
  browser: BrowserName;
  /** The release of Node that the programs run on; without it our own. */
  node?: Release | undefined;
  /** Who stands between clients and apps, in a lesson that has somebody there. */
  through?: MiddlemanName | undefined;
  /** An explicit port (0: any free one); without it 7888 or the next free one. */
  port?: number | undefined;
  emit: (event: LabEvent) => void;
  /** Asks for a prediction; undefined when nobody can be asked (the default). */
  ask?: (prediction: string) => Promise<string | undefined>;
  /** Ends the run at once: everything it opened is closed before `play` rejects. */
  signal?: AbortSignal | undefined;
}

/**
 * Plays a lesson's story on real sockets, from the first event to the last, and closes all it
 * opened, however it ends. When a connection was lost while the reader thought, the story is played
 * again from the start, asking nothing twice.
 * @throws PortUnavailable, MissingProgram, ConnectionLost (the second time), or whatever the story
 *   threw; the reason of `signal` when that ended it
 */
export async function play(lesson: LessonCode, options: PlayOptions): Promise<void> {
  const answers = new Map<string, string | undefined>();
  const ask = async (prediction: string) => {
    if (!answers.has(prediction)) answers.set(prediction, await options.ask?.(prediction));
    return answers.get(prediction);
  };
  try {
    await playOnce(lesson, { ...options, ask });
  } catch (error) {
    if (!(error instanceof ConnectionLost)) throw error;
    options.emit({ at: 0, kind: 'note', text: `${error.message}. Once more from the start` });
    await playOnce(lesson, { ...options, ask });
  }
}

async function playOnce(
  lesson: LessonCode,
  {
    program,
    browser: browserName,
    node,
    through = lesson.middlemen?.[0],
    port,
    emit,
    ask,
    signal,
  }: PlayOptions & Pick<Required<PlayOptions>, 'ask'>,
): Promise<void> {
  using held = await holdPort(port);
  const open = () => openBrowser(browserName, { ...lesson.browserOptions, signal });
  const versions = await middlemanVersions(through);
  await using browser = lesson.browsers === false ? undefined : await open();
  await using lab = new Lab({
    emit,
    ask,
    port: held.port,
    node,
    through,
    browser,
    openBrowser: open,
  });
  const stage = await putOnStage(lesson, program, lab);

  lab.tell({
    kind: 'run',
    lesson: lesson.slug,
    program,
    browser: browserName,
    ...(through && { through }),
    date: new Date().toLocaleDateString('sv'),
    port: held.port,
    versions: { Node: process.versions.node, ...stage.versions, ...browser?.versions, ...versions },
  });
  if (held.note) lab.tell({ kind: 'note', text: held.note });
  await unlessAborted(signal, tell(lesson, lab, stage));
}

/**
 * Puts one of a lesson's programs on a lab's stage.
 * @throws MissingProgram when the lesson has none of this name, or this machine not what it runs on
 */
export async function putOnStage(
  { slug, programs }: LessonCode,
  program: Program,
  lab: Lab,
): Promise<Stage> {
  const setStage = programs[program];
  if (setStage) return await setStage(lab);
  const remedy = `it has: ${Object.keys(programs).join(', ')}`;
  throw new MissingProgram(`lesson ${slug} has no program “${program}”`, remedy);
}

async function tell({ story }: LessonCode, lab: Lab, stage: Stage): Promise<void> {
  try {
    await story(lab, stage);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // The port was free when the run took it: somebody else came between stop and the next start.
    if (code !== 'EADDRINUSE') throw error;
    throw new PortUnavailable(
      `port ${lab.port} ${await whyNot(error as NodeJS.ErrnoException, lab.port)}, between two apps of this run`,
      'play it again, or on a port of your own: --port 0',
    );
  }
  await lab.settle();
}
