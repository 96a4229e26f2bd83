import { describe, expect, test } from 'vitest';
import type {
  Answer,
  Arrival,
  Connection,
  Exchange,
  Finding,
  Http2Session,
  Met,
  ProbeId,
} from '../../code/doctor/examination.ts';
import { probeOf } from '../../code/doctor/probes/all.ts';
import type { Context } from '../../code/doctor/verdicts/connections.ts';
import { judge } from '../../code/doctor/verdicts/judge.ts';

// Facts by hand. The successor has the port at 40 ms; grace is 5 s, the cap 10 s.
const context: Context = { graceMs: 5_000, capMs: 10_000, portFreeMs: 40 };

/** `C1248`: whole at 1248 ms with close; `K`: without; `cut`: it had begun. */
const answer = (text: string, more: Partial<Answer> = {}): Answer => ({
  status: 200,
  close: text.startsWith('C'),
  framing: 'length',
  headMs: 0,
  whole: text !== 'cut',
  wholeMs: text === 'cut' ? null : Number(text.slice(1)),
  bytes: 500,
  ...more,
});

const sent = (sentMs: number | null, text?: string, more?: Partial<Answer>): Exchange => ({
  sentMs,
  answer: text === undefined ? null : answer(text, more),
});

/** `F5`: FIN at 5 ms; `R`: RST; `open`. */
const met = (end: string, ...exchanges: Exchange[]): Met => ({
  kind: 'connection',
  connection: { ...connection(end), exchanges },
});

const connection = (end: string): Connection => ({
  openedMs: -100,
  exchanges: [],
  end: end === 'open' ? 'open' : end.startsWith('R') ? 'RST' : 'FIN',
  endMs: end === 'open' ? null : Number(end.slice(1)),
  closeCode: null,
});

const asked = sent(-90, 'K-80');
const seen: [ProbeId, Finding[]][] = [];
const found = (id: ProbeId, facts: Met, more: Partial<Context> = {}): string => {
  const findings = judge(id, facts, { ...context, ...more });
  seen.push([id, findings]);
  return findings.map(({ level, rule }) => `${level}: ${rule}`).join(', ');
};

type Row = [when: string, id: ProbeId, facts: Met, verdict: string];

describe('a connection at rest', () => {
  test.each<Row>([
    ['ended at once', 'P1', met('F5', asked), 'pass: fine'],
    ['reset', 'P1', met('R5', asked), 'warning: reset idle'],
    ['ended before the signal', 'P1', met('F-5', asked), 'skipped: fine'],
    [
      'answered again by the old process',
      'P1',
      met('F5912', asked, sent(900, 'K902')),
      'fault: still answers',
    ],
    [
      'answered once more, with close',
      'P1',
      met('F903', asked, sent(900, 'C902')),
      'note: last answer',
    ],
    ['sent away', 'P1', met('F903', asked, sent(900, 'C902', { status: 503 })), 'pass: sent away'],
    [
      'told to go, and kept for 1,000 ms',
      'P1',
      met('F1902', asked, sent(900, 'C902')),
      'note: last answer',
    ],
    [
      'told to go, and kept for 1,001 ms',
      'P1',
      met('F1903', asked, sent(900, 'C902')),
      'fault: close not kept',
    ],
    [
      'asked again, and got an error',
      'P1',
      met('F903', asked, sent(900, 'C902', { status: 500 })),
      'warning: request refused',
    ],
    [
      'asked again, and got 503 without close',
      'P1',
      met('F903', asked, sent(900, 'K902', { status: 503 })),
      'warning: request refused',
    ],
    ['asked again in vain', 'P1', met('R1896', asked, sent(900)), 'warning: request lost'],
    ['still there', 'P1', met('open', asked), 'note: still open'],
    ['silent, ended', 'P2', met('F3'), 'pass: fine'],
    ['silent, then served', 'P16', met('F6808', sent(800, 'K802')), 'fault: still answers'],
    ['silent, then served once', 'P16', met('F804', sent(800, 'C802')), 'note: last answer'],
  ])('%s: %s', (_, id, facts, verdict) => expect(found(id, facts)).toBe(verdict));

  test.each<[when: string, end: string, portFreeMs: number | null, verdict: string]>([
    ['the port never became free', 'open', null, 'note: not told yet'],
    ['before the port was free, and gone with the listener', 'F5003', 5_000, 'note: not told yet'],
    ['before the port was free, and kept 1,000 ms', 'F6000', 5_000, 'note: not told yet'],
    ['before the port was free, and kept 1,001 ms', 'F6001', 5_000, 'fault: still answers'],
    ['when the successor got the port', 'F903', 900, 'fault: still answers'],
    ['1 ms after the successor had the port', 'F903', 899, 'fault: still answers'],
  ])('answered without close, %s', (_, end, portFreeMs, verdict) => {
    expect(found('P1', met(end, asked, sent(900, 'K902')), { portFreeMs })).toBe(verdict);
  });
});

