import { describe, expect, test } from 'vitest';
import { listLessons } from '../../code/course/lessons.ts';
import type { Arrival, Finding } from '../../code/doctor/examination.ts';
import { diagnose, worst } from '../../code/doctor/verdicts/diagnose.ts';
import { find, type RuleName, ruleOf, rules } from '../../code/doctor/verdicts/rules.ts';
import { judgeStop, type Stop } from '../../code/doctor/verdicts/stop.ts';
import { lastLesson } from '../../code/doctor/verdicts/words.ts';

// Facts by hand. The successor has the port at 40 ms; grace is 5 s, the cap 10 s.
describe('the stop as a whole', () => {
  const stop: Stop = {
    signal: 'SIGTERM',
    signalArrived: true,
    chain: [{ pid: 10, program: 'node server.js' }],
    leftBehind: [],
    leftAlone: [],
    portFreeMs: 40,
    ending: { how: 'exit', code: 0, signal: null, ms: 1_400 },
    graceMs: 5_000,
    capMs: 10_000,
    holders: [],
    longer: [],
    servedOn: null,
    probes: [],
    worked: true,
    count: null,
    phases: { firstSign: null, leaving: null, readyTurnedMs: null },
    arrivals: null,
    drainMs: null,
    came: [],
    went: [],
    blocked: null,
    holding: { outgoing: [], listening: [], children: [] },
    stranger: null,
    keeper: null,
    cutMs: [],
  };
  const bySignal = { how: 'exit', code: null, signal: 'SIGTERM', ms: 20 } as const;
  const held = { how: 'after we left', code: 0, signal: null, ms: 10_020 } as const;
  const alive = { how: 'alive', code: null, signal: null, ms: null } as const;
  const one: Arrival = { atMs: 8, outcome: 'answered', status: 200, close: false };
  const answered = [one, { ...one, atMs: 700 }];
  const worker = { pid: 11, parent: 10, program: 'worker', ms: 2 };
  const nothing = { firstSign: null, leaving: null, readyTurnedMs: null };
  const acted = { ...nothing, firstSign: { ms: 2, what: 'a connection ended' } };
  const says = { ...nothing, leaving: { ms: 2, what: 'an answer with close' } };
  const cut = [find('work cut', 'no answer')];
  test.each<[string, Partial<Stop>, string]>([
    ['it ended with 0', {}, 'pass: fine'],
    ['ended with 1', { ending: { ...stop.ending, code: 1 } }, 'warning: exit status'],
    ['crashed', { ending: { ...bySignal, signal: 'SIGSEGV' } }, 'warning: exit status'],
    ['died by the signal after a drain', { ending: bySignal }, 'pass: fine'],
    [
      'died by the signal, nothing in progress',
      { ending: bySignal, worked: false },
      'note: died by the signal',
    ],
    ['died by the signal, work cut', { ending: bySignal, probes: cut }, 'fault: no handler'],
    [
      'died by it later, work cut: somebody handled it',
      { ending: { ...bySignal, ms: 1_010 }, probes: cut, cutMs: [1_008] },
      'pass: fine',
    ],
    [
      'died by it, work cut at once, and seen to end late',
      { ending: { ...bySignal, ms: 555 }, probes: cut, cutMs: [11] },
      'fault: no handler',
    ],
    ['attached: no status is known', { ending: { ...stop.ending, code: null } }, 'pass: fine'],
    ['port free after 1,000 ms', { portFreeMs: 1_000 }, 'pass: fine'],
    [
      'served on until then',
      { portFreeMs: 5_000, arrivals: answered },
      'note: drained, pass: fine',
    ],
    [
      'served on longer than was said',
      { portFreeMs: 5_000, arrivals: answered, drainMs: 3_999 },
      'fault: port kept, pass: fine',
    ],
    [
      'let in for nothing until then',
      { portFreeMs: 1_001, arrivals: [{ ...one, atMs: 750, outcome: 'hung' }] },
      'fault: port kept, pass: fine',
    ],
    [
      'caught in the queue at its end',
      { portFreeMs: 1_001, arrivals: [one, { ...one, atMs: 752, outcome: 'lost' }] },
      'note: drained, pass: fine',
    ],
    [
      'held by somebody outside: socket activation',
      { portFreeMs: null, stranger: { pid: 1, program: 'systemd' } },
      'note: port of another, pass: fine',
    ],
    [
      'nobody let in, and its address taken all the same',
      { portFreeMs: 1_012, arrivals: [one, { ...one, atMs: 11, outcome: 'refused' }] },
      'fault: port kept, pass: fine',
    ],
    [
      'refused a little before it was free',
      { portFreeMs: 1_011, arrivals: [one, { ...one, atMs: 11, outcome: 'refused' }] },
      'note: drained, pass: fine',
    ],
    [
      'others answered after it had ended',
      { servedOn: { endedMs: 10, untilMs: 2_000 } },
      'pass: fine, fault: ended first',
    ],
    ['it waits for work that usually takes longer', { ending: alive, longer: ['P3'] }, ''],
    [
      'held beside work that usually takes longer',
      { ending: alive, longer: ['P3'], holders: ['P2'] },
      'fault: held',
    ],
    [
      'new workers in place of the old ones, which say that they leave',
      {
        ...{ portFreeMs: null, ending: alive, came: [{ ...worker, pid: 12 }], went: [worker] },
        ...{ arrivals: answered, phases: says },
      },
      'fault: meant reload',
    ],
    [
      'the file of its socket removed',
      { socketTaken: true },
      'fault: socket file removed, pass: fine',
    ],
    [
      'port never free, and nobody listens there',
      { portFreeMs: null, isDeserted: true },
      'fault: address in use, pass: fine',
    ],
    [
      'nobody listens there, and the process stays',
      { portFreeMs: null, isDeserted: true, ending: alive },
      'fault: address in use',
    ],
    ['port never free', { portFreeMs: null }, 'fault: port kept, pass: fine'],
    [
      'port never free, and nobody is served',
      { portFreeMs: null, ending: alive, arrivals: [one, { ...one, outcome: 'hung' }] },
      'fault: port kept',
    ],
    [
      '503 to everybody until then',
      { portFreeMs: 5_000, arrivals: [one, { ...one, status: 503 }] },
      'warning: turned away, pass: fine',
    ],
    [
      '500 to everybody until then',
      { portFreeMs: 5_000, arrivals: [one, { ...one, status: 500 }] },
      'fault: port kept, pass: fine',
    ],
    [
      'a worker is started anew, beside the successor',
      { ending: alive, went: [worker], came: [{ ...worker, pid: 12, program: '/bin/worker -n' }] },
      'fault: meant reload',
    ],
    [
      'something else is started, beside the successor',
      { ending: alive, went: [worker], came: [{ ...worker, pid: 12, program: 'sleep 9' }] },
      'fault: held by nothing of HTTP',
    ],
    [
      'cut in a worker, before its parent ended',
      { cutMs: [900, 1_000], went: [{ ...worker, ms: 1_100 }] },
      'pass: fine, note: workers ended',
    ],
    ['cut with the process', { cutMs: [1_400], went: [worker] }, 'pass: fine'],
    [
      'cut behind a wrapper that ends with it, as su(1) does',
      { cutMs: [1_410], chain: [{ pid: 10, program: 'su' }, worker] },
      'pass: fine, note: workers ended',
    ],
    [
      'cut behind a wrapper, at once',
      { cutMs: [20], chain: [{ pid: 10, program: 'sh' }, worker] },
      'pass: fine',
    ],
    [
      'cut in the process that has no workers, and is seen to end',
      { cutMs: [900], went: [{ ...worker, pid: 10 }] },
      'pass: fine',
    ],
    ['it listens on', { portFreeMs: null, ending: held, holders: ['P1'] }, 'fault: signal ignored'],
    [
      'new workers in place of the old ones: a reload',
      { portFreeMs: null, ending: alive, came: [worker], went: [worker], arrivals: answered },
      'fault: meant reload',
    ],
    [
      'connections ended, and it listens on: a reload',
      { portFreeMs: null, ending: alive, phases: acted, arrivals: answered },
      'fault: meant reload',
    ],
    [
      'workers still come when the signal does, and nobody is served in the end: no reload',
      {
        ...{ portFreeMs: null, ending: alive, came: [worker], went: [worker] },
        arrivals: [one, { ...one, outcome: 'hung' }],
      },
      'fault: port kept',
    ],
    [
      'HUP is questioned',
      { signal: 'SIGHUP', portFreeMs: null, ending: alive },
      'note: is it a stop',
    ],
    [
      'it says that it leaves, and never does',
      { portFreeMs: null, ending: alive, phases: says },
      'fault: port kept',
    ],
    ['128 and the number of the signal', { ending: { ...stop.ending, code: 143 } }, 'pass: fine'],
    ['one at a time', { blocked: 'one' }, 'pass: fine, warning: one at a time'],
    ['held by idle ones', { ending: held, holders: ['P1', 'P9'] }, 'fault: held'],
    ['held by streams', { ending: held, holders: ['P8', 'P9'] }, 'fault: held by endless ones'],
    [
      'held by streams, cap below grace',
      { ending: held, holders: ['P9'], capMs: 4_999 },
      'warning: held by endless ones',
    ],
    [
      'held by streams, cap at grace',
      { ending: held, holders: ['P9'], capMs: 5_000 },
      'fault: held by endless ones',
    ],
    ['held by nothing of ours', { ending: held }, 'fault: held by nothing of HTTP'],
    ['held alone, not with others', { holders: ['P2'] }, 'fault: held, pass: fine'],
    ['signal kept by a wrapper', { signalArrived: false, portFreeMs: null }, 'fault: signal kept'],
    [
      'children left behind',
      { leftBehind: [{ pid: 11, program: 'worker' }] },
      'pass: fine, fault: left behind',
    ],
    [
      'a child left behind by one kind alone',
      { leftAlone: ['P2'] },
      'pass: fine, fault: left behind',
    ],
    [
      'all executed were answered',
      { count: { sent: 3, answered: 2, refused: 1, executed: 2 } },
      'pass: fine, pass: fine',
    ],
    [
      'refusals net no losses away',
      { count: { sent: 6, answered: 0, refused: 4, executed: 2 } },
      'fault: executed unanswered, pass: fine',
    ],
    [
      'one executed and not answered',
      { count: { sent: 3, answered: 2, refused: 0, executed: 3 } },
      'fault: executed unanswered, pass: fine',
    ],
    [
      'the count is lost',
      { count: { sent: 3, answered: 2, refused: 0, executed: null } },
      'note: count unknown, pass: fine',
    ],
  ])('%s', (_, facts, verdict) => {
    const findings = judgeStop({ ...stop, ...facts });
    expect(findings.map(({ level, rule }) => `${level}: ${rule}`).join(', ')).toBe(verdict);
  });

  test('who has the port, and after how long a worker was ended, is told', () => {
    const told = (facts: Partial<Stop>) =>
      judgeStop({ ...stop, ...facts }).map(({ reason }) => reason);
    const keeper = { pid: 12, program: 'sleep 40' };
    expect(told({ portFreeMs: null, keeper })[0]).toBe(
      'the port did not become free: sleep 40 (pid 12) has it',
    );
    expect(told({ cutMs: [900], went: [{ ...worker, ms: 1_100 }] })[1]).toBe(
      'work was cut after 900 ms in worker (pid 11), before its parent, which ended after 1.4 s',
    );
    expect(told({ cutMs: [1_410], chain: [{ pid: 10, program: 'su' }, worker] })[1]).toBe(
      'work was cut after 1.41 s in a worker, together with its parent, which ended after 1.4 s',
    );
  });

  test('the chain is named from the one that got the signal to the one that listens', () => {
    const chain = ['npm start', 'sh -c node s.js', 'node s.js'].map((program, n) => ({
      pid: n,
      program,
    }));
    const [finding] = judgeStop({ ...stop, chain, signalArrived: false });
    expect(finding?.reason).toContain(
      'npm start (pid 0) > sh -c node s.js (pid 1) > node s.js (pid 2)',
    );
  });
});

