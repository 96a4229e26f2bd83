import type { Connection, Exchange, Finding } from '../examination.ts';
import { type Context, closeNotKept, cutFinding, judgeLateAnswer } from './connections.ts';
import { find } from './rules.ts';
import { duration, endWords } from './words.ts';

/** Sent when the successor had the port. */
const isBeside = ({ sentMs }: Exchange, { portFreeMs }: Context): boolean =>
  sentMs !== null && portFreeMs !== null && sentMs > portFreeMs;

/** P13: after the slow answer the client asks on, until it is told to go. */
export function judgeAsksAgain(connection: Connection, context: Context): Finding[] {
  const [first, ...again] = connection.exchanges;
  if (!first?.answer?.whole) return [cutFinding('work cut', connection, context)];
  if (first.answer.close) {
    return closeNotKept(connection, first, find('fine', 'told to go: its answer said close'));
  }
  if (again.length === 0) {
    const reason = `ended before it could ask again, without close, ${endWords(connection)}`;
    return [find('ends without close', reason)];
  }
  const answered = again.filter(({ answer }) => answer?.whole);
  const beside = again.filter((each) => isBeside(each, context));
  const kept = beside.filter(({ answer }) => answer?.whole && !answer.close);
  const [one] = kept;
  if (one?.sentMs != null && context.portFreeMs !== null) {
    const late = `the new one had the port ${duration(one.sentMs - context.portFreeMs)} before`;
    const reason = `${kept.length} of ${beside.length} answered by the OLD process; ${late}`;
    return [find('still answers', reason)];
  }
  const last = answered.at(-1);
  if (last && last === again.at(-1)) return judgeLateAnswer(connection, last, context);
  return [
    find(
      'request lost',
      `asked again without having been told, no answer, ${endWords(connection)}`,
    ),
  ];
}
