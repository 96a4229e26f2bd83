import { expect, test } from 'vitest';
import { words as first } from '../../lessons/01-the-swap.words.ts';
import { words } from '../../lessons/09-what-i-did-not-know.words.ts';
import { only } from '../helpers/lesson.ts';
import { recordedAs, toldAsRecorded, toldByAll } from '../helpers/told.ts';

const slug = '09-what-i-did-not-know';

toldByAll(slug, ({ answers, findings, events, states: [table = []] }) => {
  // What the question says: nothing was asked between the swap and the table, so the row is older.
  const [, app2] = only('server', events).filter(({ did }) => did === 'listen');
  const reload = only('answer', events).find(
    ({ status, app }) => status === 304 && app === 'App 1',
  );
  const opened = only('connection', events).find(({ peer }) => peer === reload?.peer);
  expect(opened?.at).toBeLessThan(app2?.at ?? 0);
  const [seen] = only('command', events).filter(({ shown }) => shown);
  const between = only('answer', events).filter(
    ({ at, shown }) => shown && at > (app2?.at ?? 0) && at < (seen?.at ?? 0),
  );
  expect(between).toEqual([]);
  expect(table).toEqual(expect.arrayContaining(['LISTEN', 'ESTABLISHED']));
  expect(answers).toEqual(['browser 200 App 1', 'browser 304 App 1', 'fresh client 200 App 2']);
  expect(findings).toEqual(['the-table-said-so']);
});

toldAsRecorded(
  slug,
  { program: 'fixed', browser: 'stand-in' },
  ({ answers, findings, states: [table = []] }) => {
    expect(table).not.toContain('ESTABLISHED');
    expect(answers).toEqual(['browser 200 App 1', 'browser 200 App 2', 'fresh client 200 App 2']);
    expect(findings).toEqual(['the-table-said-otherwise']);
  },
);

recordedAs(slug, 'upgraded', (lines) => {
  expect(lines.at(-1)).toBe('the upgraded connection gets: App 1 echoes hello');
});

recordedAs(slug, 'behind-a-proxy', (lines) => {
  expect(lines.filter((line) => /^after the swap.*Hello, world!$/.test(line))).toHaveLength(3);
});

test('ten questions, each with one right answer and feedback of its own for every option', () => {
  expect(words.quiz).toHaveLength(10);
  for (const { question, options } of words.quiz) {
    expect({
      question,
      right: options.filter((option) => !('misconception' in option)).length,
    }).toEqual({ question, right: 1 });
    expect(new Set(options.map(({ feedback }) => feedback)).size).toBe(options.length);
  }
});

test('the cold question is asked again, in the same words', () => {
  const { question, options } = words.predictions['cold-question-again'];
  expect(question).toBe(first.predictions['cold-question'].question);
  expect(options.map(({ text }) => text)).toEqual(
    first.predictions['cold-question'].options.map(({ text }) => text),
  );
});
