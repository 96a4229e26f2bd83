import { describe, expect, test } from 'vitest';
import { createFinder } from '../../code/course/symptoms/find-symptoms.ts';
import { errorKinds } from '../../lessons/error-kinds.ts';
import { errorLines, type SeenLine } from '../../lessons/error-lines.ts';
import { symptomIds } from '../../lessons/symptoms/ids.ts';
import { later, otherFields } from './error-lines.later.ts';
import { foreign, printed } from './error-lines.printed.ts';
import { fromReports, unrelated } from './error-lines.reports.ts';

const find = createFinder(errorLines, errorKinds);
const first = (text: string) => {
  const { hits, elsewhere } = find(text);
  return elsewhere?.instead ?? hits[0]?.id;
};
const meant = ({ fits, instead }: SeenLine) => instead ?? fits[0];

describe('The lines', () => {
  test('are many, of many stacks, no two alike, each with its program and where it was seen', () => {
    expect(errorLines.length).toBeGreaterThanOrEqual(150);
    const stacks = new Set(errorLines.map(({ by }) => by.split(/[ ,]/)[0]));
    expect(stacks.size).toBeGreaterThanOrEqual(20);
    expect(new Set(errorLines.map(({ line }) => line)).size).toBe(errorLines.length);
    for (const { by, source } of errorLines) {
      expect(by).not.toBe('');
      expect(source).toMatch(/^(run|[\w.-]+\/[\w.-]+#\d+|https:\/\/\S+)$/);
    }
  });

  test('belong to a symptom, or say what they are instead', () => {
    for (const { line, fits, instead } of errorLines) {
      expect(fits.length > 0, line).toBe(instead === undefined);
      for (const id of fits) expect(symptomIds).toContain(id);
    }
  });

  test('stand for every symptom that prints something', () => {
    const silent = symptomIds.filter((id) => !errorLines.some(({ fits }) => fits.includes(id)));
    expect(silent).toEqual([
      'still-answers',
      'curl-too',
      'post-ran-twice',
      'old-host',
      'one-worker',
    ]);
  });
});

describe('A pasted line is found', () => {
  test('as it was printed', () => {
    expect(errorLines.filter((line) => first(line.line) !== meant(line))).toEqual([]);
  });

  test('with a time and a host before it, in JSON, in colours, quoted', () => {
    const around: ((line: string) => string)[] = [
      (line) => `2026-11-28T04:07:11.123Z api-7f9c[4712]: ERROR ${line}`,
      (line) => `Nov 28 04:07:11 web1 app[4712]: ${line}\n    at run (/srv/app/index.js:12:7)`,
      (line) => JSON.stringify({ level: 'error', time: 1764303631, pid: 4712, msg: line }),
      (line) => `\u001b[31m${line}\u001b[39m`,
      (line) => `> ${line}`,
    ];
    // One plain word is a line only when it stands alone.
    const lines = errorLines.filter(({ line }) => !/^([A-Z]?[a-z]+|\d+)$/.test(line));
    for (const wrap of around) {
      expect(lines.filter((line) => first(wrap(line.line)) !== meant(line))).toEqual([]);
    }
  });

  test.for([
    ['Error: reed ECONNRESSET', 'reset-on-reuse'],
    ['eror: scoket hang up', 'reset-on-reuse'],
    ['listen EADRINUSE: adress already in use', 'port-in-use'],
    [
      'upstream prematurly closed conection while reading response header from upstream',
      '502-on-post',
    ],
    ['Jest did not exit one secnd after the test run has compelted', 'never-closes'],
  ])('with slips: %s', ([pasted = '', id]) => {
    expect(first(pasted)).toBe(id);
  });

  test.for([
    ['TypeError: fetch failed\n  [cause]: Error: getaddrinfo ENOTFOUND api.example.com', /name/],
    ['TypeError: fetch failed\n  [cause]: Error: connect ECONNREFUSED ::1:3000', /502-during/],
    [
      '502 Bad Gateway\nupstream prematurely closed connection while reading response header',
      /502-on/,
    ],
  ] as const)('by what stands inside another: %s', ([pasted, expected]) => {
    expect(first(pasted)).toMatch(expected);
  });
});

describe('A line that nobody has listed', () => {
  test.for([
    ['app[1]: Process exited with status 137', 'killed-137'],
    ['Error R9 (Exit timeout): a process did not exit within 20 seconds of SIGTERM', 'killed-137'],
    ['FooClientError.remoteConnectionClosed', 'reset-on-reuse'],
    ['The server closed the channel before a reply came', 'reset-on-reuse'],
    ['H2StreamError: stream 5 was reset', 'goaway'],
    ['GET /api 502 backend unreachable', '502-during-deploys'],
    ['cannot bind: port 8080 is already taken', 'port-in-use'],
    ['no ephemeral ports available', 'ports-used-up'],
  ])('is found by what its words mean: %s', ([pasted = '', id]) => {
    const [hit] = find(pasted).hits;
    expect(hit?.id).toBe(id);
    expect(hit?.kind?.name).toMatch(/./);
    expect(hit?.line).toBeUndefined();
  });

  test('is found in public reports, by a symptom that may come first', () => {
    const best = ([line]: (typeof fromReports)[number]) => find(line).hits[0]?.id;
    const wrong = fromReports.filter((row) => !row[1].some((id) => id === best(row)));
    expect(wrong.map((row) => [...row, best(row)])).toEqual([]);
  });

  test('is found as many other programs print it', () => {
    const wrong = [...printed, ...later].flatMap(([may, lines]) =>
      lines
        .map((line) => [line, find(line).hits[0]?.id] as const)
        .filter(([, best]) => !may.some((id) => id === best)),
    );
    expect(wrong).toEqual([]);
  });

  test('and of another subject is not', () => {
    const others = [...unrelated, ...foreign, ...otherFields];
    expect(others.filter((line) => find(line).hits.length > 0)).toEqual([]);
  });

  test.for([
    ['Exited (137)', 'a mysql container', 'killed-137'],
    ['port is already allocated', 'Bind for 0.0.0.0:6379 failed, redis:', 'port-in-use'],
  ])('of a process or a port holds for any protocol: %s', ([said = '', by = '', id]) => {
    expect(find(`${by} ${said}`).hits[0]?.id).toBe(id);
  });

  test('in a trace with another protocol is read without its lines', () => {
    const { hits } = find(
      'redis: connection closed by server\nError: socket hang up\n    at redis/x.js',
    );
    expect(hits[0]?.line?.line).toBe('Error: socket hang up');
  });

  test('says so only when no known line fits', () => {
    expect(find('Error: read ECONNRESET').hits.every(({ line }) => line)).toBe(true);
  });
});

describe('A line that says little', () => {
  test('leads to several symptoms in order', () => {
    expect(find('Error: socket hang up').hits.map(({ id }) => id)).toEqual([
      'reset-on-reuse',
      '502-during-deploys',
    ]);
  });

  test.for([
    'Segmentation fault (core dumped)',
    "TypeError: Cannot read properties of undefined (reading 'x')",
    'npm ERR! code E404',
    'ModuleNotFoundError: No module named requests',
    'error TS2345: Argument of type string is not assignable',
    'The worker killed the job',
    'The transaction was aborted because the lock was lost',
    'Connection closed by 192.0.2.1 port 22',
    'kex_exchange_identification: Connection closed by remote host',
    'SyntaxError: Unexpected end of JSON input',
    '502 files changed, 12 insertions(+)',
    'Process exited with status 1',
    'Received SIGTERM, shutting down',
    'The modal dialog was closed before it was saved',
    'HTTP/1.1 200 OK',
    'hello world',
    '',
    'x'.repeat(100_000),
  ])('or to none: %s', (pasted) => {
    expect(find(pasted)).toEqual({ hits: [] });
  });

  test('however much is pasted, it is read in bounded time', () => {
    // CPU time, since the machine may be busy.
    const before = process.cpuUsage();
    find('Error: read ECONNRESET at x.y.z (word words worded) '.repeat(100_000));
    find(Array.from({ length: 100_000 }, (_, index) => `conection${index}x`).join(' '));
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(5000);
  });
});
