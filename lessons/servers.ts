import type { MeasuredServer } from '../code/course/measure/servers.ts';
import { frameworkWords } from './servers/frameworks.ts';
import { languageWords } from './servers/languages.ts';
import { libraryWords } from './servers/libraries.ts';
import { metaFrameworkWords } from './servers/meta-frameworks.ts';
import { nodeWords } from './servers/node.ts';
import { proxyWords } from './servers/proxies.ts';
import { pythonWords } from './servers/python.ts';
import { starterWords } from './servers/starters.ts';
import type { ServerWords } from './servers/words.ts';

type Diagnosis = MeasuredServer['diagnoses'][number];

/** The doctor's diagnoses, the gravest first. */
export const diagnosesInWords: readonly { id: Diagnosis; means: string }[] = [
  {
    id: 'executed unanswered',
    means:
      'It carried out a POST and never answered it. Its client can neither repeat it nor leave it.',
  },
  {
    id: 'still answering',
    means:
      'It goes on answering on old connections as if nothing had happened, while the new process has the port. The bug of this course.',
  },
  { id: 'abrupt', means: 'It cuts answers and uploads that were in progress.' },
  {
    id: 'stubborn',
    means:
      'It does not end: whoever is at the other end of a connection decides. Or it does not give the port away.',
  },
  {
    id: 'orphaned',
    means: 'The wrong process got the signal. It ended, and the server behind it goes on.',
  },
  { id: 'graceful', means: 'No fault.' },
];

/** What the page asks of a server, and the doctor's probes that answer it. */
export const questions = [
  { id: 'idle', title: 'Idle', probes: ['P1', 'P2', 'P16'] },
  { id: 'half', title: 'Half sent', probes: ['P5', 'P17', 'P6'] },
  { id: 'answers', title: 'Answers', probes: ['P3', 'P4', 'P7', 'P14'] },
  { id: 'next', title: 'Next one', probes: ['P12', 'P13'] },
  { id: 'streams', title: 'Streams', probes: ['P8', 'P9', 'P10'] },
  { id: 'new', title: 'New ones', probes: ['P11'] },
  // What the doctor finds of the process and of its port.
  { id: 'end', title: 'The end', probes: [] },
] as const;

/** What the page says of each server, in its order. */
export const servers: readonly ServerWords[] = [
  ...nodeWords,
  ...libraryWords,
  ...frameworkWords,
  ...metaFrameworkWords,
  ...pythonWords,
  ...languageWords,
  ...proxyWords,
  ...starterWords,
];
