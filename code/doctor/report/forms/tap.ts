import { type Check, checksOf, type Found } from './checks.ts';

/** The examination as TAP, version 14 (https://testanything.org/tap-version-14-specification.html). */
export function tap(found: Found): string {
  const checks = checksOf(found);
  return [
    'TAP version 14',
    `1..${checks.length}`,
    ...checks.flatMap((check, index) => point(check, index + 1)),
    '',
  ].join('\n');
}

function point({ id, title, outcome, reason, faults }: Check, number: number): string[] {
  const failed = outcome === 'fault' || outcome === 'unseen';
  const line = `${failed ? 'not ok' : 'ok'} ${number} - ${plain(`${id} ${title}`)}`;
  if (outcome === 'skipped') return [`${line} # SKIP ${plain(reason)}`];
  const cures = [...new Set(faults.map(({ cure }) => cure))];
  // JSON is YAML: no text can break out of it.
  return [
    line,
    '  ---',
    `  severity: ${outcome}`,
    `  message: ${JSON.stringify(reason)}`,
    ...(cures.length > 0
      ? ['  cures:', ...cures.map((cure) => `    - ${JSON.stringify(cure)}`)]
      : []),
    '  ...',
  ];
}

/** In a description “#” and “\” are escaped. */
const plain = (text: string): string => text.replace(/[#\\]/g, '\\$&');
