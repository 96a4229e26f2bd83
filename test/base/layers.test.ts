import { spawnSync } from 'node:child_process';
import { copyFileSync, globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const below = ['code/base', 'code/base/text', 'code/sockets', 'code/sockets/formats', 'code/run'];
const course = [...below, 'code/lab', 'code/course', 'code/course/measure'];

/** The floor plan: from each room the rooms that it may import, besides itself. `node`: Node's own modules. */
const plan: Record<string, readonly string[]> = {
  'code/base': ['node', 'code/base/text'],
  'code/base/text': [],
  'code/run': ['code/base/text'],
  'code/sockets': ['node', 'code/base', 'code/base/text', 'code/sockets/formats'],
  'code/sockets/formats': ['code/base/text', 'code/sockets'],
  'code/model': ['code/run'],
  'code/lab': ['node', ...below],
  'code/doctor': ['node', ...below.filter((room) => room !== 'code/run')],
  'code/course': ['node', ...course],
  'code/course/measure': ['node', ...course, 'code/doctor', 'code/objections'],
  'code/objections': [...['node', ...below.filter((room) => room !== 'code/run'), 'code/lab']],
  'code/serve': ['node', ...course],
  'code/cli': [
    ...['node', ...course, 'code/model', 'code/doctor', 'code/serve', 'code/benchmarks'],
  ],
  'code/package': [
    ...['node', 'code/base', 'code/base/text', 'code/sockets', 'code/sockets/formats'],
    ...['code/doctor', 'code/cli'],
  ],
  'code/benchmarks': ['node', ...course, 'code/model', 'code/doctor', 'code/serve'],
  'code/01-the-swap': ['node', ...course, 'code/model', 'code/doctor', 'lessons'],
  'code/10-half-fixed': ['node', ...course, 'code/model', 'code/doctor', 'lessons'],
  site: [
    ...['node', 'code/run', 'code/sockets/formats', 'code/model', 'code/base/text'],
    ...['code/course', 'code/course/measure', 'lessons'],
  ],
  lessons: ['node', 'code/run', 'code/model', 'code/course', 'code/course/measure', 'site'],
};
const rooms = Object.keys(plan);

/** In each room, and a folder deeper (base/text has none), one file that imports from every room. */
const planted = rooms
  .flatMap((room) =>
    [`${room}/planted.ts`, `${room}/deeper/planted.ts`].map((file) => ({ room, file })),
  )
  .filter(({ file }) => !file.startsWith('code/base/text/deeper'));
const targets = ['node', ...rooms];
const from = (file: string, target: string) =>
  target === 'node' ? 'node:fs' : relative(dirname(file), `${target}/there.ts`);

const lesson10 = 'code/10-half-fixed/told.ts';
const fromLessons = [
  ...['../01-the-swap/buggy.ts', '../01-the-swap/fixed.ts'],
  ...['../01-the-swap/story.ts', '../02-not-modified/buggy.ts'],
];

let folder: string;
let refused: { file: string; line: number }[];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'still-answering-layers-'));
  for (const name of ['biome.json', 'biome.layers.jsonc', '.gitignore'])
    copyFileSync(join(root, name), join(folder, name));
  const plant = (file: string, imports: readonly string[]) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), imports.map((path) => `import '${path}';\n`).join(''));
  };
  for (const { file } of planted) {
    plant(
      file,
      targets.map((target) => from(file, target)),
    );
  }
  plant(lesson10, fromLessons);
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
  const rule = '--only=style/noRestrictedImports';
  const { stdout } = spawnSync(
    process.execPath,
    [biome, 'lint', rule, '--max-diagnostics=none', '--reporter=json', '.'],
    { cwd: folder, encoding: 'utf8' },
  );
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: { location: { path: string; start: { line: number } } }[];
  };
  refused = diagnostics.map(({ location }) => ({
    file: location.path.replaceAll('\\', '/'),
    line: location.start.line,
  }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(planted)('$file imports what the floor plan says, and no more', ({ room, file }) => {
  const allowed = targets.filter(
    (_, index) => !refused.some((each) => each.file === file && each.line === index + 1),
  );
  expect(allowed.sort()).toEqual([...new Set([...(plan[room] ?? []), room])].sort());
});

test('Of another lesson, a lesson imports the two programs of lesson 1, and nothing else', () => {
  const lines = refused.filter(({ file }) => file === lesson10).map(({ line }) => line);
  expect(lines.sort().map((line) => fromLessons[line - 1])).toEqual(fromLessons.slice(2));
});

test('Every folder of code/ is a room with a guard', () => {
  const folders = globSync('code/*/', { cwd: root }).map((path) => path.replaceAll('\\', '/'));
  const lesson = /^code\/\d\d-/;
  expect(folders.length).toBeGreaterThan(15);
  expect(folders.filter((each) => !lesson.test(each) && !rooms.includes(each))).toEqual([]);
});
