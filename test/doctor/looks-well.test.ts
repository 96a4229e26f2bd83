import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Examination } from '../../code/doctor/examination.ts';
import { examine } from '../../code/doctor/examine.ts';
import type { ExamineOptions } from '../../code/doctor/options.ts';
import { reportText } from '../../code/doctor/report/text.ts';
import { findProgram } from '../../code/lab/find-program.ts';
import { needs } from '../helpers/needs.ts';

/** Stops that look well on the wire, or bad, as long as nobody asks what they did to an answer. */
const server = fileURLToPath(new URL('../specimens/faulty/answers.ts', import.meta.url));
const stopped = (way: string, options: ExamineOptions) =>
  examine({ command: [process.execPath, server, way], ...options });
const rules = ({ probes, findings }: Examination) => [
  ...probes.flatMap(({ id, findings }) =>
    findings.filter(({ level }) => level === 'fault').map(({ rule }) => `${id} ${rule}`),
  ),
  ...findings.filter(({ level }) => level === 'fault').map(({ rule }) => rule),
];
const slow = { slow: '/slow' };

describe.concurrent('A form that is well, and not the usual answer', () => {
  test.each<[way: string, paths: ExamineOptions['paths'], only: ExamineOptions['only'], string[]]>([
    ['empty', slow, ['P3'], ['P3 answer cut short']],
    ['404', slow, ['P3'], ['P3 work refused']],
    ['503', slow, ['P3'], ['P3 work refused']],
    ['half', slow, ['P3'], ['P3 answer cut short']],
    ['always-close', { stream: '/stream' }, ['P4'], ['P4 answer cut short']],
    ['cuts-the-old', { slow: '/old' }, ['P3'], ['P3 work cut']],
    ['takes-half', { upload: '/upload' }, ['P6'], ['P6 upload cut']],
    ['cuts-the-third', slow, ['P3', 'P7', 'P13'], ['P13 work cut']],
    ['cuts-the-used', slow, ['P3', 'P13'], ['P13 work cut']],
    ['moved', slow, ['P3'], ['P3 work refused']],
    ['not-found', {}, ['P11'], ['P11 newcomer refused', 'port kept']],
    ['cuts-new-work', slow, ['P2', 'P11'], ['P11 newcomer lost', 'port kept']],
  ])('%s', async (way, paths, only, faults) => {
    expect(rules(await stopped(way, { paths, only }))).toEqual(faults);
  });

  test('work that waits for what the stop has closed was due long before the limit', async () => {
    const options = { paths: slow, only: ['P3'] as const, env: { SLOW_MS: '600' } };
    const found = await stopped('waits-for-the-closed', { ...options, graceMs: 1_000 });
    expect(rules(found)).toEqual(['P3 answer never came']);
    expect(found.probes[0]?.reason).toMatch(/^no answer in .* s; without a stop it takes /);
  });

  test('a stream of HTTP/2 that is answered 503', async () => {
    const found = await stopped('http2', { paths: slow, h2: true, only: ['P10'] });
    expect(rules(found)).toEqual(['P10 work refused']);
  });
});

describe.concurrent('What cannot be told is not called graceful, nor a fault', () => {
  test.each<[way: string, options: ExamineOptions, why: RegExp]>([
    ['in-haste', { paths: slow }, /at the signal; without a stop it takes/],
    [
      'error-inside',
      { paths: slow },
      /^answered with 2 bytes, without a stop with 4 bytes: perhaps/,
    ],
    ['always-404', { paths: slow }, /^answered 404, and 404 without a stop, too$/],
    ['always-503', { paths: slow }, /^answered 503, and 503 without a stop, too$/],
    [
      'takes-long',
      { paths: slow, env: { SLOW_MS: '3000' }, capMs: 1_000, graceMs: 500 },
      /^no answer in .*; without a stop it takes/,
    ],
  ])('%s', async (way, options, why) => {
    const found = await stopped(way, { ...options, only: ['P3'] });
    expect(found.unseen.map((each) => each.why)).toEqual([expect.stringMatching(why)]);
    expect(rules(found)).toEqual([]);
    expect(found.diagnoses).toEqual(['cannot tell']);
  });
});

