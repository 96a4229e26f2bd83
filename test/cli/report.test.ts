import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fromSystem, OperationalError } from '../../code/base/errors.ts';
import { Command, defineCommand } from '../../code/cli/command.ts';
import { changedIo, type Io } from '../../code/cli/io.ts';
import { runCommands } from '../../code/cli/run-commands.ts';

/** A command of the name `do`, and what it says when it does this. */
async function told(act: (io: Io) => Promise<number>, world = createIo()) {
  const command = defineCommand({
    declare: () => new Command('do'),
    act: (_words, _flags, io) => act(io),
  });
  const commands = { do: async () => ({ command }) };
  const status = await runCommands({ description: 'a test', commands }, ['do'], world.io);
  return { status, stderr: world.stderr() };
}

function createIo() {
  let stderr = '';
  let columns = 80;
  const io: Io = {
    out: () => {},
    err: (text) => {
      stderr += text;
    },
    get columns() {
      return columns;
    },
    lines: undefined,
    isTTY: false,
    color: false,
    canAsk: false,
    env: {},
    signal: new AbortController().signal,
  };
  return {
    io,
    stderr: () => stderr,
    narrow: () => {
      columns = 40;
    },
  };
}

describe('a fault of ours', () => {
  test('a TypeError prints its stack with the line, and where to take it: exit 2', async () => {
    const { status, stderr } = await told(async () => (undefined as unknown as number[]).length);
    expect(stderr).toMatch(/^still-answering: this is a fault of the program.*\nTypeError: Cannot/);
    expect(stderr).toMatch(/^ {4}at .*report\.test\.ts:\d+:\d+/m);
    expect(stderr).toMatch(/\n {2}report it with this stack.*\(Node \d+\.\S+, \w+ \w+\)\n$/);
    expect(status).toBe(2);
  });

  test('nothing in it acts on the terminal', async () => {
    const { stderr } = await told(async () => {
      throw new Error('\x1b[2J');
    });
    expect(stderr).toContain('\\x1b[2J');
    expect(stderr).not.toContain('\x1b');
  });

  test('thrown where nobody waits for it: exit 2, and not 1, which means “it is not so”', async () => {
    const file = new URL('../../code/cli/process.ts', import.meta.url);
    const program = `
      const { runProcess } = await import('${file}');
      await runProcess(async () => {
        setTimeout(() => undefined.length);
        await new Promise(() => setInterval(() => {}, 1e9));
      });`;
    const { promise, resolve } = Promise.withResolvers<{ code: unknown; stderr: string }>();
    const line = ['--input-type=module', '--eval', program];
    execFile(process.execPath, line, (error, _, stderr) => resolve({ code: error?.code, stderr }));
    const { code, stderr } = await promise;
    expect(stderr).toMatch(
      /fault of the program.*\nTypeError: [\s\S]* {2}report it with this stack/,
    );
    expect(code).toBe(2);
  });
});

describe('what is no fault of ours', () => {
  test('is one sentence and the remedy, both harmless: exit 2', async () => {
    const { status, stderr } = await told(async () => {
      throw new OperationalError('no such thing: \x1b[2J', 'name another: \x07');
    });
    expect(stderr).toBe('still-answering: no such thing: \\x1b[2J\n  name another: \\x07\n');
    expect(status).toBe(2);
  });

  test('an error of the system tells of the surroundings, and has no stack', async () => {
    const { status, stderr } = await told(async () => {
      mkdirSync('/proc/nowhere');
      return 0;
    });
    expect(stderr).toBe(
      'still-answering: /proc/nowhere: the folder cannot be made (ENOENT, mkdir)\n' +
        '  make the folder above it, on a disk that can be written\n',
    );
    expect(status).toBe(2);
  });

  test.for([
    ['EROFS', 'open', /the disk is read-only/],
    ['ENOSPC', 'write', /no space is left/],
    ['EMFILE', 'spawn', /too many files are open/],
    ['EACCES', 'open', /permission denied/],
  ] as const)('%s is one', ([code, syscall, says]) => {
    expect(fromSystem(Object.assign(new Error(), { code, syscall }))?.message).toMatch(says);
  });

  test.for([
    ['a file that is missing may be one of ours', { code: 'ENOENT', syscall: 'open' }],
    ['a code that Node has made up tells of a call', { code: 'ERR_INVALID_ARG_TYPE' }],
  ] as const)('%s: not taken for one', ([, properties]) => {
    expect(fromSystem(Object.assign(new Error(), properties))).toBeUndefined();
  });
});

describe('the world of a command', () => {
  test('is handed on as it is, so that a window that becomes narrower is seen', async () => {
    const world = createIo();
    const seen: number[] = [];
    await told(async (io) => {
      const silent = changedIo(io, { out: () => {} });
      seen.push(io.columns, silent.columns);
      world.narrow();
      seen.push(io.columns, silent.columns);
      return 0;
    }, world);
    expect(seen).toEqual([80, 80, 40, 40]);
  });
});
