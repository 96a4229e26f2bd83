import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Paths } from '../../../code/doctor/options.ts';
import type { Program } from '../../helpers/needs.ts';
import type { Specimen } from './specimen.ts';

const folder = fileURLToPath(new URL('untried/', import.meta.url));
const wsgi = fileURLToPath(new URL('debian/', import.meta.url));
const python = '/usr/bin/python3';

/**
 * Servers that the doctor's rules were not made with: here its word is held against the examiner's,
 * and they stand in no table.
 */
export const untriedServers: readonly Specimen[] = [
  untried('php', 'php', '--version', ({ port }) => [
    ...['php', '-S', `127.0.0.1:${port}`, join(folder, 'router.php')],
  ]),
  untried('uwsgi', 'uwsgi', '--version', ({ port }) => [
    ...['uwsgi', '--plugin', 'python3', '--http-socket', `127.0.0.1:${port}`, '--die-on-term'],
    ...['--master', '--processes', '4', '--chdir', wsgi, '--module', 'wsgi:app'],
  ]),
  untried('busybox', 'busybox', '--help', ({ port, folder }) => [
    ...['busybox', 'httpd', '-f', '-p', `127.0.0.1:${port}`, '-h', folder],
  ]),
  untried('python-http-server', 'python3', '--version', ({ port, folder }) => [
    ...[python, '-m', 'http.server', `${port}`, '--bind', '127.0.0.1', '--directory', folder],
  ]),
  untried('wsgiref', 'python3', '--version', () => [python, join(folder, 'wsgiref_server.py')]),
  untried('webrick', 'ruby', '--version', () => ['ruby', join(folder, 'server.rb')]),
  untried('twisted', 'twisted', '--version', () => [python, join(folder, 'twisted_server.py')]),
  untried('go-close', 'go', 'version', (place) => {
    const program = join(place.folder, 'server');
    // Without a go.mod, so that the file stands alone.
    const env = { ...process.env, GO111MODULE: 'off' };
    execFileSync('go', ['build', '-o', program, join(folder, 'main.go')], { env });
    return [program];
  }),
  untried('java', 'java', '--version', () => ['java', join(folder, 'Hello.java')]),
  untried('perl-http-daemon', 'HTTP::Daemon', '--version', () => [
    ...['perl', join(folder, 'daemon.pl')],
  ]),
];

/** They have a path that answers late, but for those that serve files alone. */
function untried(id: string, needs: Program, flag: string, command: Specimen['command']): Specimen {
  const filesAlone = id === 'busybox' || id === 'python-http-server';
  const lacks: (keyof Paths)[] = ['stream', 'upload', 'big', 'sse', 'ws', 'count'];
  if (filesAlone) lacks.push('slow');
  return {
    id,
    needs,
    lacks,
    command,
    stop: 'as it comes',
    versions: () => ({ [id]: here(needs, flag) }),
  };
}

function here(program: Program, flag: string): string | undefined {
  const [name, ...args] =
    program === 'twisted'
      ? [python, '-c', 'import twisted']
      : program === 'HTTP::Daemon'
        ? ['perl', '-MHTTP::Daemon', '-e', '1']
        : [program, flag];
  return spawnSync(name, args).status === 0 ? 'here' : undefined;
}
