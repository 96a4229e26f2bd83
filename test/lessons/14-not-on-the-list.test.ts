import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { streamGaps } from '../../code/course/measure/kept-measurements.ts';
import { gaps, measureGap, readers } from '../../code/course/measure/streams.ts';
import { deployFeed } from '../helpers/deploys.ts';
import { only } from '../helpers/lesson.ts';
import { rawClient } from '../helpers/raw-client.ts';
import { recordedAs, type Told, toldAsRecorded } from '../helpers/told.ts';

const slug = '14-not-on-the-list';

/** What a client heard of its stream, apart from how often it tried again. */
const heard = ({ events }: Told, who: string) =>
  only('stream', events)
    .filter((each) => each.who === who && each.did !== 'reconnecting')
    .map(({ did, data }) => data ?? did);
const met = ({ events }: Told) => only('failure', events).map(({ saw }) => saw);

for (const browser of ['stand-in', 'chromium', 'firefox'] as const)
  toldAsRecorded(slug, { program: 'buggy', browser }, (told) => {
    expect(met(told)).toEqual(['ECONNREFUSED', '503']);
    const before = ['open', 'Hello, world!', 'open', 'Hello, world2!'];
    expect(heard(told, 'browser')).toEqual([...before, 'gave up']);
    expect(heard(told, 'new tab')).toEqual(['open', 'Hello, world3!']);
    expect(told.findings).toEqual(['only-the-crash']);
  });

toldAsRecorded(slug, { program: 'fixed', browser: 'stand-in' }, (told) => {
  expect(met(told)).toEqual(['ECONNREFUSED', 'ECONNREFUSED']);
  expect(heard(told, 'browser').slice(-2)).toEqual(['open', 'Hello, world3!']);
  expect(told.findings).toEqual(['both']);
});

recordedAs(slug, 'calls', (lines) => {
  const reached = lines.map((line) => line.split(/ {2,}|(?<=\(\)) +/));
  const spared = reached.filter(([, , how]) => how !== 'ended').map(([kind, call]) => [kind, call]);
  expect(spared).toEqual([
    ['event stream', 'close()'],
    ['event stream', 'closeIdleConnections()'],
    ['WebSocket', 'close()'],
    ['WebSocket', 'closeIdleConnections()'],
    ['WebSocket', 'closeAllConnections()'],
    ['HTTP/2 stream', 'close()'],
    ['HTTP/2 server', 'closeAllConnections()'],
  ]);
});

recordedAs(slug, 'half-told', (lines) => {
  expect(lines.map((line) => / (complete|an error), ?|complete$/.exec(line)?.[0].trim())).toEqual([
    ...['complete', 'complete', 'complete'],
    ...['an error,', 'an error,', 'an error,'],
  ]);
});

test.for([
  ['buggy.ts', 'HTTP/1.1 503 Service Unavailable'],
  ['fixed.ts', 'ECONNREFUSED'],
] as const)(
  '%s: its stream ends whole, and whoever comes after it meets %s',
  async ([file, then]) => {
    const program = fileURLToPath(new URL(`../../code/${slug}/${file}`, import.meta.url));
    const child = spawn(process.execPath, [program, '0'], { stdio: ['pipe', 'pipe', 'inherit'] });
    await using _ = {
      async [Symbol.asyncDispose]() {
        child.kill('SIGKILL');
        if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      },
    };
    const [line] = await once(child.stdout.setEncoding('utf8'), 'data');
    const port = Number(/127\.0\.0\.1:(\d+)/.exec(line)?.[1]);
    await using stream = await rawClient(port);
    stream.send('GET /events HTTP/1.1', 'Host: x', '');
    await stream.until('data: Hello, world!\n\n');

    child.kill('SIGTERM');
    const received = await stream.end();
    expect(received).toMatch(/^Connection: close\r$/m);
    expect(received.endsWith('0\r\n\r\n')).toBe(true); // the last chunk: it is whole
    expect(await metOn(port)).toBe(then);

    child.stdin.write('\n');
    expect(await once(child, 'exit')).toEqual([0, null]);
  },
);

/** The status line of an answer, or the code of an error. */
async function metOn(port: number): Promise<string> {
  const socket = connect(port, '127.0.0.1').setEncoding('utf8');
  socket.write('GET /events HTTP/1.1\r\nHost: x\r\n\r\n');
  try {
    const [text] = await once(socket, 'data');
    return text.split('\r\n', 1)[0];
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  } finally {
    socket.destroy();
  }
}

describe('the table of gaps', () => {
  const back = (gap: string) =>
    streamGaps
      .read()
      .filter((each) => each.gap === gap)
      .map((each) => each.back / each.streams);

  test('has every gap for every reader', () => {
    for (const gap of gaps) expect(back(gap)).toHaveLength(readers.length);
  });

  test('says: a refusal is survived but by Node 20, a status is not; an event stream always', () => {
    expect(back('refused').sort()).toEqual([0, 1, 1, 1]);
    for (const gap of ['503, Retry-After: 1', 'the 502 of nginx', 'a 204', '200, text/html'])
      expect(back(gap)).toEqual([0, 0, 0, 0]);
    expect(back('an event stream in place of nginx’s 502')).toEqual([1, 1, 1, 1]);
  });

  test.for([
    ['refused', 5],
    ['503, Retry-After: 1', 0],
  ] as const)('is what happens: %s, %d of 5', async ([gap, back]) => {
    const measured = await measureGap(gap, 'Node 26', 5, new AbortController().signal);
    expect(measured).toMatchObject({ streams: 5, back });
  });
});

// 200 deploys: npm run prove streams.
test('the feed: two deploys, three clients, no event lost, none twice', async () => {
  expect(await deployFeed(2, 3)).toMatchObject({ lost: 0, twice: 0, inOrder: true });
});