describe('an answer in progress', () => {
  test.each<Row>([
    ['whole, with close', 'P3', met('F1250', sent(-90, 'C1248')), 'pass: fine'],
    [
      'whole, with close, and reset right behind it',
      'P3',
      met('R1250', sent(-90, 'C1248')),
      'pass: fine, warning: reset behind',
    ],
    [
      'whole, and reset when all of it had arrived long ago',
      'P14',
      met('R5000', sent(-90, 'K700')),
      'warning: stays open after its stream',
    ],
    [
      'whole, without close, ended at once',
      'P3',
      met('F1250', sent(-90, 'K1248')),
      'warning: ends without close',
    ],
    [
      'whole, without close, ended 1,000 ms later',
      'P3',
      met('F2248', sent(-90, 'K1248')),
      'warning: ends without close',
    ],
    [
      'whole, without close, ended 1,001 ms later',
      'P3',
      met('F2249', sent(-90, 'K1248')),
      'fault: stays open',
    ],
    [
      'whole, without close, never ended',
      'P3',
      met('open', sent(-90, 'K1248')),
      'fault: stays open',
    ],
    ['with close, never ended', 'P3', met('open', sent(-90, 'C1248')), 'fault: close not kept'],
    ['no answer', 'P3', met('F5', sent(-90)), 'fault: work cut'],
    [
      'cut 1 ms before the grace time is over',
      'P3',
      met('F4999', sent(-90, 'cut')),
      'fault: work cut',
    ],
    [
      'cut when the grace time is over',
      'P3',
      met('F5000', sent(-90, 'cut')),
      'warning: cut at the limit',
    ],
    [
      'an error in place of the work',
      'P3',
      met('F1250', sent(-90, 'C1248', { status: 500 })),
      'fault: work refused',
    ],
    [
      'an error in place of the work, without close, before the port was free',
      'P3',
      met('F1250', sent(-90, 'K30', { status: 500 })),
      'fault: work refused',
    ],
    [
      'sent away, though it had begun',
      'P3',
      met('F1250', sent(-90, 'C1248', { status: 503 })),
      'fault: work refused',
    ],
    [
      'ended by the connection alone',
      'P3',
      met('F1250', sent(-90, 'C1248', { framing: 'close' })),
      'warning: end unknown',
    ],
    ['whole before the signal', 'P3', met('F5', sent(-90, 'K-5')), 'skipped: fine'],
    ['whole before it can have heard it', 'P3', met('F411', sent(-90, 'K410')), 'skipped: fine'],
    ['as soon, and told to go', 'P3', met('F411', sent(-90, 'C410')), 'pass: fine'],
    ['begun, whole, ended with it', 'P4', met('F1412', sent(-90, 'K1410')), 'pass: fine'],
    [
      'begun, whole, idle afterwards',
      'P4',
      met('F7359', sent(-90, 'K1360')),
      'warning: stays open after its stream',
    ],
    ['begun, cut', 'P4', met('F5', sent(-90, 'cut')), 'fault: work cut'],
    [
      'begun, without a length',
      'P4',
      met('F1412', sent(-90, 'C1412', { framing: 'close' })),
      'warning: end unknown',
    ],
    ['unread, cut', 'P14', met('F711', sent(-90, 'cut')), 'fault: work cut'],
    ['unread, whole', 'P14', met('F900', sent(-90, 'K899')), 'pass: fine'],
  ])('%s: %s', (_, id, facts, verdict) => expect(found(id, facts)).toBe(verdict));

  test('grace is the one that was asked for', () => {
    expect(found('P3', met('F1006', sent(-90)), { graceMs: 1_000 })).toBe(
      'warning: cut at the limit',
    );
  });
});

