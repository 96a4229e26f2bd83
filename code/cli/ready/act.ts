import { styleText } from 'node:util';
import { safe, safeJson } from '../../base/text/safe.ts';
import { wrap } from '../../base/text/wrap.ts';
import type { Seen } from '../../course/ready/check.ts';
import { examineMachine, type Finding } from '../../course/ready/examine-machine.ts';
import type { Io } from '../io.ts';
import type { ReadyFlags } from './command.ts';

/** How long a program may take to say that it is there. */
const limitMs = 1500;

/**
 * `npm run ready`: says for each thing a class needs whether it is there.
 * @returns 0: ready; 1: something is missing that a lesson needs; 2: cannot tell
 * @throws the signal's reason, when it ends the looking
 */
export async function ready({ json }: ReadyFlags, io: Io): Promise<number> {
  const findings = await examineMachine({
    env: io.env,
    platform: process.platform,
    node: process.versions.node,
    root: '/',
    signal: AbortSignal.any([io.signal, AbortSignal.timeout(limitMs)]),
  });
  io.signal.throwIfAborted();
  const status = judge(findings);
  if (json) io.out(`${safeJson(findings)}\n`);
  else io.out(`${findings.map((finding) => inWords(finding, io)).join('')}\n${endings[status]}\n`);
  return status;
}

function judge(findings: readonly Finding[]): 0 | 1 | 2 {
  const has = (wanted: Seen['verdict']) => findings.some(({ verdict }) => verdict === wanted);
  return has('missing') ? 1 : has('unknown') ? 2 : 0;
}

const endings = {
  0: 'Ready.',
  1: 'Not ready: see what is missing, above.',
  2: 'Perhaps ready: see what cannot be told, above.',
};

const marks = {
  ok: ['ok', 'green'],
  note: ['note', 'yellow'],
  missing: ['MISSING', 'red'],
  unknown: ['UNKNOWN', 'red'],
} as const;

const margin = 9;

function inWords({ what, use, verdict, found, remedy }: Finding, io: Io): string {
  const [mark, color] = marks[verdict];
  const label = mark.padEnd(margin);
  return [
    io.color ? styleText(color, label, { validateStream: false }) : label,
    hanging(`${what}: ${found} · for ${use}`, io),
    ...(remedy ? [' '.repeat(margin), hanging(`→ ${remedy}`, io)] : []),
  ].join('');
}

/** Broken for a terminal, its later lines at the margin; in a pipe it stays one line. */
function hanging(text: string, { isTTY, columns }: Io): string {
  const clean = safe(text);
  const lines = isTTY ? wrap(clean, columns - margin) : clean;
  return `${lines.replaceAll('\n', `\n${' '.repeat(margin)}`)}\n`;
}
