import { mkdtempDisposable, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { XMLValidator } from 'fast-xml-parser';
import type { Log } from 'sarif';
import { describe, expect, test } from 'vitest';
import { meet } from '../../code/doctor/timeouts/behind.ts';
import { judgeBehind } from '../../code/doctor/timeouts/judge-behind.ts';
import { type Sender, senders, someSender } from '../../code/doctor/timeouts/senders.ts';
import { Timeouts, type Wait } from '../../code/doctor/timeouts/timeouts.ts';
import { agrees, type Pair, titleOf } from '../helpers/behind.ts';
import { callCli } from '../helpers/run-cli.ts';

const named = (id: string) => senders.find((each) => each.id === id) as Sender;
const idle = (saidMs: number | null, doneMs: number | null, saidClose = false): Wait => ({
  ...{ what: 'idle', saidMs, doneMs, saidClose, status: null },
  end: doneMs === null ? 'open' : 'FIN',
});

describe('A server’s patience against its sender’s', () => {
  test.for([
    ['Node as it is, behind nginx', 'nginx', idle(5_000, 6_000), 'exists', 6_000],
    ['Node’s next version, behind nginx', 'nginx', idle(65_000, 66_000), 'none', 60_000],
    ['about as long', 'nginx', idle(null, 60_300), 'exists', 60_000],
    ['a service with ten minutes', 'gcp', idle(65_000, 66_000), 'exists', 66_000],
    ['fetch does as it is told', 'node-fetch', idle(5_000, 6_000), 'none', 4_000],
    ['fetch, and nothing is said', 'node-fetch', idle(null, 3_000), 'exists', 3_000],
    ['fetch, whose clock is coarse', 'node-fetch', idle(null, 5_000), 'exists', 4_000],
    ['fetch keeps nothing for a second', 'node-fetch', idle(1_000, 2_000), 'none', 0],
    ['a promise that is broken', 'node-fetch', idle(10_000, 2_000), 'exists', 2_000],
    ['an Agent without a timeout', 'node-agent', idle(65_000, 66_000), 'exists', 66_000],
    ['an Agent that is told a second', 'node-agent', idle(1_000, 2_000), 'none', 0],
    ['Java is told 0 s', 'java-urlconnection', idle(0, 1_500), 'exists', 1_500],
    [
      'Java uses it for 5 s, and closes it when it looks',
      'java-urlconnection',
      idle(5_000, 60_000),
      'none',
      10_000,
    ],
    [
      'the same, of a server that is sooner',
      'java-urlconnection',
      idle(null, 7_000),
      'none',
      7_000,
    ],
    ['close on each answer', 'node-agent', idle(null, 2, true), 'none', 0],
    ['longer than it was watched', 'nginx', idle(null, null), 'none', 60_000],
    ['longer than it was watched, too short', 'gcp', idle(null, null), 'unseen', 600_000],
    ['neither side has a limit', 'node-agent', idle(null, null), 'unseen', null],
  ] as const)('%s: %s', ([, id, wait, race, holdsMs]) => {
    expect(meet(named(id), wait, 100_000)).toMatchObject({ race, holdsMs });
  });

  test('a race is a fault that names both numbers, its loss and its cure, whatever Node’s default', () => {
    const wait = idle(5_000, 6_000);
    const nginx = named('nginx');
    expect(judgeBehind(nginx, meet(nginx, wait, 100_000), wait, 100_000)).toMatchInlineSnapshot(`
      [
        {
          "consequence": "A request may be on its way just then, and is never read. A GET is sent again; a POST becomes a 502.",
          "cure": "Let the server wait 65 s (Node: server.keepAliveTimeout = 65_000), or nginx at most 5 s (keepalive_timeout in its upstream).",
          "lesson": 12,
          "level": "fault",
          "rfc": "RFC 9112 section 9.5",
          "seen": "the server hangs up after 6 s; nginx, after 60 s",
          "what": "behind it",
        },
        {
          "consequence": "Docker kills after 10 s, Kubernetes after 30 s. A last answer with Connection: close holds nothing.",
          "cure": "Does yours say so? npm run doctor -- -- node server.js",
          "lesson": 12,
          "level": "note",
          "rfc": "RFC 9112 section 9.6",
          "seen": "one connection may hold it for 6 s; with the race mended, 60 s",
          "what": "a stop behind it",
        },
      ]
    `);
  });

  test('the longer patience: no fault, and the stop’s half of the number', () => {
    const wait = idle(65_000, 66_000);
    const nginx = named('nginx');
    expect(judgeBehind(nginx, meet(nginx, wait, 100_000), wait, 100_000)).toMatchObject([
      { level: 'pass', seen: 'nginx hangs up first, after 60 s, 6 s before the server' },
      { level: 'note', seen: 'one connection may hold it for 60 s' },
    ]);
  });

  test('who repeats a POST is told that it may run twice', () => {
    const wait = idle(null, 3_000);
    const java = named('java-urlconnection');
    const [race] = judgeBehind(java, meet(java, wait, 100_000), wait, 100_000);
    expect(race?.consequence).toContain('runs twice');
  });

  test('nobody is named: a time is enough', () => {
    expect(meet(someSender(2_000, '2s'), idle(5_000, 6_000), 9_000)).toMatchObject({
      ...{ sender: '2s', race: 'none', spareMs: 4_000, holdsMs: 2_000, source: null },
    });
  });
});

test('each sender of the table has an id of its own, and a dated source', () => {
  expect(new Set(senders.map(({ id }) => id)).size).toBe(senders.length);
  for (const { source } of senders) {
    expect(source?.url).toMatch(/^https:\/\//);
    expect(source?.opened).toMatch(/^\d{4}-\d\d-\d\d$/);
  }
});

describe('doctor --behind', () => {
  const program = `require('http').createServer({ keepAliveTimeout: 1000 }, (q, r) => r.end('ok')).listen(process.env.PORT, '127.0.0.1')`;
  const server = ['--', process.execPath, '-e', program];

  test('a race: exit 1, and every form tells it', async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'still-answering-test-'));
    const forms = ['junit', 'sarif', 'tap', 'markdown'] as const;
    const file = (form: string) => join(folder.path, form);
    const flags = forms.flatMap((form) => [`--${form}`, file(form)]);
    const asked = ['doctor', '--behind', 'nginx', '--json', ...flags, ...server];
    const { status, stdout } = await callCli(asked);
    const { behind, waits } = Timeouts.parse(JSON.parse(stdout));
    expect(behind).toMatchObject({ sender: 'nginx', race: 'exists', shouldWaitMs: 65_000 });
    // Who hangs up first needs no more: a quick answer, for CI.
    expect(waits.map(({ what }) => what)).toEqual(['idle']);
    expect(status).toBe(1);

    const [junit = '', sarif = '', tap = '', markdown = ''] = await Promise.all(
      forms.map((form) => readFile(file(form), 'utf8')),
    );
    expect(XMLValidator.validate(junit)).toBe(true);
    expect(junit).toMatch(/name="behind-it behind it">\s*<failure message="the server hangs up/);
    const [run] = (JSON.parse(sarif) as Log).runs;
    expect(run?.results?.find(({ level }) => level === 'error')?.ruleId).toBe('behind-it');
    expect(run?.tool.driver.rules?.map(({ id }) => id)).toContain('behind-it');
    expect(tap).toMatch(/^not ok \d+ - behind-it /m);
    expect(markdown).toMatch(/^### ❌ How long it waits, behind nginx: a fault\n/);
    expect(markdown).toMatch(/^- \*\*behind-it\*\*: Let the server wait 65 s/m);
  });

  test.for([
    ['the sender hangs up first', ['--behind', '1s'], 0],
    ['nobody can tell', ['--behind', '60s', '--cap', '300ms'], 2],
  ] as const)('%s: exit status', async ([, flags, status]) => {
    const ran = await callCli(['doctor', ...flags, ...server]);
    expect(ran.status).toBe(status);
  });

  test.for([
    ['ngnix', 'Did you mean nginx?'],
    ['python', 'Did you mean python-requests or python-urllib3?'],
    ['', 'it knows alb, gcp,'],
    ['0s', '--behind 0s is no time'],
    ['60m', '--behind 60m is no time'],
  ])('--behind “%s”: one sentence, what there is, exit 2', async ([who = '', says]) => {
    const { status, stdout, stderr } = await callCli(['doctor', '--behind', who, ...server]);
    expect(stderr).toContain(says);
    expect(stderr.trim().split('\n')).toHaveLength(2);
    expect([status, stdout]).toEqual([2, '']);
  });
});

/** The long form, of all that run here: npm run prove behind. */
describe.concurrent('The doctor’s word, and a run', () => {
  const nginx = {
    through: 'nginx',
    options: { nginx: { upstream: 'keepalive_timeout 1s;' } },
  } as const;
  const pairs: Pair[] = [
    { id: 'nginx', by: nginx, patienceMs: 1_000, keepAliveTimeout: 200 },
    { id: 'node-agent', by: 'Agent', keepAliveTimeout: 500, hint: 'none' },
  ];
  test.for(pairs.map((pair) => [titleOf(pair), pair] as const))('%s', ([, pair], ctx) =>
    agrees(pair, ctx),
  );
});