describe('half a request', () => {
  test.each<Row>([
    ['head ended without a word', 'P5', met('F3', sent(null)), 'note: no word'],
    ['head reset', 'P5', met('R3', sent(null)), 'warning: reset idle'],
    ['head answered 503', 'P5', met('F3', sent(null, 'C2', { status: 503 })), 'pass: sent away'],
    ['head completed, answered with close', 'P17', met('F603', sent(600, 'C602')), 'pass: fine'],
    [
      'head completed, 503 with close',
      'P17',
      met('F603', sent(600, 'C602', { status: 503 })),
      'pass: fine',
    ],
    [
      'head completed, an error',
      'P17',
      met('F603', sent(600, 'C602', { status: 500 })),
      'warning: request refused',
    ],
    [
      'body completed, an error',
      'P6',
      met('F624', sent(600, 'K622', { status: 500 })),
      'fault: work refused',
    ],
    [
      'first an error, second answered',
      'P7',
      met('F1254', sent(-90, 'K1252', { status: 500 }), sent(-90, 'K1253')),
      'fault: work refused',
    ],
    ['head completed, served on', 'P17', met('F6611', sent(600, 'K602')), 'fault: stays open'],
    ['head completed, lost', 'P17', met('R608', sent(600)), 'warning: request lost'],
    ['head answered before it was complete', 'P5', met('F3', sent(null, 'K-50')), 'skipped: fine'],
    ['body ended', 'P6', met('F3', sent(null)), 'fault: upload cut'],
    ['body ended at a limit', 'P6', met('F5001', sent(600)), 'warning: cut at the limit'],
    ['body completed, answered with close', 'P6', met('F603', sent(600, 'C602')), 'pass: fine'],
    [
      'body completed, ended without close',
      'P6',
      met('F624', sent(600, 'K622')),
      'warning: ends without close',
    ],
    ['body completed, kept open', 'P6', met('open', sent(600, 'K622')), 'fault: stays open'],
    ['both cut', 'P7', met('F5', sent(-90), sent(-90)), 'fault: work cut'],
    [
      'first with close, second unanswered',
      'P7',
      met('F1249', sent(-90, 'C1247'), sent(-90)),
      'pass: fine',
    ],
    [
      'first with close, second answered',
      'P7',
      met('F1249', sent(-90, 'C1247'), sent(-90, 'C1248')),
      'fault: close not kept',
    ],
    ['second with close', 'P7', met('F1254', sent(-90, 'K1252'), sent(-90, 'C1253')), 'pass: fine'],
    [
      'both without, kept open',
      'P7',
      met('F7252', sent(-90, 'K1252'), sent(-90, 'K1253')),
      'fault: stays open',
    ],
    [
      'second lost without a word',
      'P7',
      met('F1253', sent(-90, 'K1252'), sent(-90)),
      'warning: ends without close',
    ],
  ])('%s: %s', (_, id, facts, verdict) => expect(found(id, facts)).toBe(verdict));
});

describe('busy, then asks again', () => {
  const slow = sent(-90, 'K1250');
  test.each<Row>([
    ['told to go', 'P13', met('F1251', sent(-90, 'C1250')), 'pass: fine'],
    [
      'served on',
      'P13',
      met('F8000', slow, sent(1_252, 'K1254'), sent(1_555, 'K1556')),
      'fault: still answers',
    ],
    [
      'served on, then told to go',
      'P13',
      met('F1560', slow, sent(1_252, 'K1254'), sent(1_555, 'C1556')),
      'fault: still answers',
    ],
    [
      'served once, with close',
      'P13',
      met('F1256', slow, sent(1_252, 'C1254')),
      'note: last answer',
    ],
    [
      'sent away with 503',
      'P13',
      met('F1256', slow, sent(1_252, 'C1254', { status: 503 })),
      'pass: sent away',
    ],
    ['lost', 'P13', met('R1253', slow, sent(1_252)), 'warning: request lost'],
    ['ended first', 'P13', met('F1251', slow), 'warning: ends without close'],
    ['its slow answer cut', 'P13', met('F5', sent(-90)), 'fault: work cut'],
  ])('%s: %s', (_, id, facts, verdict) => expect(found(id, facts)).toBe(verdict));
});

