import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { folderOf, ofDebian, said, settings } from './installed.ts';
import { nodeItself, versionOf } from './node-servers.ts';
import type { Place, Specimen } from './specimen.ts';

const folder = folderOf('starters');
const closesAllLater = `${process.execPath} ${folderOf('node')}close-all-later.mjs`;
const leavesPolitely = `${process.execPath} ${folderOf('node')}careful.mjs`;

/** A server that stops well enough, started by something else, which gets the signal in its place. */
const first: Specimen[] = [
  {
    id: 'npm-start',
    stop: 'npm start',
    versions: () => ({
      npm: execFileSync('npm', ['-v'], { encoding: 'utf8' }).trim(),
      ...nodeItself,
    }),
    command: async (place) => await inProject(place, closesAllLater, 'npm', 'start'),
  },
  {
    id: 'sh',
    stop: 'sh -c, and something after it',
    versions: () => nodeItself,
    command: () => ['sh', '-c', `${closesAllLater}; echo stopped`],
  },
  {
    id: 'sh-exec',
    stop: 'sh -c with exec',
    versions: () => nodeItself,
    command: () => ['sh', '-c', `echo starting; exec ${closesAllLater}`],
  },
  {
    id: 'node-watch',
    stop: 'node --watch',
    versions: () => nodeItself,
    command: () => [process.execPath, '--watch', `${folderOf('node')}close-all-later.mjs`],
  },
];

async function inProject(place: Place, start: string, ...command: string[]): Promise<string[]> {
  await writeFile(join(place.folder, 'package.json'), JSON.stringify({ scripts: { start } }));
  return command;
}

const tini = () => ({ tini: said('tini', '--version'), ...nodeItself });

const supervisor = (id: string, stop: string, command: string, extra = ''): Specimen => ({
  id,
  stop,
  needs: 'supervisor',
  versions: () => ({ supervisor: said('supervisord', '--version'), ...nodeItself }),
  command: async (place) => [
    ...['supervisord', '--configuration'],
    await settings(`${folder}supervisord.conf`, place, `command=${command}\n${extra}`),
  ],
});

/** A shell between, that has something to do afterwards. */
const behindShell = ['sh', '-c', `${leavesPolitely}; true`];

/** One that leaves politely: what is wrong here is wrong with whoever started it. */
const second: Specimen[] = [
  {
    id: 'node-run',
    stop: 'node --run start',
    versions: () => nodeItself,
    command: async (place) =>
      await inProject(place, leavesPolitely, process.execPath, '--run', 'start'),
  },
  {
    id: 'tsx',
    stop: 'tsx server.ts',
    versions: () => ({ tsx: versionOf('tsx'), ...nodeItself }),
    command: () => [
      process.execPath,
      fileURLToPath(import.meta.resolve('tsx/cli')),
      `${folderOf('node')}careful.mjs`,
    ],
  },
  {
    id: 'tini',
    stop: 'tini -- node server.js',
    needs: 'tini',
    versions: tini,
    command: () => ['tini', '-s', '--', ...leavesPolitely.split(' ')],
  },
  {
    id: 'tini-sh',
    stop: 'tini -- sh -c “node server.js; true”',
    needs: 'tini',
    versions: tini,
    command: () => ['tini', '-s', '--', ...behindShell],
  },
  {
    id: 'dumb-init-sh',
    stop: 'dumb-init sh -c “node server.js; true”',
    needs: 'dumb-init',
    versions: () => ({ 'dumb-init': said('dumb-init', '--version'), ...nodeItself }),
    command: () => ['dumb-init', ...behindShell],
  },
  supervisor('supervisord', 'as it comes', leavesPolitely),
  supervisor('supervisord-sh', 'a shell between', `sh -c '${leavesPolitely}; true'`),
  supervisor(
    'supervisord-group',
    'a shell between, stopasgroup=true',
    `sh -c '${leavesPolitely}; true'`,
    'stopasgroup=true',
  ),
  {
    id: 'socket-activation',
    stop: 'systemd-socket-activate, careful(server)',
    needs: 'systemd-socket-activate',
    versions: () => ({ systemd: ofDebian('systemd'), ...nodeItself }),
    command: ({ port }) => [
      ...['systemd-socket-activate', '--listen', `127.0.0.1:${port}`],
      ...['--setenv', 'COUNT', '--setenv', 'PATH'],
      ...[process.execPath, `${folderOf('node')}socket-activated.mjs`],
    ],
  },
];

/** Servers that something else started. */
export const starters: Specimen[] = [...first, ...second];
