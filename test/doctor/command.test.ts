import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempDisposable, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { until } from '../../code/base/until.ts';
import { Examination } from '../../code/doctor/examination.ts';
import { reportText } from '../../code/doctor/report/text.ts';
import { markOfOurs } from '../helpers/mark-of-ours.ts';
import { callCli, startCli } from '../helpers/run-cli.ts';

const ours = markOfOurs();
const specimens = fileURLToPath(new URL('../specimens/faulty/', import.meta.url));
const node = (file: string, ...args: string[]) => [
  '--',
  process.execPath,
  specimens + file,
  ...args,
];
const closeAll = node('node-http.ts', 'close-all', ours.word);

afterAll(() => {
  expect(ours.alive(), 'nothing that was started outlives its command').toEqual([]);
});

describe.concurrent('npm run doctor', () => {
  test('says what each connection met, the diagnosis, and what to do; a fault is exit 1', async () => {
    const { status, stdout } = await callCli(['doctor', '--slow', '/slow', ...closeAll]);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^sent SIGTERM to \d+; watching/m);
    expect(stdout).toMatch(/^ {2}P1 {3}idle +pass +FIN after \d+ ms$/m);
    expect(stdout).toMatch(/^ {2}P3 {3}slow answer +FAULT +no answer, FIN after/m);
    expect(stdout).toMatch(/not examined: P4 \(no --stream\), P6 \(no --upload\)/);
    expect(stdout).toMatch(/^Diagnosis: ABRUPT\n- P3, P7: Wait for answers in progress/m);
  });

  test('without a path for work in progress it says how little it saw; no fault is exit 0', async () => {
    const { status, stdout } = await callCli(['doctor', '--only', 'P1,p2', ...closeAll]);
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /Diagnosis: NO FAULT in P1, P2, which is too little to call it graceful\n/,
    );
    expect(stdout).not.toContain('P5');
  });

  test('--json prints the examination alone, as its schema has it', async () => {
    const { stdout } = await callCli(['doctor', '--json', '--only', 'P1', ...closeAll]);
    const found = Examination.parse(JSON.parse(stdout));
    expect(found.probes.map(({ id, level }) => [id, level])).toEqual([['P1', 'pass']]);
  });

  test('--json says of a fault what to do, and at which line to begin; of what is well nothing', async () => {
    const line = ['doctor', '--json', '--only', 'P1,P3', '--slow', '/slow', ...closeAll];
    const found = Examination.parse(JSON.parse((await callCli(line)).stdout));
    const [idle, slow] = found.probes.map(({ findings }) => findings[0]);
    expect(idle).toMatchObject({ level: 'pass', cure: '', patch: null });
    expect(slow).toMatchObject({
      level: 'fault',
      cure: expect.stringMatching(/^Wait for answers in progress .* In Node, close\(\)/),
      patch: {
        file: 'test/specimens/faulty/node-http.ts',
        text: expect.stringContaining("'SIGTERM'"),
        hint: 'SIGTERM is handled here',
      },
    });
    const server = await readFile(`${specimens}node-http.ts`, 'utf8');
    const { line: number, text } = slow?.patch ?? {};
    expect(server.split('\n')[(number ?? 0) - 1]).toContain(text);
  });

  test('a baseline of before there were cures is read as it was', async () => {
    const line = ['doctor', '--json', '--only', 'P1', ...closeAll];
    const before = JSON.parse((await callCli(line)).stdout);
    for (const { findings } of before.probes)
      for (const finding of findings) {
        delete finding.cure;
        delete finding.patch;
      }
    expect(Examination.parse(before).probes[0]?.findings[0]).toMatchObject({
      cure: '',
      patch: null,
    });
  });

  test('--explain tells of a probe, with sources, and starts nothing', async () => {
    const { status, stdout } = await callCli(['doctor', '--explain', '13']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^P13 busy, then asks again\n/);
    expect(stdout).toMatch(/^fault: still answers \(RFC 9112 section 9.6, lesson 10\)$/m);
  });

  test('the command behind -- arrives as it was typed, without a shell', async () => {
    const words = ['--port', '1', ';id', '$(id)', 'a b', ''];
    const { status, stderr } = await callCli([
      ...[
        'doctor',
        '--',
        process.execPath,
        '-e',
        'console.log(JSON.stringify(process.argv.slice(1)))',
      ],
      ...['--', ...words],
    ]);
    expect(status).toBe(2);
    expect(stderr).toContain(JSON.stringify(words));
  });

  test.each([
    ['--pid 0 --port 3000', /no process to examine/],
    ['--pid -1 --port 3000', /no process to examine|argument missing/],
    ['--pid 1e3 --port 3000', /no process to examine/],
    ['--port 1;id -- x', /A port is a whole number/],
    ['--only P18 -- x', /“P18” is no probe/],
    ['--grace soon -- x', /--grace soon is no time/],
    ['--repeat 0 -- x', /--repeat 0 is no count/],
    ['--signal HURRY -- x', /“SIGHURRY” is no signal/],
    ['--baseline no-such-file -- x', /baseline no-such-file cannot be read: ENOENT/],
    ['', /there is no server to examine/],
  ])('refuses: doctor %s', async (line, says) => {
    const { status, stderr, stdout } = await callCli([
      'doctor',
      ...line.split(' ').filter(Boolean),
    ]);
    expect(status).toBe(2);
    expect(stderr).toMatch(says);
    expect(stdout).toBe('');
  });
});

test.concurrent('bytes of the server reach the terminal only as what they are', async () => {
  const command = ['doctor', ...node('bad.ts', 'speaks-in-escapes', ours.word)];
  const { stdout, stderr } = await callCli(command);
  expect(stdout).toContain('a\\x1b]0;b\\x07\\x9b2J');
  expect(stdout + stderr).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]/);
  const json = await callCli(['doctor', '--json', ...command.slice(1)]);
  expect(json.stdout).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]/);
});