describe('the diagnoses', () => {
  const fault = (rule: RuleName): Finding => ({
    rule,
    level: 'fault',
    reason: '',
    rfc: null,
    lesson: null,
    cure: '',
    patch: null,
  });
  const all = { unseen: [], complete: true };
  test.each<[RuleName[], string[]]>([
    [[], ['graceful']],
    [['still answers'], ['still answering']],
    [['stays open', 'close not kept'], ['still answering']],
    [['work cut', 'no handler'], ['abrupt']],
    [['held'], ['stubborn']],
    [['signal kept'], ['orphaned']],
    [
      ['held', 'upload cut', 'still answers'],
      ['still answering', 'abrupt', 'stubborn'],
    ],
    [
      ['work cut', 'executed unanswered'],
      ['executed unanswered', 'abrupt'],
    ],
  ])('%j make %j', (names, diagnoses) => {
    expect(diagnose(names.map(fault), all)).toEqual(diagnoses);
  });

  test('warnings and notes make none', () => {
    expect(diagnose([{ ...fault('held'), level: 'warning' }], all)).toEqual(['graceful']);
  });

  test('what ends as a crash does is never graceful, though nobody lost anything', () => {
    expect(diagnose([{ ...fault('exit status'), level: 'warning' }], all)).toEqual(['no fault']);
  });

  test('what was not seen is never graceful, and a fault beside it is said, too', () => {
    const unseen = [{ id: 'P3' as const, why: '', remedy: '' }];
    expect(diagnose([], { ...all, unseen })).toEqual(['cannot tell']);
    expect(diagnose([fault('work cut')], { ...all, unseen })).toEqual(['abrupt', 'cannot tell']);
    expect(diagnose([], { ...all, complete: false })).toEqual(['no fault']);
  });

  test('the worst of some levels', () => {
    expect(worst(['pass', 'warning', 'note'])).toBe('warning');
    expect(worst([])).toBe('skipped');
  });

  test('every rule that can be a fault belongs to one', () => {
    const faults = Object.keys(rules).filter((name) => ruleOf(name)?.level === 'fault');
    expect(faults.filter((name) => !ruleOf(name)?.diagnosis)).toEqual([]);
  });
});

test('The doctor sends people to every lesson that is written, and to no other', () => {
  const written = listLessons().filter(({ page }) => page);
  expect(lastLesson).toBe(Math.max(...written.map(({ number }) => number)));
  expect(written).toHaveLength(lastLesson);
});
