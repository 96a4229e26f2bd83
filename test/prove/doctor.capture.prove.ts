import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import type { ProbeId } from '../../code/doctor/examination.ts';
import { examine } from '../../code/doctor/examine.ts';
import { findProgram } from '../../code/lab/find-program.ts';
import { isRoot, needs, needsGrant } from '../helpers/needs.ts';
import { libraries, nodeServers } from '../specimens/servers/node-servers.ts';
import { proxies } from '../specimens/servers/proxies.ts';
import { needsSpecimen, stage } from '../specimens/servers/specimen.ts';

/** Five that end connections in different ways, two of them with RST. */
const names = ['node', 'careful', 'http-terminator', 'haproxy-term', 'lighttpd-term'];
const specimens = [...nodeServers(), ...libraries, ...proxies].filter(({ id }) =>
  names.includes(id),
);
const probes: ProbeId[] = ['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7', 'P8', 'P9', 'P14'];

const ends = new Set<string>();

// One probe a run, so that of the connections on the wire exactly one can be meant.
test.for(specimens)('$id: FIN and RST as tcpdump saw them', async (specimen, ctx) => {
  needs(ctx, 'tcpdump', findProgram(['tcpdump'], process.env));
  needsGrant(ctx, 'root', isRoot());
  needsSpecimen(ctx, specimen);
  const said: Record<string, string> = {};
  const seen: Record<string, string> = {};
  for (const probe of probes) {
    await using staged = await stage(specimen);
    await using wire = await capture(staged.options.port ?? 0);
    let signalledAt = 0;
    const found = await examine({
      ...staged.options,
      only: [probe],
      solo: 'never',
      onProgress: ({ at }) => {
        if (at === 'signalled') signalledAt = Date.now();
      },
    });
    const met = found.probes.find(({ id }) => id === probe)?.met;
    if (met?.kind === 'connection') said[probe] = met.connection.end;
    seen[probe] = (await wire.endsOf(signalledAt)).join(' and ');
  }
  expect(Object.keys(said)).toEqual(probes);
  expect(seen).toEqual(said);
  for (const end of Object.values(seen)) ends.add(end);
});

test('Among them were both', (ctx) => {
  ctx.skip(ends.size === 0, 'nothing was captured');
  expect([...ends].sort()).toEqual(['FIN', 'RST']);
});

/** What passes on loopback to and from a port: the packets that begin and end connections. */
async function capture(port: number) {
  const flags = 'tcp[tcpflags] & (tcp-syn|tcp-fin|tcp-rst) != 0';
  const args = [
    '-i',
    'lo',
    '-nn',
    '-tt',
    '-l',
    '--immediate-mode',
    `tcp port ${port} and (${flags})`,
  ];
  const child = spawn('tcpdump', args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const closed = once(child, 'close');
  let [lines, notes] = ['', ''];
  child.stdout.on('data', (bytes) => {
    lines += bytes;
  });
  child.stderr.on('data', (bytes) => {
    notes += bytes;
  });
  while (!notes.includes('listening on')) await once(child.stderr, 'data');
  const end = async () => {
    child.kill('SIGINT');
    await closed;
  };
  return {
    /** How the server ended each connection that was there at that moment; `open`: it did not. */
    async endsOf(moment: number): Promise<string[]> {
      // What came before a packet of ours has been seen when ours has.
      const asked = Date.now();
      const ours = connect(port, '127.0.0.1');
      ours.on('error', () => {}).on('connect', () => void ours.destroy());
      while (timeOfLastSyn(lines) < asked) await once(child.stdout, 'data');
      await end();
      expect(notes).toContain('\n0 packets dropped by kernel');
      return endsIn(lines, port, moment);
    },
    [Symbol.asyncDispose]: end,
  };
}

function timeOfLastSyn(lines: string): number {
  const syns = [...lines.matchAll(/^(\d+\.\d+) .* Flags \[S\]/gm)];
  return Number(syns.at(-1)?.[1] ?? 0) * 1_000;
}

/** Before the signal the doctor rests; the connection that it asked last was left before that. */
const rest = 100;

function endsIn(lines: string, port: number, moment: number): string[] {
  const connections = new Map<string, { opened: number; left?: number; end?: string }>();
  const packet = /^(\d+\.\d+) IP \S+\.(\d+) > \S+\.(\d+): Flags \[(\S+)\]/gm;
  for (const [, time = '', from = '', to = '', flags = ''] of lines.matchAll(packet)) {
    const at = Number(time) * 1_000;
    const byServer = from === `${port}`;
    const client = byServer ? to : from;
    const known = connections.get(client);
    if (!byServer && flags === 'S') connections.set(client, { opened: at });
    else if (!known || known.left !== undefined || !/[FR]/.test(flags)) continue;
    else known.left = at;
    if (known?.left === at) known.end = byServer ? (flags.includes('R') ? 'RST' : 'FIN') : 'open';
  }
  return [...connections.values()]
    .filter(
      ({ opened, left = Number.POSITIVE_INFINITY }) => opened < moment && left >= moment - rest,
    )
    .map(({ end = 'open' }) => end);
}
