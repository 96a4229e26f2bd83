// Escapes what XML wants escaped; the form itself is twenty lines.
import { XMLBuilder } from 'fast-xml-parser';
import { type Check, checksOf, type Found } from './checks.ts';

const builder = new XMLBuilder({
  format: true,
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  suppressBooleanAttributes: false,
});

/**
 * The examination as JUnit XML, which CI systems list as tests: a fault is a failure, what could not be
 * seen an error, a warning or note passes and says so. As Ant's JUnit task writes it and Jenkins reads it.
 */
export function junit(found: Found): string {
  const checks = checksOf(found);
  const count = (...outcomes: Check['outcome'][]) =>
    checks.filter(({ outcome }) => outcomes.includes(outcome)).length;
  const totals = {
    '@tests': checks.length,
    '@failures': count('fault'),
    '@errors': count('unseen'),
  };
  const suite = {
    '@name': 'still-answering doctor',
    ...totals,
    '@skipped': count('skipped'),
    '@timestamp': found.date.replace(/\.\d+Z$/, ''),
    testcase: checks.map(testcase),
  };
  return builder.build({
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    testsuites: { ...totals, testsuite: suite },
  });
}

function testcase({ id, title, outcome, reason, faults }: Check) {
  const head = { '@classname': 'doctor', '@name': `${id} ${title}` };
  const details = faults.map(({ reason, why, cure, source }) =>
    [reason, why, `Cure: ${cure}`, source].filter(Boolean).join('\n'),
  );
  switch (outcome) {
    case 'fault':
      return {
        ...head,
        failure: {
          '@message': reason,
          '@type': faults[0]?.rule ?? 'fault',
          '#text': details.join('\n\n'),
        },
      };
    case 'unseen':
      return { ...head, error: { '@message': reason, '@type': 'not seen' } };
    case 'skipped':
      return { ...head, skipped: { '@message': reason } };
    default:
      return { ...head, 'system-out': [reason, ...details].join('\n\n') };
  }
}
