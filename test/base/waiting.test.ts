import {
  mkdirSync,
  mkdtempDisposableSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { unlessAborted } from '../../code/base/unless-aborted.ts';
import { NeverCame, until, within } from '../../code/base/until.ts';
import { writeWhole } from '../../code/base/write-whole.ts';

describe('waiting', () => {
  test('until() fails at its deadline with what it waited for and what it saw', async () => {
    const waiting = until('a black swan', () => undefined, { ms: 20, seen: () => 'a white one' });
    await expect(waiting).rejects.toThrow(
      new NeverCame('waited 0.02 s for a black swan, saw: a white one'),
    );
  });

  test('within() names what did not come, and holds the program until it can', async () => {
    const never = new Promise(() => {});
    await expect(within('an answer', never, 20)).rejects.toThrow('waited 0.02 s for an answer');
  });

  test('unlessAborted() gives the work’s result, its error, or the reason of an abort', async () => {
    const never = new Promise<string>(() => {});
    const ending = new AbortController();
    expect(await unlessAborted(ending.signal, Promise.resolve('done'))).toBe('done');
    expect(await unlessAborted(undefined, Promise.resolve('done'))).toBe('done');
    const failing = unlessAborted(ending.signal, Promise.reject(new Error('it failed')));
    await expect(failing).rejects.toThrow('it failed');
    const given = unlessAborted(ending.signal, never);
    ending.abort(new Error('enough'));
    await expect(given).rejects.toThrow('enough');
    await expect(unlessAborted(ending.signal, Promise.resolve('late'))).rejects.toThrow('enough');
  });
});

describe('a file that is written whole', () => {
  test('takes the place of a link, and leaves what the link named', () => {
    using folder = mkdtempDisposableSync(join(tmpdir(), 'sa-'));
    const [file, other] = [join(folder.path, 'file'), join(folder.path, 'other')];
    writeFileSync(other, 'other');
    symlinkSync(other, file);
    writeWhole(file, 'new', 0o600);
    expect([file, other].map((each) => readFileSync(each, 'utf8'))).toEqual(['new', 'other']);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('that cannot be put in its place leaves nothing beside it', () => {
    using folder = mkdtempDisposableSync(join(tmpdir(), 'sa-'));
    const place = join(folder.path, 'taken');
    mkdirSync(place);
    expect(() => writeWhole(place, 'text')).toThrow();
    expect(() => writeWhole(join(folder.path, 'missing', 'file'), 'text')).toThrow('ENOENT');
    expect(readdirSync(folder.path)).toEqual(['taken']);
  });
});
