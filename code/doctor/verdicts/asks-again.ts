import type { Connection, Finding } from '../examination.ts';
import { type Context, closeNotKept, judgeLateAnswer } from './connections.ts';
import { find } from './rules.ts';
import { duration, endWords } from './words.ts';

/** P13: after the slow answer the client asks on, until it is told to go. */
export function judgeAsksAgain(connection: Connection, context: Context): Finding[] {
  const [first, ...again] = connection.exchanges;
  if (!first?.answer?.whole) return [find('fine', 'its slow answer was cut: see P3', 'skipped')];
  if (first.answer.close) {
    return closeNotKept(connection, first, find('fine', 'told to go: its answer said close'));
  }
  if (again.length === 0) {
    const reason = `ended before it could ask again, without close, ${endWords(connection)}`;
    return [find('ends without close', reason)];
  }
  const answered = again.filter(({ answer }) => answer?.whole);
  const kept = answered.filter(({ answer }) => !answer?.close);
  if (kept.length > 0) {
    const [one] = kept;
    const since =
      one?.sentMs != null && context.portFreeMs !== null ? one.sentMs - context.portFreeMs : -1;
    const late = since > 0 ? `; the new one had the port ${duration(since)} before` : '';
    const reason = `${kept.length} of ${again.length} answered by the OLD process${late}`;
    return [find('still answers', reason)];
  }
  const [last] = answered;
  if (last) return judgeLateAnswer(connection, last, context);
  return [
    find(
      'request lost',
      `asked again without having been told, no answer, ${endWords(connection)}`,
    ),
  ];
}