test.concurrent('a probe that was asked for without its path: name the path', async () => {
  const found = await stopped('well', { only: ['P3', 'P8', 'P10'] });
  expect(found.diagnoses).toEqual(['cannot tell']);
  expect(found.unseen.map(({ id, remedy }) => `${id}: ${remedy}`)).toEqual([
    'P3: name its path: --slow /slow',
    'P8: name its path: --ws /ws',
    'P10: say that it speaks HTTP/2: --h2',
  ]);
});

describe.concurrent('Not called a fault', () => {
  test('close in a second line', async () => {
    const found = await stopped('says-it-in-two-lines', { only: ['P17'] });
    expect(found.probes[0]?.reason).toMatch(/, with close$/);
  });

  test('newcomers that are answered as late as ever', async () => {
    const found = await stopped('takes-its-time', { only: ['P11'] });
    expect(rules(found)).toEqual([]);
    expect(found.findings.map(({ rule }) => rule)).toContain('drained');
  });

  test('an answer that always ends with its connection', async () => {
    const found = await stopped('well', { paths: { slow: '/old' }, only: ['P3'] });
    expect(found.probes[0]?.findings.map(({ rule }) => rule)).toEqual(['end unknown']);
  });
});

test.concurrent('An answer that a reset follows is whole here: GRACEFUL, and what it may cost', async () => {
  const found = await stopped('resets', { paths: slow, only: ['P2', 'P3', 'P5', 'P11', 'P1'] });
  expect(found.diagnoses).toEqual(['graceful']);
  const answer = found.probes.find(({ id }) => id === 'P3');
  expect(answer?.level).toBe('warning');
  expect(answer?.reason).toMatch(/, and reset right behind it$/);
  const text = reportText(found, { color: false, width: Number.POSITIVE_INFINITY });
  expect(text).toMatch(/^Diagnosis: GRACEFUL, but a reset follows on whole answers/m);
});

test.concurrent('What holds a process is named: a second socket that listens', async () => {
  const found = await stopped('listens-twice', { only: ['P11'], capMs: 1_500 });
  expect(rules(found)).toEqual(['held by nothing of HTTP']);
  expect(found.findings[0]?.reason).toMatch(
    /it still has its listening socket on 127\.0\.0\.1:\d+$/,
  );
});

describe.concurrent('Whoever comes after it', () => {
  test('is found no more: the file of its socket was removed', async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'still-answering-test-'));
    const socket = join(folder.path, 's');
    const options = { socket, env: { SOCKET_PATH: socket }, paths: slow };
    const found = await stopped('removes-the-file', { ...options, only: ['P3', 'P11'] });
    expect(rules(found)).toEqual(['socket file removed']);
    const well = await stopped('well', { ...options, only: ['P3', 'P11'] });
    expect(rules(well)).toEqual([]);
  });

  test('is kept out by somebody whom the server has handed its socket', async () => {
    const found = await stopped('hands-over', { only: ['P11'], capMs: 1_500, drainMs: 3_000 });
    // Whom the first let in is lost when it ends: that is a matter of luck.
    expect(rules(found)).toEqual(expect.arrayContaining(['port kept', 'left behind']));
  });

  test('does not get its address: its sockets had no SO_REUSEADDR', async (ctx) => {
    needs(ctx, 'python3', findProgram(['python3'], process.env));
    const program = `
import http.server, os, signal, threading
class Server(http.server.ThreadingHTTPServer): allow_reuse_address = False
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.send_header('Content-Length', '2'); self.end_headers()
        self.wfile.write(b'ok')
server = Server(('127.0.0.1', int(os.environ['PORT'])), Handler)
signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
server.serve_forever()
server.socket.close()
`;
    const command = ['python3', '-c', program];
    const found = await examine({ command, only: ['P11'], capMs: 1_500 });
    expect(rules(found)).toEqual(['address in use']);
  });

  test.each<[paths: ExamineOptions['paths'], only: ExamineOptions['only']]>([
    [slow, ['P3']],
    [{ stream: '/stream' }, ['P4']],
  ])('answers on when its container has ended: %o', async (paths, only) => {
    const line = `${process.execPath} ${server} well & P=$!; trap 'kill -TERM $P; exit 0' TERM; wait`;
    const found = await examine({ command: ['sh', '-c', line], paths, only });
    expect(rules(found)).toEqual(['ended first']);
    expect(found.diagnoses).toEqual(['orphaned']);
  });
});
