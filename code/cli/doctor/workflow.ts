import type { Project } from '../../doctor/source/find-project.ts';
import type { DoctorFlags } from './command.ts';

/** Where `doctor init` writes, in the folder of the server. */
export const files = { workflow: '.github/workflows/doctor.yml', baseline: 'doctor.json' } as const;

/** Flags that are inputs of the action by the same name. */
const inputs = [
  ...(['port', 'fast', 'stream', 'upload', 'big', 'sse', 'ws'] as const),
  ...(['signal', 'drain', 'grace', 'cap', 'ready'] as const),
];

/**
 * A workflow with the doctor as its last step.
 * @param slow a route that was seen to be slow; undefined: a line says how to add one
 */
export function workflowOf(
  { framework, command, before }: Project,
  { slow, flags }: { slow: string | undefined; flags: DoctorFlags },
): string {
  const given = inputs.flatMap((name) => {
    const value = flags[name];
    return value === undefined ? [] : `          ${name}: ${scalar(`${value}`)}`;
  });
  return [
    `# How does this server stop? A ${framework} server, found by: doctor init. Faults that ${files.baseline} has`,
    '# are no failure, and new ones are.',
    'name: doctor',
    'on: pull_request',
    'permissions:',
    '  contents: read',
    'jobs:',
    '  doctor:',
    '    runs-on: ubuntu-latest',
    '    steps:',
    '      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1',
    ...before.map((line) => `      - run: ${scalar(line)}`),
    '      # The repository that has the action, and the commit of it that you have read.',
    '      - uses: OWNER/still-answering@COMMIT',
    '        with:',
    `          command: ${scalar(command.join(' '))}`,
    slow === undefined
      ? '          # slow: /path   a path that answers after a second or more: without one, work in progress is not seen'
      : `          slow: ${scalar(slow)}`,
    ...given,
    `          baseline: ${files.baseline}`,
    '',
  ].join('\n');
}

/** Plain where YAML takes it as text, else in quotes: JSON's are YAML's. */
const scalar = (text: string): string =>
  /^[A-Za-z/][\w\-./ =@]*$/.test(text) && !/^(?:true|false|null|yes|no|on|off)$/i.test(text)
    ? text
    : JSON.stringify(text);
