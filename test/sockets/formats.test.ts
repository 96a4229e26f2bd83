import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { PastedRow } from '../../code/sockets/formats/format.ts';
import { readTable } from '../../code/sockets/formats/read-table.ts';
import { portOfService } from '../../code/sockets/formats/services.ts';
import type { Endpoint, Owner } from '../../code/sockets/socket-row.ts';

const folder = new URL('../specimens/sockets/', import.meta.url);
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.rows'))
  .map((file) => file.slice(0, -'.rows'.length));

/** As in the README of the folder. */
interface Expected {
  line: string;
  protocol: string;
  local: string;
  remote: string;
  rest: string[];
}

// The specimens of /proc were taken on little-endian machines.
describe.runIf(process.arch !== 's390x')('readTable() reads what people have pasted', () => {
  test('there are many', () => expect(names.length).toBeGreaterThan(100));

  test.each(names)('%s: every row right, none lost, none too many', (name) => {
    const reading = readTable(readFileSync(new URL(`${name}.txt`, folder), 'utf8'));
    const rows = reading.tables.flatMap((table) => table.rows);
    const expected = readFileSync(new URL(`${name}.rows`, folder), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map(expectedIn);

    const unused = new Set(rows);
    for (const each of expected) {
      // Two lines of lsof for one socket are one row with two owners.
      const fits = (row: PastedRow) => differences(row, each).length === 0;
      const row = [...unused].find(fits) ?? rows.find(fits);
      const near = rows.find((one) => placeOf(one) === `${each.local} ${each.remote}`);
      expect(
        row,
        `${JSON.stringify(each)}\n${near ? differences(near, each) : 'lost'}`,
      ).toBeDefined();
      if (row) unused.delete(row);
    }
    expect([...unused].map(placeOf)).toEqual([]);
    expect(reading.notUnderstood).toEqual([]);
    expect(reading.verdict).toBe(expected.length > 0 ? 'rows' : 'no-tcp-rows');
  });
});

function expectedIn(line: string): Expected {
  const [at = '', protocol = '', la = '', lp = '', ra = '', rp = '', ...rest] = line.split(' ');
  return { line: at, protocol, local: end(la, lp), remote: end(ra, rp), rest };
}

/** All wildcards are one, as are `*` and 0; a service name that we know is its number. */
function end(address: string, port: string): string {
  const [, bare = '', cut = ''] = /^(.*?)(~?)$/.exec(address) ?? [];
  const at = /^(?:\*|0\.0\.0\.0|::|::ffff:0\.0\.0\.0)$/.test(bare)
    ? '*'
    : bare.replace(/^::ffff:/, '');
  const [, word = '', cutPort = ''] = /^(.*?)(~?)$/.exec(port) ?? [];
  const number = word === '*' ? '0' : String(portOfService(word) ?? word);
  return `${at}${cut} ${number}${cutPort}`;
}

const endOf = ({ address, port, service, cut }: Endpoint): string =>
  end(
    address + (cut?.startsWith('address') ? '~' : ''),
    (service ?? String(port)) + (cut?.endsWith('port') ? '~' : ''),
  );

const placeOf = ({ local, remote }: PastedRow): string => `${endOf(local)} ${endOf(remote)}`;

function differences(row: PastedRow, { line, protocol, local, remote, rest }: Expected): string[] {
  const [state = '', received = '', sent = '', owners = '', timer = ''] = rest;
  const held = row.owners ?? (row.owner ? [row.owner] : []);
  const isLsof = owners !== '-' && protocol === 'tcp' && /^tcp[46]$/.test(row.protocol);
  const checks: Array<[string, boolean]> = [
    ['line', line === '-' || row.lines.includes(Number(line))],
    ['protocol', row.protocol === protocol || isLsof],
    ['ends', placeOf(row) === `${local} ${remote}`],
    ['state', state === '?' ? row.guessed === true : row.state === state || row.word !== undefined],
    ['a guess is marked', state === '?' || row.word !== undefined || row.guessed === undefined],
    ['Recv-Q', received === '.' || received === String(row.recvQueue ?? '-')],
    ['Send-Q', sent === '.' || sent === String(row.sendQueue ?? '-')],
    ['owners', areOwners(owners, row, held)],
    ['timer', timer === '.' || timer === (row.timer ? `${row.timer.kind}:${row.timer.ms}` : '-')],
  ];
  return checks.filter(([, isRight]) => !isRight).map(([what]) => what);
}

function areOwners(expected: string, { owner }: PastedRow, held: readonly Owner[]): boolean {
  if (expected === '.') return true;
  if (expected === '-') return owner === undefined;
  if (expected === 'nobody') return owner === null;
  return expected.split(';').every((each) => {
    const [pid = '', name = ''] = each.replaceAll('␣', ' ').split(/\/(.*)/s);
    const [program = '', component] = name.split('|');
    return held.some(
      (one) =>
        one.pid === Number(pid) &&
        (program === '' || one.program === program) &&
        (component === undefined || one.component === component),
    );
  });
}