test('one answer too many is told with its number, and how long the port was not its own', () => {
  const facts = met('F1560', sent(-90, 'K1250'), sent(1_252, 'K1254'), sent(1_555, 'C1556'));
  expect(judge('P13', facts, context)[0]?.reason).toBe(
    '1 of 2 answered by the OLD process; the new one had the port 1.21 s before',
  );
});

describe('long-lived connections', () => {
  const webSocket = (end: string, closeCode: number | null): Met => ({
    kind: 'connection',
    connection: { ...connection(end), closeCode },
  });
  const session = (end: number | null, goaways: number[] = []): Http2Session => ({
    goaways: goaways.map((ms) => ({ code: 0, lastStream: 1, ms })),
    stream: null,
    endMs: end,
  });
  const busy = (whole: boolean, end: number | null, goaways: number[] = []): Http2Session => ({
    ...session(end, goaways),
    stream: { status: whole ? 200 : null, whole, endMs: whole ? 1_250 : null },
  });
  test.each<Row>([
    ['goodbye, 1001', 'P8', webSocket('F9', 1001), 'pass: fine'],
    ['goodbye, restart', 'P8', webSocket('F9', 1012), 'pass: fine'],
    ['goodbye, an error', 'P8', webSocket('F9', 1011), 'note: fine'],
    ['no goodbye', 'P8', webSocket('F9', null), 'warning: no close frame'],
    ['still open', 'P8', webSocket('open', null), 'note: still open'],
    ['stream ended by FIN', 'P9', met('F2503', sent(-90, 'cut')), 'pass: fine'],
    ['stream ended in order', 'P9', met('F3009', sent(-90, 'K3009')), 'note: orderly end'],
    ['stream reset', 'P9', met('R3', sent(-90, 'cut')), 'warning: reset idle'],
    ['stream still open', 'P9', met('open', sent(-90, 'cut')), 'note: still open'],
    [
      'sessions told',
      'P10',
      { kind: 'http2', idle: session(4, [3]), busy: busy(true, 1_260, [4]) },
      'pass: fine, pass: fine',
    ],
    [
      'session not told',
      'P10',
      { kind: 'http2', idle: session(4), busy: null },
      'warning: no GOAWAY',
    ],
    [
      'its stream cut',
      'P10',
      { kind: 'http2', idle: session(4, [3]), busy: busy(false, 4, [3]) },
      'fault: stream cut, pass: fine, pass: fine',
    ],
    [
      'its stream cut at a limit',
      'P10',
      { kind: 'http2', idle: session(4, [3]), busy: busy(false, 5_000, [3]) },
      'warning: cut at the limit, pass: fine, pass: fine',
    ],
    [
      'session still open',
      'P10',
      { kind: 'http2', idle: session(null), busy: null },
      'note: still open',
    ],
  ])('%s: %s', (_, id, facts, verdict) => expect(found(id, facts)).toBe(verdict));
});

