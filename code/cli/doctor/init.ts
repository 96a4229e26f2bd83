import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { called } from '../../base/called.ts';
import { OperationalError, UsageError } from '../../base/errors.ts';
import { safe, safeJson } from '../../base/text/safe.ts';
import type { Examination } from '../../doctor/examination.ts';
import { examine } from '../../doctor/examine.ts';
import type { Progress } from '../../doctor/report/progress.ts';
import { progressWords } from '../../doctor/report/progress-words.ts';
import { isFile } from '../../doctor/source/entry.ts';
import { findProject, type Project } from '../../doctor/source/find-project.ts';
import { showElapsed } from '../elapsed.ts';
import { Interrupted, type Io } from '../io.ts';
import type { DoctorFlags } from './command.ts';
import { optionsOf } from './settings.ts';
import { files, workflowOf } from './workflow.ts';

/**
 * `doctor init`: finds the server of a folder, examines it once, and writes a workflow for GitHub Actions
 * and a baseline. Asks before it starts anything, and overwrites nothing.
 * @returns 0: both are there, or nothing was wanted
 * @throws UsageError, CannotExamine (both exit 2); Interrupted or the signal's reason (130): nothing is written
 */
export async function doctorInit(flags: DoctorFlags, io: Io): Promise<number> {
  const folder = resolve(optionsOf([], flags, io.env).cwd ?? '.');
  const project = findProject(folder);
  if (!project) {
    throw new UsageError(
      `no server was found in ${folder}: neither Express, Fastify, Nest, Next nor node:http`,
      `go to the folder of its package.json; or examine it yourself: ${called('doctor', '-- node server.js')}`,
    );
  }
  const guess = flags.slow ?? project.slow;
  refuseToOverwrite(folder, workflowOf(project, { slow: guess, flags }));
  const { framework, command } = project;
  io.out(
    `Found: ${framework}, ${safe(command.join(' '))}${guess ? `, perhaps slow: ${safe(guess)}` : ''}\n`,
  );
  if (!(await isWanted(flags, io))) {
    io.out('Nothing was written.\n');
    return 0;
  }
  const { found, slow } = await examineOnce(project, { folder, guess, flags, io });
  const workflow = workflowOf(project, { slow, flags });
  lay(folder, { [files.workflow]: workflow, [files.baseline]: `${safeJson(found)}\n` });
  io.out(summary(found, slow));
  return 0;
}

function refuseToOverwrite(folder: string, workflow: string): void {
  const there = Object.values(files).find((file) => isFile(join(folder, file)));
  if (there === undefined) return;
  throw new UsageError(
    `${there} is there already, and nothing was written`,
    `put it aside and ask again. ${files.workflow} would have been:\n\n${workflow}`,
  );
}

async function isWanted({ yes }: DoctorFlags, io: Io): Promise<boolean> {
  if (yes) return true;
  if (!io.canAsk) {
    throw new UsageError(
      'init asks before it writes, and nobody can be asked here',
      `without a question: ${called('doctor', 'init --yes')}`,
    );
  }
  const { confirm, isCancel } = await import('@clack/prompts');
  const wanted = await confirm({
    message: `Start and stop it once, and write ${files.workflow} and ${files.baseline}?`,
  });
  if (isCancel(wanted)) throw new Interrupted(130);
  return wanted;
}

interface Once {
  folder: string;
  guess: string | undefined;
  flags: DoctorFlags;
  io: Io;
}

/** With the route that may be slow, and where it is not, without. */
async function examineOnce(
  { command }: Project,
  { folder, guess, flags, io }: Once,
): Promise<{ found: Examination; slow: string | undefined }> {
  // On a terminal a clock runs; in a pipe its seconds would look like a hang.
  const tell = (progress: Progress) => {
    if (!io.isTTY) io.err(`${progressWords(progress)}\n`);
  };
  const run = async (slow: string | undefined) => {
    using _elapsed = showElapsed(() => 'what the stop does', io);
    const { paths, ...options } = optionsOf(command, flags, io.env);
    return await examine({
      ...options,
      ...{ cwd: folder, paths: { ...paths, slow }, abort: io.signal },
      onProgress: tell,
    });
  };
  const found = await run(guess);
  const answered = found.probes.find(({ id }) => id === 'P3');
  const isSlow = answered !== undefined && answered.level !== 'skipped';
  if (guess === undefined || isSlow || !found.signalArrived) return { found, slow: guess };
  return { found: await run(undefined), slow: undefined };
}

/** All of them or none. @throws OperationalError for what the system does not let be written */
function lay(folder: string, texts: Record<string, string>): void {
  const made: string[] = [];
  try {
    for (const [name, text] of Object.entries(texts)) {
      const file = join(folder, name);
      const above = mkdirSync(dirname(file), { recursive: true });
      if (above) made.push(above);
      writeFileSync(file, text, { flag: 'wx' });
      made.push(file);
    }
  } catch (error) {
    for (const each of made) rmSync(each, { recursive: true, force: true });
    const { code, path } = error as NodeJS.ErrnoException;
    throw new OperationalError(
      `${path ?? folder} cannot be written: ${code}`,
      'nothing was written; let this user write there',
      { cause: error },
    );
  }
}

function summary({ diagnoses, probes, findings }: Examination, slow: string | undefined): string {
  const faults = [...probes.flatMap((probe) => probe.findings), ...findings].filter(
    ({ level }) => level === 'fault',
  ).length;
  const so =
    faults === 0
      ? 'no fault: whatever is wrong from now on fails the check'
      : `${faults} faults, which are no failure until one more comes; their cures: ${called('doctor', '-- your server')}`;
  const more =
    slow === undefined
      ? [
          'Name a path that answers late in the workflow: without one, work in progress is not seen.',
        ]
      : [];
  return [
    `Wrote ${files.workflow} and ${files.baseline}.`,
    `It stops so: ${diagnoses.join(', ')}. The baseline has ${so}.`,
    ...more,
    'In the workflow, put the owner and commit of the action in place of OWNER and COMMIT.',
    '',
  ].join('\n');
}
