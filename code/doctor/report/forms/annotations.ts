import { checksOf, type Found } from './checks.ts';

const commands = { fault: 'error', warning: 'warning', unseen: 'error' } as const;

/**
 * Faults as lines that GitHub's runner shows beside the change: `::error title=P1 …::…`
 * (https://docs.github.com/actions/reference/workflow-commands-for-github-actions).
 */
export function annotations(found: Found): string {
  return checksOf(found)
    .flatMap(({ id, title, outcome, reason, faults }) => {
      if (!(outcome in commands)) return [];
      const command = commands[outcome as keyof typeof commands];
      const cures = [...new Set(faults.map(({ cure }) => cure))];
      return `::${command} title=${property(`${id} ${title}`)}::${data([reason, ...cures].join('\n'))}\n`;
    })
    .join('');
}

const data = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
