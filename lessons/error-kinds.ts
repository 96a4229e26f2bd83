import type { Kind } from '../code/course/symptoms/find-kinds.ts';
import type { SymptomId } from './symptoms/ids.ts';

/**
 * What lines mean that nobody has listed: by the words that programs choose for it. They are asked only
 * when no known line fits. The likeliest kind first: a status of a proxy before the words beside it.
 */
export const errorKinds: readonly Kind<SymptomId>[] = [
  {
    name: 'a proxy had no answer from the server behind it',
    says: [/\b50[23]\b/, /\b(backend|upstream|gateway|origin|target|proxy|router|http\/[12])/],
    fits: ['502-on-post', '502-during-deploys'],
  },
  {
    name: 'a process was ended from outside',
    says: [/\b(exit\w*|status|code)\b.{0,20}\b1(37|43)\b/],
    fits: ['killed-137'],
  },
  {
    name: 'a process did not end when it was told to',
    says: [/\bsigterm\b/, /\b(time ?out|timed out|failed|did not|didn't|still|within)\b/],
    fits: ['killed-137', 'never-closes'],
  },
  {
    name: 'an address that somebody has already',
    says: [
      /\b(port|address)\b.{0,40}\b(in use|already (being )?(used|taken|bound|allocated)|taken|occupied)\b/,
    ],
    fits: ['port-in-use'],
  },
  {
    name: 'no local port is free',
    says: [
      /\b(ephemeral|local|source|snat) ports?\b.{0,30}\b(exhaust\w*|run out|ran out|available|left)\b|assign requested address/,
    ],
    fits: ['ports-used-up'],
  },
  {
    name: 'a stream of HTTP/2 was ended',
    says: [/\b(http\/?2|h2|grpc)/, /\bstreams?\b/, /\b(reset|closed|cancel\w*|refused)\b/],
    fits: ['goaway', 'reset-on-reuse'],
  },
  {
    name: 'a connection ended before its answer',
    says: [
      /\b(clos\w+|disconnect\w*|reset|abort\w*|terminated|dropped|lost|ended|hung up)\b/,
      /\b(connection|socket|server|peer|remote|channel)\b/,
      /\b(before|without|unexpected\w*|premature\w*|incomplete)\b/,
    ],
    fits: ['reset-on-reuse', '502-during-deploys'],
  },
  {
    name: 'a connection was ended by the other side',
    says: [
      /\b(connection|socket|server|peer|remote|host)( was| has been| is| got)?( \w+ly)? (closed|reset|dropped|aborted|lost|terminated|disconnected)\b|\b(closed|reset|dropped|aborted|terminated) by (the )?(peer|server|remote|other)|\bunexpected(ly)? disconnect/,
    ],
    fits: ['reset-on-reuse', '502-during-deploys'],
  },
  {
    name: 'nobody listens there',
    says: [/\bconnect\w*\b.{0,60}\brefused\b|\brefused\b.{0,30}\bconnect/],
    fits: ['502-during-deploys'],
  },
];
