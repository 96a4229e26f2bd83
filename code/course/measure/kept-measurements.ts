import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** The dated measurements that lessons show, a JSON file each. */
export function readMeasurements<Entry>(name: string): Entry[] {
  return JSON.parse(readFileSync(fileOf(name), 'utf8')) as Entry[];
}

/** Puts new entries in the place of old ones of the same key; whole or not at all. */
export function keepMeasurements<Entry>(
  name: string,
  entries: readonly Entry[],
  keyOf: (entry: Entry) => string,
): void {
  const all = new Map(readMeasurements<Entry>(name).map((entry) => [keyOf(entry), entry]));
  for (const entry of entries) all.set(keyOf(entry), entry);
  const half = new URL(`${name}.json.${process.pid}.new`, folder);
  writeFileSync(half, `${JSON.stringify([...all.values()], null, 2)}\n`, { flag: 'wx' });
  renameSync(half, fileOf(name));
}

const folder = new URL('../../../lessons/measurements/', import.meta.url);
const fileOf = (name: string) => new URL(`${name}.json`, folder);
