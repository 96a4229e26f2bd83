import { describe, expect, test } from 'vitest';
import { createFinder } from '../../code/course/symptoms/find-symptoms.ts';
import { errorKinds } from '../../lessons/error-kinds.ts';
import { errorLines } from '../../lessons/error-lines.ts';

// Logs whose layout says all: in a sign of two letters, in a code, in a port.

const find = createFinder(errorLines, errorKinds);
const first = (line: string) => find(line).hits[0]?.id;

describe('HAProxy says in two letters who ended a session, and when', () => {
  const line = (status: number, ends: string, server = 's1') =>
    `haproxy[811]: 10.0.0.9:51000 [28/Nov/2026:13:10:04.123] fe be_app/${server} 0/0/1/-1/30 ${status} 209 - - ${ends}-- 1/1/0/0/0 0/0 "POST / HTTP/1.1"`;

  test.for([
    [502, 'SH', '502-on-post'],
    [504, 'sH', 'hangs-though-listening'],
    [503, 'SC', '502-during-deploys'],
    [503, 'sC', 'syn-sent'],
    [503, 'sQ', 'hangs-though-listening'],
    [200, 'SD', '502-during-deploys'],
    [200, 'sD', 'hangs-though-listening'],
    [503, 'RC', 'ports-used-up'],
    // The client, or a rule: nothing of a server's.
    [200, 'CD', undefined],
    [503, 'CC', undefined],
    [200, 'cD', undefined],
    [408, 'cR', undefined],
    [403, 'PR', undefined],
  ] as const)('%d %s', ([status, ends, id]) => {
    expect(first(line(status, ends))).toBe(id);
  });

  test('in JSON, and nothing where it says nothing', () => {
    expect(first('{"http_status":-1,"termination_state":"SD","retries":0}')).toBe(
      '502-during-deploys',
    );
    expect(first(line(200, '--'))).toBeUndefined();
  });
});

test.for([
  ['H12', 'hangs-though-listening'],
  ['H13', '502-on-post'],
  ['H10', '502-during-deploys'],
  ['H19', 'syn-sent'],
  ['H27', undefined],
] as const)('Heroku’s router: %s', ([code, id]) => {
  const line = `heroku[router]: at=error code=${code} desc="x" method=GET path="/" service=1ms status=503`;
  expect(first(line)).toBe(id);
});

describe('nginx', () => {
  const of = (said: string) => `2026/03/01 10:00:00 [error] 31#31: *7 ${said}, client: 10.0.0.9`;

  test.for([
    'client closed connection while waiting for request',
    'client prematurely closed connection, so upstream connection is closed too while sending request to upstream',
    'client 10.0.0.9 closed keepalive connection',
  ])('tells of a client that left: %s', (said) => {
    expect(find(of(said)).hits).toEqual([]);
  });

  test('tells of a head that it cannot take, whose connection stood', () => {
    for (const what of ['too big header', 'invalid header: "X\\x00..."'])
      expect(
        find(of(`upstream sent ${what} while reading response header from upstream`)).elsewhere
          ?.instead,
      ).toContain('The connection stood');
  });

  test('tells of a full queue by EAGAIN of a socket of UNIX', () => {
    const why = '(11: Resource temporarily unavailable) while connecting to upstream';
    expect(first(of(`connect() to unix:/run/app.sock failed ${why}`))).toBe(
      'hangs-though-listening',
    );
  });
});

test('a request that was answered is none that a proxy lost, whatever its path is called', () => {
  const line = (path: string, status: number) =>
    `10.0.0.9 - - [28/Nov/2026:13:10:04 +0000] "GET ${path} HTTP/1.1" ${status} 612 "-" "curl/8"`;
  expect(first(line('/502', 200))).toBeUndefined();
  expect(first(line('/', 502))).toBe('502-on-post');
});

test('a line that says little is found whole, or not', () => {
  expect(first("TypeError: Failed to execute 'json' on 'Response'")).toBeUndefined();
  expect(first('TypeError: fetch failed')).toBe('reset-on-reuse');
});

test('the port of another protocol: its refusal is none of HTTP’s', () => {
  for (const port of [22, 389, 3306, 5432, 6379, 27017])
    expect(first(`Error: connect ECONNREFUSED 127.0.0.1:${port}`)).toBeUndefined();
  for (const port of [80, 3000, 8080, 38901])
    expect(first(`Error: connect ECONNREFUSED 127.0.0.1:${port}`)).toBe('502-during-deploys');
});

test('a known line with another message behind its beginning is not that line', () => {
  const sdk = 'com.amazonaws.SdkClientException: Unable to execute HTTP request:';
  expect(first(`${sdk} Connection reset`)).toBe('reset-on-reuse');
  expect(first(`${sdk} Timeout waiting for connection from pool`)).toBe('seventh-tab');
});
