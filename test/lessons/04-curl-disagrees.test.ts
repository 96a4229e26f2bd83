import { expect } from 'vitest';
import { only } from '../helpers/lesson.ts';
import { toldAsRecorded, toldByAll } from '../helpers/told.ts';

const slug = '04-curl-disagrees';

toldByAll(slug, ({ answers, findings, events }) => {
  expect(answers).toEqual([
    'browser 200 App 1',
    'curl 200 App 1',
    'browser 304 App 1',
    'curl 200 App 2',
    'browser 304 App 1',
  ]);
  expect(findings).toEqual(['curl-disagrees']);
  // The planted clue is curl's own line.
  const [first] = only('command', events).filter(({ tool }) => tool === 'curl');
  expect(first?.output).toMatch(/^\* Connection #0 to host 127\.0\.0\.1 left intact/m);
});

toldAsRecorded(slug, { program: 'fixed', browser: 'stand-in' }, ({ answers, findings }) => {
  expect(answers.slice(2)).toEqual(['browser 200 App 2', 'curl 200 App 2', 'browser 304 App 2']);
  expect(findings).toEqual(['curl-agrees']);
});
