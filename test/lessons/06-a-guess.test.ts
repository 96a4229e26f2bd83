import { expect } from 'vitest';
import { only } from '../helpers/lesson.ts';
import { recordedAs, toldAsRecorded, toldByAll } from '../helpers/told.ts';

const slug = '06-a-guess';

toldByAll(slug, ({ answers, findings, events }) => {
  expect(answers.filter((answer) => !answer.startsWith('browser'))).toEqual([
    'one curl 200 App 1',
    'one curl 200 App 1',
    expect.stringMatching(/^new tab \d+ App 1$/),
    'second browser 200 App 2',
  ]);
  expect(answers.filter((answer) => answer.startsWith('browser'))).toEqual([
    'browser 200 App 1',
    'browser 304 App 1',
    'browser 200 App 2',
  ]);
  expect(findings).toEqual([
    'curl-stays',
    'tab-shares',
    'browser-does-not-share',
    'the-guess-survives',
  ]);

  const [first, second] = only('answer', events).filter(({ who }) => who === 'one curl');
  expect(second).toMatchObject({ peer: first?.peer, nth: 2 });
  // The new tab opened nothing: it asked on a connection from before the swap.
  const swap = events.findIndex((event) => event.kind === 'server' && event.did === 'stop');
  const before = only('connection', events.slice(0, swap)).map(({ peer }) => peer);
  expect(before).toContain(only('answer', events).find(({ who }) => who === 'new tab')?.peer);
});

toldAsRecorded(slug, { program: 'fixed', browser: 'stand-in' }, ({ findings }) => {
  expect(findings).toEqual([
    'curl-moves-on',
    'tab-moves-on',
    'browser-does-not-share',
    'nothing-left-to-end',
  ]);
});

recordedAs(slug, 'heap', (lines) => {
  expect(lines).toEqual([
    'stopped, its connection alive:  App 1 in memory 50 of 50 times',
    'its connection ended:           App 1 in memory 0 of 50 times',
  ]);
});
