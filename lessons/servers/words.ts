import type { syllabus } from '../../code/course/lessons.ts';
import type { Source } from '../symptoms/symptom.ts';
import type { CureName } from './cures.ts';

/** What the page says of a server, beside what was measured. Text between ` is code. */
export interface ServerWords {
  /** Of the specimen; of a second Node, without its version. */
  id: string;
  name: string;
  /** What else people call it, or look for when they mean it: the filter finds it by these words. */
  also?: string;
  kind: (typeof kinds)[number]['id'];
  /** What to change; undefined: nothing. */
  change?: string;
  /** The change as code; it may lead to a line of the table that has it. */
  cure?: CureName;
  /** What its line does not explain. */
  note?: string;
  source?: Source;
  lesson: (typeof syllabus)[number]['slug'];
}

export const kinds = [
  { id: 'node', title: 'Node by itself' },
  { id: 'library', title: 'Libraries for Node' },
  { id: 'framework', title: 'Frameworks and runtimes, brought on request' },
  { id: 'meta', title: 'Meta-frameworks, and servers of files, brought on request' },
  { id: 'python', title: 'Python' },
  { id: 'language', title: 'Go, Rust, Java, Ruby, PHP, Perl' },
  { id: 'proxy', title: 'Proxies and web servers' },
  { id: 'wrapper', title: 'Started by something else' },
] as const;

export const at = (name: string, href: `https://${string}`): Source => ({ name, href });

export const node = (page: string, name: string): Source =>
  at(`Node: ${name}`, `https://nodejs.org/docs/latest-v26.x/api/${page}`);
