import type { syllabus } from '../code/course/lessons.ts';

/** What a reader who knows the trade says to the story, and the lesson in which it comes to mind. */
export interface Objection {
  /** Its anchor, and the name of its run in code/objections/. */
  id: string;
  says: string;
  lesson: (typeof syllabus)[number]['slug'];
}

/** In the order of the lessons. */
export const objections = [
  {
    id: 'settings',
    says: 'You switched closeIdleConnections off and set keepAliveTimeout 0. Nobody does that.',
    lesson: '01-the-swap',
  },
  {
    id: 'no-listen',
    says: 'No LISTEN row does not mean that a new client is refused.',
    lesson: '03-the-port-looks-dead',
  },
  { id: 'hint', says: 'There is a Keep-Alive header for that.', lesson: '05-it-heals' },
  {
    id: 'http2',
    says: 'Everything is HTTP/2 over TLS, and that has GOAWAY.',
    lesson: '06-a-guess',
  },
  { id: 'http3', says: 'Browsers will be HTTP/3.', lesson: '06-a-guess' },
  {
    id: 'outgoing',
    says: 'An ESTABLISHED row without a LISTEN row may be an outgoing connection.',
    lesson: '07-the-rows-i-filtered-out',
  },
  {
    id: 'close-all',
    says: 'closeAllConnections() is no fix.',
    lesson: '08-close-the-connections',
  },
  {
    id: 'connection-close',
    says: 'Send Connection: close, and be done.',
    lesson: '08-close-the-connections',
  },
  {
    id: 'deploy',
    says: 'My deploy ends the process, so I cannot have this bug.',
    lesson: '08-close-the-connections',
  },
  {
    id: 'rolling',
    says: 'To stop listening first breaks rolling deploys.',
    lesson: '08-close-the-connections',
  },
] as const satisfies readonly Objection[];

export type ObjectionId = (typeof objections)[number]['id'];
