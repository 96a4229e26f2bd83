import { appendFileSync } from 'node:fs';
import { writeWhole } from '../../base/write-whole.ts';
import type { Found } from '../../doctor/report/forms/checks.ts';
import type { Io } from '../io.ts';
import type { DoctorFlags } from './command.ts';

/**
 * Writes what was found in the forms that were asked for, and, in a step of GitHub's, into its
 * summary, its outputs and beside the change. Each form is loaded when it is needed.
 * @throws what the system says of a file that cannot be written
 */
export async function writeForms(found: Found, flags: DoctorFlags, io: Io): Promise<void> {
  if (flags.junit)
    writeWhole(flags.junit, (await import('../../doctor/report/forms/junit.ts')).junit(found));
  if (flags.sarif)
    writeWhole(flags.sarif, (await import('../../doctor/report/forms/sarif.ts')).sarif(found));
  if (flags.tap)
    writeWhole(flags.tap, (await import('../../doctor/report/forms/tap.ts')).tap(found));
  const { GITHUB_STEP_SUMMARY, GITHUB_OUTPUT, GITHUB_ACTIONS } = io.env;
  if (flags.markdown || GITHUB_STEP_SUMMARY) {
    const text = (await import('../../doctor/report/forms/markdown.ts')).markdown(found);
    if (flags.markdown) writeWhole(flags.markdown, text);
    // Other steps write into the same summary.
    if (GITHUB_STEP_SUMMARY) appendFileSync(GITHUB_STEP_SUMMARY, `${text}\n`);
  }
  if (GITHUB_OUTPUT && 'diagnoses' in found)
    appendFileSync(GITHUB_OUTPUT, `diagnoses=${found.diagnoses.join(', ')}\n`);
  if (GITHUB_ACTIONS === 'true') {
    const { annotations } = await import('../../doctor/report/forms/annotations.ts');
    io.err(annotations(found)); // the runner reads both streams; stdout may be JSON
  }
}
