import { describe, expect, test } from 'vitest';
import { columnsOf } from '../../code/base/text/width.ts';
import { createPainter, type PainterOptions } from '../../code/cli/painter.ts';
import { listLessons, loadLesson } from '../../code/course/lessons.ts';
import { readRecording } from '../../code/course/recordings.ts';
import { type Lens, type Line, transcript } from '../../code/run/transcript.ts';

/** A recorded run as a terminal shows it. */
async function painted(
  lesson: string,
  lens: Lens,
  options: Partial<PainterOptions> & { scenes?: readonly string[] } = {},
): Promise<string> {
  const { words } = await loadLesson(lesson);
  const events = readRecording(lesson, 'buggy') ?? [];
  const { scenes, ...looks } = options;
  const lines = transcript(events, { words, lesson, source: 'a recording', lens, scenes });
  return lines.map(createPainter({ color: false, ...looks })).join('');
}

test('through the lens of the story: who asked, status, page, time, and nothing else', async () => {
  const shown = await painted('01-the-swap', 'story');
  expect(shown.replace(/\d+\.\d\d s/g, '#.## s').trim()).toMatchInlineSnapshot(`
    "App 1 answers
      #.## s  App 1         listens on port 7888
      #.## s  browser       GET /  200  ● Hello, world!
      #.## s  browser       GET /  304  ● Hello, world!

    App 1 stops, App 2 takes its port
      #.## s  App 1         stops
      #.## s  App 2         listens on port 7888

    Two clients ask
      #.## s  fresh client  GET /  200  ■ Hello, world2!
      #.## s  browser       GET /  304  ● Hello, world!

    Same address, same second, two clients: two answers."
  `);
});

test('whole: the connections, their ports, and the rows too', async () => {
  const whole = await painted('01-the-swap', 'whole');
  expect(whole).toMatch(
    /browser {7}GET \/ {2}304 {2}● Hello, world!\n +from App 1, connection :\d+, request 3/,
  );
  expect(whole).toMatch(/App 1 {9}ESTABLISHED {2}:7888 -> :\d+/);
  expect(whole).toMatch(/\$ netstat -ano \| grep 7888/);
});

test('in colour says the same in the same shapes', async () => {
  const sgr = /\x1b\[[\d;]*m/g;
  const colored = await painted('01-the-swap', 'story', { color: true });
  expect(colored.replace(sgr, '')).toBe(await painted('01-the-swap', 'story'));
  // 16 colours and bold only: no dim, no RGB, no background (contrast).
  expect(new Set(colored.match(sgr))).toEqual(
    new Set(['\x1b[1m', '\x1b[22m', '\x1b[33m', '\x1b[36m', '\x1b[39m']),
  );
});

test('a page broken over two lines keeps its colour on both', () => {
  const line: Line = {
    kind: 'answer',
    at: 1000,
    who: 'fresh client',
    asked: 'GET /',
    status: 200,
    page: { text: '■ Hello, world2!', app: 'App 2' },
  };
  expect(createPainter({ width: 30, color: true })(line)).toBe(
    '1.00 s fresh client 200 \x1b[36m■\x1b[39m\n  \x1b[36mHello, world2!\x1b[39m\n',
  );
});

describe('rows of a socket tool', () => {
  const output = [
    'tcp        0      0 127.0.0.1:7888          0.0.0.0:*               LISTEN      off (0.00/0/0)',
    'tcp        0      0 127.0.0.1:7888          127.0.0.1:50001         ESTABLISHED off (0.00/0/0)',
  ];
  const line: Line = { kind: 'command', line: 'netstat -ano', output, rows: true };
  const shown = (options: Partial<PainterOptions>) =>
    createPainter({ color: false, ...options })(line)
      .trimEnd()
      .split('\n')
      .slice(1);

  test('keep their columns where there is room, and in a pipe', () => {
    expect(shown({ width: columnsOf(output[1] ?? '') })).toEqual(output);
    expect(shown({ width: 80, outputWidth: Infinity })).toEqual(output);
  });

  test('lose them all where one of them has no room', () => {
    expect(shown({ width: columnsOf(output[1] ?? '') - 1 })).toEqual([
      'tcp 0 0 127.0.0.1:7888 0.0.0.0:* LISTEN off (0.00/0/0)',
      'tcp 0 0 127.0.0.1:7888 127.0.0.1:50001 ESTABLISHED off (0.00/0/0)',
    ]);
  });
});

test.each([80, 60, 40])(
  'who was connected stands below, where %i columns do not hold both',
  async (width) => {
    const answers = async (columns: number) =>
      (await painted('08-close-the-connections', 'connections', { width: columns }))
        .split('\n')
        .filter((line) => /● |■ |^ *from App/.test(line));

    const wide = await answers(120);
    expect(wide[0]).toMatch(
      / browser .*● Hello, world! {2}from App 1, connection :\d+, request 1$/,
    );
    expect(await answers(width)).toHaveLength(2 * wide.length);
  },
);

const written = listLessons().filter(({ page }) => page);

test.each(written)('no line of lesson $number is wider than the terminal', async ({ slug }) => {
  for (const width of [20, 40, 59, 60, 80, 120]) {
    const lines = (await painted(slug, 'whole', { width })).split('\n');
    expect(lines.filter((line) => columnsOf(line) > width)).toEqual([]);
  }
});
