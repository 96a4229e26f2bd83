import { spawnSync } from 'node:child_process';
import { cp, mkdtempDisposable, readFile, realpath, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { until } from '../../code/base/until.ts';
import { storyPort } from '../../code/lab/port.ts';
import { netstat } from '../../code/sockets/netstat.ts';
import { needs } from '../helpers/needs.ts';
import { storyPortAlone } from '../helpers/story-port.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const slug = '18-examine-your-own-server';

/** A copy of the course, in which a lesson can be written without a trace. */
async function copyOfTheCourse() {
  const folder = await mkdtempDisposable(join(await realpath(tmpdir()), 'still-answering-test-'));
  const at = (path: string) => join(folder.path, path);
  const parts = ['code', 'lessons', 'test/lessons', 'test/helpers', 'README.md'];
  for (const path of [...parts, 'package.json', 'tsconfig.json', 'vitest.config.ts'])
    await cp(join(root, path), at(path), { recursive: true });
  await symlink(join(root, 'node_modules'), at('node_modules'), 'junction');
  const { VITEST, NODE_OPTIONS, COUNTS_FILE, ...inherited } = process.env;
  const env = { ...inherited, CHROMIUM: '/nowhere', FIREFOX: '/nowhere' };
  const run = (...args: string[]) =>
    spawnSync(process.execPath, args, { cwd: folder.path, env, encoding: 'utf8' });
  return {
    run,
    command: (...words: string[]) => run('code/cli/still-answering.cjs', ...words),
    /** What the check of the course asks for, line by line. */
    lacks: () => run('test/lessons/complete.ts').stdout.split('\n').filter(Boolean),
    async edit(path: string, change: (text: string) => string) {
      const text = await readFile(at(path), 'utf8').catch(() => '');
      expect(change(text), `${path} was to change`).not.toBe(text);
      await writeFile(at(path), change(text));
    },
    copy: (from: string, to: string) => cp(at(from), at(to), { recursive: true }),
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}

type Copy = Awaited<ReturnType<typeof copyOfTheCourse>>;

/** Lines that say what is NEXT, done; in a page a mark may stand within a line. */
const done = (text: string) =>
  text
    .replace(/^ *(\/\/|#) NEXT:.*\n/gm, '')
    .replace(/\{\/\* NEXT:.*? \*\/\}/g, 'Done.')
    .replaceAll('NEXT: ', '');

/** In the order of CONTRIBUTING.md: what the check asks for, and what somebody writes. */
const steps: Array<[asked: RegExp, write: (copy: Copy) => Promise<void>]> = [
  [
    /^code\/18-examine-your-own-server\/(buggy|fixed)\.ts:2: NEXT: /,
    async ({ edit }) => {
      for (const name of ['buggy', 'fixed']) await edit(`code/${slug}/${name}.ts`, done);
    },
  ],
  [
    /^lessons\/18-examine-your-own-server\.words\.ts(:\d+: NEXT: |: a prediction$)/,
    async ({ edit }) => {
      const options = ['app-1', 'app-2', 'nobody'].map((id, index) => {
        const belief = index === 0 ? '' : `, misconception: 'a stop is the end, ${id}'`;
        return `{ id: '${id}', text: '${id}', feedback: [{ when: 'always', say: 'So ${id}.' }]${belief} }`;
      });
      await edit(`lessons/${slug}.words.ts`, (text) =>
        done(text)
          .replace(
            'predictions: {}',
            `predictions: { who: { question: 'Who?', options: [${options}] } }`,
          )
          .replace(
            'findings: {}',
            `findings: {
    'app-1': { when: { got: ['browser', 'App 1'] }, say: 'App 1 answered.' },
    'app-2': { when: { got: ['browser', 'App 2'] }, say: 'App 2 answered.' },
  }`,
          )
          .replace(
            'notebook: []',
            `notebook: [{ suspect: 'half-a-fix', state: 'open', evidence: 'e', strength: 's' }]`,
          ),
      );
    },
  ],
  [
    /^lessons\/suspects\.ts: the suspect “half-a-fix” of lessons\/18-examine-your-own-server\.words\.ts$/,
    ({ edit }) =>
      edit('lessons/suspects.ts', (text) =>
        text.replace(
          /\n\];\n$/,
          `\n  { id: 'half-a-fix', since: '${slug}', claim: 'c', clearedBy: 'b' },\n];\n`,
        ),
      ),
  ],
  [
    /^code\/18-examine-your-own-server\/story\.ts:\d+: NEXT: /,
    ({ edit }) =>
      edit(`code/${slug}/story.ts`, (text) =>
        done(text)
          .replace(
            "\n\n  await lab.scene('who-",
            "\n  await lab.netstat({ only: 'listening' });\n  await lab.predict('who');$&",
          )
          .replace(
            '  await browser.reload();\n};',
            "  const { app } = await browser.reload();\n  lab.finding(app === 'App 1' ? 'app-1' : 'app-2');\n};",
          ),
      ),
  ],
  [
    /^code\/18-examine-your-own-server\/recording(\.fixed)?\.jsonl: npm run record 18$/,
    async ({ command }) => {
      // On port 7888 or not at all; other runs have it for a moment.
      using _alone = await storyPortAlone();
      const record = () => {
        const ended = command('record', '18');
        return ended.stderr.includes('port 7888') ? undefined : ended;
      };
      const { status, stderr } = await until('a recording', record, { ms: 60_000 });
      expect(stderr).toMatch(/^chromium: left as it was, .*\nfirefox: left as it was, /s);
      expect(status).toBe(2);
    },
  ],
  [
    // As it came from a machine with browsers: this test is about what is asked for.
    /^code\/18-examine-your-own-server\/recording\.(chromium|firefox)\.jsonl: npm run record 18$/,
    async ({ copy }) => {
      for (const browser of ['chromium', 'firefox'])
        await copy(`code/${slug}/recording.jsonl`, `code/${slug}/recording.${browser}.jsonl`);
    },
  ],
  [
    /^code\/course\/ready\/checks\/netstat\.ts: lesson 18 uses it, too$/,
    ({ edit }) =>
      edit('code/course/ready/checks/netstat.ts', (text) =>
        text.replace(/ and (\d+)/, ', $1 and 18'),
      ),
  ],
  [
    /^lessons\/18-examine-your-own-server\.mdx:\d+: .*NEXT: /,
    ({ edit }) =>
      edit(`lessons/${slug}.mdx`, (text) =>
        done(text)
          .replace('## The notebook', '<Predict words={words} id="who" />\n\n$&')
          .replace('variant="fixed"', 'variant="firefox"'),
      ),
  ],
  [
    /^lessons\/18-examine-your-own-server\.mdx: the run of the repaired program, variant="fixed"$/,
    ({ edit }) =>
      edit(`lessons/${slug}.mdx`, (text) => text.replace('variant="firefox"', 'variant="fixed"')),
  ],
  [
    /^test\/lessons\/18-examine-your-own-server\.test\.ts:\d+: NEXT: /,
    ({ edit }) =>
      edit(`test/lessons/${slug}.test.ts`, (text) =>
        done(text)
          .replace('toEqual([])', "toEqual(['app-1'])")
          .replace(/^import \* as fixed .*\n/m, ''),
      ),
  ],
  [
    /^test\/lessons\/18-examine-your-own-server\.test\.ts: a test of fixed\.ts, byte by byte$/,
    ({ edit }) =>
      edit(
        `test/lessons/${slug}.test.ts`,
        (text) => `import * as fixed from '../../code/${slug}/fixed.ts';\n${text}`,
      ),
  ],
  [
    /^README\.md: (a row for lesson 18 in its table|it calls “Examine your own server” planned)$/,
    ({ edit }) =>
      edit('README.md', (text) =>
        text
          .replace(
            /^\| 9 .*\n/m,
            `$&| 18  | [Examine your own server](lessons/${slug}.mdx) | half |\n`,
          )
          .replace(', Examine your own server.', '.'),
      ),
  ],
  [
    /^lessons\/plan\.ts: when a class takes lesson 18$/,
    ({ edit }) => edit('lessons/plan.ts', (text) => text.replace("['12-", `['${slug}', '12-`)),
  ],
];

/** An exercise, begun by its start alone. */
const exercise: Array<[asked: RegExp, write: (copy: Copy) => Promise<void>]> = [
  [
    /^code\/18-examine-your-own-server\/exercise\.((check|solution)\.ts: write it|wrong\/: a program for each mistake)/,
    async ({ copy, edit }) => {
      for (const part of ['check.ts', 'solution.ts', 'wrong/timer.ts']) {
        await copy(
          `code/08-close-the-connections/exercise.${part}`,
          `code/${slug}/exercise.${part}`,
        );
        await edit(`code/${slug}/exercise.${part}`, atHome);
      }
    },
  ],
  [
    /^test\/lessons\/exercises\.earned\.ts: what code\/18-examine-your-own-server\/exercise\.(start\.ts earns, as shipped|wrong\/timer\.ts earns)$/,
    ({ edit }) =>
      edit('test/lessons/exercises.earned.ts', (text) => {
        const [eighth = ''] = /^ {2}'08-close[\s\S]*?\n {2}\},\n/m.exec(text) ?? [];
        const [start = ''] = /^ {4}start: [\s\S]*?\n {4}\],\n/m.exec(eighth) ?? [];
        const [timer = ''] = /^ {6}timer: [\s\S]*?\n {6}\],\n/m.exec(eighth) ?? [];
        return text.replace(/\};\n$/, `'${slug}': { ${start} wrong: { ${timer} } } };\n`);
      }),
  ],
  [
    /^README\.md: lesson 18 has an exercise$/,
    ({ edit }) =>
      edit('README.md', (text) =>
        text.replace(/ and (\d+) have an exercise/, ', $1 and 18 have an exercise'),
      ),
  ],
];