describe.concurrent('on a terminal', () => {
  const screen = { isTTY: true, env: { TERM: 'xterm' } };

  test('the progress is one line, which is gone when the report stands', async () => {
    const { stdout } = await callCli(['doctor', '--only', 'P1', ...closeAll], screen);
    const shown = stdout.replace(/[^\n]*\r\x1b\[K/g, '');
    expect(stdout).toMatch(/\r\x1b\[Ksent SIGTERM to \d+/);
    expect(shown).toMatch(/^doctor: /);
  });

  test('no line is wider than the terminal, but for a word that is', async () => {
    const { stdout } = await callCli(['doctor', ...closeAll], { ...screen, columns: 60 });
    const { stdout: json } = await callCli(['doctor', '--json', ...closeAll]);
    const found = Examination.parse(JSON.parse(json));
    const shown = [
      [60, stdout.replace(/[^\n]*\r\x1b\[K/g, '')],
      ...[40, 100].map((width) => [width, reportText(found, { color: false, width })]),
    ] as const;
    for (const [width, text] of shown) {
      const lines = `${text}`.split('\n');
      expect(lines.length).toBeGreaterThan(15);
      const isWide = (line: string) => line.length > Number(width) && line.trim().includes(' ');
      expect(lines.filter(isWide)).toEqual([]);
    }
    // Of what was not asked for, the same line says how little was seen.
    expect(stdout.replaceAll('\n', ' ')).toContain(
      'Diagnosis: GRACEFUL, but no request was in progress when the signal came',
    );
  });

  test('colours only where they are wanted', async () => {
    const line = ['doctor', '--only', 'P1', ...closeAll];
    expect((await callCli(line, { ...screen, color: true })).stdout).toContain('\x1b[32mpass');
    expect((await callCli(line, screen)).stdout).not.toMatch(/\x1b\[\d/);
  });
});

describe.concurrent('--baseline', () => {
  test('the same faults are no failure; a new one is, and is named', async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'still-answering-test-'));
    const file = join(folder.path, 'baseline.json');
    const line = ['doctor', '--only', 'P1,P3', '--slow', '/slow'];
    await writeFile(file, (await callCli([...line, '--json', ...closeAll])).stdout);

    const same = await callCli([...line, '--baseline', file, ...closeAll]);
    expect(same.status).toBe(0);
    expect(same.stdout).toMatch(/Against the baseline: no change/);

    const before = JSON.parse(await readFile(file, 'utf8'));
    for (const probe of before.probes) probe.level = 'pass';
    await writeFile(file, JSON.stringify(before));
    const worse = await callCli([...line, '--baseline', file, ...closeAll]);
    expect(worse.status).toBe(1);
    expect(worse.stdout).toMatch(/worse: P3, pass before, fault now/);
  });

  test('a file that is something else is refused before anything is started', async () => {
    const { status, stderr } = await callCli([
      'doctor',
      '--baseline',
      `${specimens}bad.ts`,
      ...closeAll,
    ]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/is not an examination of this doctor/);
  });
});

describe.concurrent('ended from outside, the server and all of its processes are gone', () => {
  const ignores = ['node-http.ts', 'ignore'] as const;
  const wrapped = (word: string) => [
    ...['--', 'sh', '-c'],
    `trap "" TERM; ${process.execPath} ${specimens}node-http.ts ignore ${word}; true`,
  ];
  test.each<[string, NodeJS.Signals, number, string, (word: string) => string[]]>([
    [
      'Ctrl-C while it starts',
      'SIGINT',
      130,
      'starting',
      (word) => node('bad.ts', 'never-listens', word),
    ],
    [
      'Ctrl-C while connections are held',
      'SIGINT',
      130,
      'holding',
      (word) => node('node-http.ts', 'close', word),
    ],
    ['Ctrl-C while it is watched', 'SIGINT', 130, 'watching', (word) => node(...ignores, word)],
    ['Ctrl-C behind a wrapper', 'SIGINT', 130, 'watching', wrapped],
    ['SIGTERM', 'SIGTERM', 143, 'watching', (word) => node(...ignores, word)],
    ['its terminal is closed', 'SIGHUP', 129, 'watching', (word) => node(...ignores, word)],
  ])('%s', async (_, signal, status, when, command) => {
    const { word, alive } = markOfOurs();
    await using cli = await startCli(['doctor', ...command(word)]);
    await cli.until(when);
    process.kill(cli.pid, signal);
    expect(await cli.ended).toBe(status);
    expect(alive()).toEqual([]);
    expect(await cli.leftovers()).toEqual([]);
  });

  test('an exit that waits for nobody, as the second Ctrl-C is one', async () => {
    const { word, alive } = markOfOurs();
    const launching = new URL('../../code/doctor/target/launch.ts', import.meta.url);
    const program = `
      const { launch } = await import('${launching}');
      await launch(['${process.execPath}', '${specimens}bad.ts', 'never-listens', '${word}'], 1, {});
      process.exit(5);
    `;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program]);
    const [status] = await once(child, 'exit');
    expect(status).toBe(5);
    await until('its server to be gone', () => alive().length === 0 || undefined);
  });
});

test('when the report stands, no clock holds the doctor any more', async () => {
  const library = new URL('../../code/doctor/examine.ts', import.meta.url);
  const program = `
    import { examine } from ${JSON.stringify(library.href)};
    await examine({ command: ${JSON.stringify(closeAll.slice(1))} });
    console.log(process.getActiveResourcesInfo().filter((each) => each === 'Timeout'));`;
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...['--input-type=module', '--eval', program],
  ]);
  expect(stdout).toBe('[]\n');
});