describe('new connections, and the race', () => {
  const came = (...outcomes: [atMs: number, Arrival['outcome'], status?: number][]): Met => ({
    kind: 'arrivals',
    arrivals: outcomes.map(([atMs, outcome, status = null]) => ({
      atMs,
      outcome,
      status,
      close: status === 503,
    })),
  });
  const race = (...runs: string[]): Met => ({ kind: 'race', runs, fromMs: 0 });
  test.each<Row>([
    ['refused', 'P11', came([14, 'refused']), 'pass: fine'],
    [
      'served until the successor had the port',
      'P11',
      came([8, 'answered'], [30, 'answered'], [62, 'successor']),
      'pass: fine',
    ],
    ['sent away with 503', 'P11', came([8, 'answered', 503], [30, 'refused']), 'pass: sent away'],
    [
      'one dropped from the queue at 250 ms',
      'P11',
      came([250, 'lost'], [262, 'refused']),
      'note: newcomer race',
    ],
    [
      'let in, and answered 500',
      'P11',
      came([8, 'answered', 200], [30, 'answered', 500], [62, 'refused']),
      'fault: newcomer refused',
    ],
    ['all answered', 'P12', race('KKKCCC'), 'pass: fine'],
    ['all warned', 'P12', race('ffffrr'), 'pass: fine'],
    ['one lost of twelve', 'P12', race('KKKfff', 'KKFfff'), 'note: race'],
    ['all lost', 'P12', race('RRRRRR'), 'note: race'],
  ])('%s: %s', (_, id, facts, verdict) => expect(found(id, facts)).toBe(verdict));

  test.each<[atMs: number, portFreeMs: number, verdict: string]>([
    [251, 502, 'fault: newcomer lost'],
    [252, 502, 'note: newcomer race'],
  ])('one dropped at %i ms, the port free at %i', (atMs, portFreeMs, verdict) => {
    const facts = came([atMs, 'lost'], [portFreeMs, 'refused']);
    expect(found('P11', facts, { portFreeMs })).toBe(verdict);
  });

  test.each<[portFreeMs: number | null, verdict: string]>([
    [258, 'note: newcomer race'],
    [259, 'fault: newcomer lost'],
    [null, 'fault: newcomer lost'],
  ])('one let in at 8 ms and left to wait, the port free at %s', (portFreeMs, verdict) => {
    const facts = came([8, 'hung'], [1_020, 'refused']);
    expect(found('P11', facts, { portFreeMs })).toBe(verdict);
  });

  test('left to wait in the queue of a socket that is not the server’s', () => {
    const facts = came([8, 'answered'], [30, 'hung'], [1_050, 'hung']);
    expect(found('P11', facts, { portFreeMs: null, outside: true })).toBe('pass: fine');
    expect(found('P11', facts, { portFreeMs: null })).toBe('fault: newcomer lost');
    const dropped = came([8, 'hung'], [1_050, 'lost']);
    expect(found('P11', dropped, { portFreeMs: null, outside: true })).toBe('fault: newcomer lost');
  });

  test('404 is an error where it was none before, and 429 counts our own requests', () => {
    const all = (status: number): Met => came([8, 'answered', 200], [30, 'answered', status]);
    expect(found('P11', all(404), { usualStatus: 200 })).toBe('fault: newcomer refused');
    expect(found('P11', all(404), { usualStatus: 401 })).toBe('pass: fine');
    expect(found('P11', all(404))).toBe('pass: fine');
    expect(found('P11', all(429), { usualStatus: 200 })).toBe('pass: fine');
  });

  test.each<[refusedAt: number, verdict: string]>([
    [502, 'note: newcomer race'],
    [503, 'fault: newcomer lost'],
  ])('one dropped at 252 ms, the next refused at %i, the port seen free late', (ms, verdict) => {
    const facts = came([252, 'lost'], [ms, 'refused']);
    expect(found('P11', facts, { portFreeMs: 900 })).toBe(verdict);
  });

  test('some answered 500, and one lost: each fault has its cure', () => {
    const facts = came([8, 'answered', 500], [400, 'lost'], [900, 'refused']);
    const verdict = 'fault: newcomer lost, fault: newcomer refused';
    expect(found('P11', facts, { portFreeMs: 900 })).toBe(verdict);
  });

  test('the race is counted over all runs', () => {
    const [finding] = judge('P12', race('KCfrFR', 'KKKKK?'), context);
    expect(finding?.reason).toBe('7 answered, 3 lost, 2 not sent (KCfrFR KKKKK?)');
  });

  test('the second signal', () => {
    const ending = { how: 'exit', code: null, signal: 'SIGTERM', ms: 301 } as const;
    const second = (exchange: Exchange): Met => ({
      kind: 'second signal',
      connection: { ...connection('F301'), exchanges: [exchange] },
      ending,
    });
    expect(found('P15', second(sent(-90)))).toBe('note: second signal cuts');
    expect(found('P15', second(sent(-90, 'C1250')))).toBe('pass: fine');
  });
});

test('--explain names every rule that a probe was seen to find', () => {
  expect(seen.length).toBeGreaterThan(80);
  for (const [id, findings] of seen) {
    for (const { rule } of findings) {
      if (rule !== 'fine') expect(probeOf(id).mayFind, `${id} finds “${rule}”`).toContain(rule);
    }
  }
});