const atHome = (text: string) =>
  text.replace(
    'Lesson 8: lessons/08-close-the-connections.mdx#do-it',
    `Lesson 18: lessons/${slug}.mdx#who-answers`,
  );

test('A lesson grows from its skeleton: the check asks for what is next, until nothing is', async (ctx) => {
  needs(ctx, 'netstat', (await netstat(storyPort)).tool === 'netstat');
  await using copy = await copyOfTheCourse();
  expect(copy.lacks()).toEqual([]);

  const { status, stdout } = copy.command('new-lesson', '18', 'examine-your-own-server');
  expect(status).toBe(0);
  expect(stdout.split('\n').slice(0, 6).sort()).toEqual([
    `code/${slug}/buggy.ts`,
    `code/${slug}/fixed.ts`,
    `code/${slug}/story.ts`,
    `lessons/${slug}.mdx`,
    `lessons/${slug}.words.ts`,
    `test/lessons/${slug}.test.ts`,
  ]);

  const again = copy.command('new-lesson', '18', 'examine-your-own-server');
  expect(again.stderr).toMatch(
    /^still-answering: code\/18-examine-your-own-server\/buggy\.ts is there already\n/,
  );
  expect(again.status).toBe(2);

  await grow(copy, steps);
  expect(copy.lacks()).toEqual([]);

  await copy.copy(
    'code/08-close-the-connections/exercise.start.ts',
    `code/${slug}/exercise.start.ts`,
  );
  await copy.edit(`code/${slug}/exercise.start.ts`, atHome);
  await copy.edit(
    `lessons/${slug}.mdx`,
    (text) => `${text}\n[Start](/code/${slug}/exercise.start.ts/)\n`,
  );
  await grow(copy, exercise);
  expect(copy.lacks()).toEqual([]);

  const vitest = copy.run(
    'node_modules/vitest/vitest.mjs',
    ...['run', '--project', 'code', 'complete.test.ts', 'lessons.test.ts', `${slug}.test.ts`],
  );
  expect(vitest.stdout).toMatch(/\d\d passed, 0 failed, 0 skipped/);
}, 180_000);

