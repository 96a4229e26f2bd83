import { isGood } from '../../verdicts/diagnose.ts';
import { type Check, checksOf, type Found, isStop } from './checks.ts';

const signs: Record<Check['outcome'], string> = {
  pass: '✅ pass',
  note: 'ℹ️ note',
  warning: '⚠️ warning',
  fault: '❌ **fault**',
  unseen: '❔ not seen',
  skipped: '➖ not examined',
};

/** The examination for a step's summary or a comment on a change: verdict, what to do, a line a check. */
export function markdown(found: Found): string {
  const checks = checksOf(found);
  const faults = checks.flatMap((check) =>
    check.faults.map((fault) => ({ ...fault, id: check.id })),
  );
  const grave = faults.filter(({ level }) => level === 'fault');
  const cures = [...new Set(grave.map(({ cure }) => cure))].map((cure) => {
    const ids = [...new Set(grave.filter((each) => each.cure === cure).map(({ id }) => id))];
    const { source } = grave.find((each) => each.cure === cure) ?? { source: '' };
    return `- **${ids.join(', ')}**: ${text(cure)}${source && ` (${text(source)})`}`;
  });
  const { command, pid, port, socket } = found.target;
  const server = command ? code(command.join(' ')) : `process ${pid}`;
  return [
    `### ${headingOf(found)}`,
    '',
    [
      server,
      socket === undefined ? `port ${port}` : code(socket),
      isStop(found) ? found.settings.signal : 'no signal',
    ].join(', '),
    '',
    ...(cures.length > 0 ? ['**What to change**', '', ...cures, ''] : []),
    '| | check | outcome | seen |',
    '| --- | --- | --- | --- |',
    ...checks
      .filter(({ outcome }) => outcome !== 'skipped')
      .map(
        ({ id, title, outcome, reason }) =>
          `| ${id} | ${text(title)} | ${signs[outcome]} | ${text(reason)} |`,
      ),
    '',
  ].join('\n');
}

function headingOf(found: Found): string {
  if (isStop(found)) {
    return `${isGood(found.diagnoses) ? '✅' : '❌'} How it stops: ${found.diagnoses.join(', ')}`;
  }
  const has = (word: string) => found.findings.some(({ level }) => level === word);
  const [sign, verdict] = has('fault')
    ? ['❌', 'a fault']
    : has('unseen')
      ? ['❔', 'cannot tell']
      : ['✅', 'no fault'];
  const behind = found.behind ? `, behind ${text(found.behind.name)}` : '';
  return `${sign} How long it waits${behind}: ${verdict}`;
}

/** Text of a server’s in which nothing is Markdown, HTML or a mention. */
const text = (words: string): string =>
  words.replace(/[\\`*_{}[\]<>|#@&!~]/g, (sign) => `&#${sign.codePointAt(0)};`);

const code = (words: string): string => `<code>${text(words.replace(/\s+/g, ' '))}</code>`;