async function grow(copy: Copy, growing: typeof steps): Promise<void> {
  let lacks = copy.lacks();
  for (const [asked, write] of growing) {
    expect(lacks).toContainEqual(expect.stringMatching(asked));
    await write(copy);
    lacks = copy.lacks();
    expect(lacks.filter((line) => asked.test(line))).toEqual([]);
  }
}

test('Both skeletons compile; that of processes plays, and its programs are tested', async () => {
  await using copy = await copyOfTheCourse();
  await copy.edit('code/course/lessons.ts', (text) =>
    text.replace("title: 'Pinned' }", "title: 'Pinned', apps: 'processes', browsers: false }"),
  );
  expect(copy.command('new-lesson', '15', 'pinned').status).toBe(0);
  expect(copy.command('new-lesson', '18', 'examine-your-own-server').status).toBe(0);
  const laid = ['15-pinned', slug].flatMap((each) => [
    `code/${each}`,
    `lessons/${each}.words.ts`,
    `test/lessons/${each}.test.ts`,
  ]);
  await copy.edit('tsconfig.json', (text) =>
    text.replace(/"include": \[.*?\]/s, `"include": ${JSON.stringify(laid)}`),
  );
  expect(copy.run('node_modules/typescript7/bin/tsc', '--noEmit').stdout).toBe('');

  const played = copy.command('lesson', '15', 'fixed', '--port', '0', '--no-pause');
  expect(played.stdout.split('Who answers?')[1]).toContain('10 of 10 ■ App 2');
  expect(played.status).toBe(0);
  const vitest = copy.run(
    'node_modules/vitest/vitest.mjs',
    ...['run', '--project', 'code', '15-pinned.test.ts', '-t', 'an answer after the stop'],
  );
  expect(vitest.stdout).toMatch(/\b2 passed, 0 failed/);
}, 180_000);
