import { Command, defineCommand, type FlagsOf, port } from '../command.ts';

const declare = () =>
  new Command('doctor')
    .description('examine how an HTTP server stops: doctor --slow /slow -- node server.js')
    .argument(
      '[command...]',
      'after --: the server, run as it is; it finds its port in PORT; or init',
    )
    .option('--port <number>', 'the port the server listens on', port)
    .option('--pid <pid>', 'examine a process that runs, in place of a command')
    .option('--socket <path>', 'the Unix socket it listens on, in place of a port')
    .option('--host <address>', '127.0.0.1 or ::1')
    .option('--signal <name>', 'the stop signal (default: TERM)')
    .option('--fast <path>', 'answers at once (default: /)')
    .option('--slow <path>', 'answers after a second or more')
    .option('--stream <path>', 'streams for a second or more')
    .option('--upload <path>', 'takes a POST')
    .option('--big <path>', 'answers with many megabytes')
    .option('--sse <path>', 'an event stream')
    .option('--ws <path>', 'a WebSocket')
    .option('--count <path>', 'counts POSTs; GET gives the number, kept outside of the process')
    .option('--routes', 'the server has all of these, under these names')
    .option('--tls', 'it speaks TLS; any certificate will do')
    .option('--h2', 'it speaks HTTP/2: without TLS, or with --tls')
    .option('--only <probes>', 'these probes alone: P1,P3')
    .option('--solo', 'each kind of connection alone: who holds the process?')
    .option('--no-solo', 'not even when the process was held')
    .option('--copies', 'runs alone at the same time, on copies of the server')
    .option('--twice', 'also send the signal twice')
    .option('--repeat <number>', 'runs of the race (P12)')
    .option('--drain <time>', 'how long it may serve on after the signal')
    .option('--ready-path <path>', 'says that the server is ready, until it leaves')
    .option('--cwd <folder>', 'where the command runs (default: where you typed it)')
    .option('--grace <time>', 'work cut sooner is a fault (default: 5s)')
    .option('--cap <time>', 'how long to wait for the end (default: 10s)')
    .option('--ready <time>', 'how long to wait for the first answer (default: 15s)')
    .option('--baseline <file>', 'fail only on what got worse since this --json')
    .option('--timeouts', 'send no signal: how long does it wait for its clients?')
    .option('--behind <sender>', 'nginx, alb, go or 60s: who hangs up first, it or the server?')
    .option('--reload <how>', 'HUP, USR2 or a command: what does a reload do to clients?')
    .option('--generation <path>', 'with --reload: answers with the generation, such as /version')
    .option('--explain <probe>', 'what a probe does, finds, and how to cure it')
    .option('--junit <file>', 'also write it as JUnit XML')
    .option('--sarif <file>', 'also write it as SARIF')
    .option('--markdown <file>', 'also write it as Markdown')
    .option('--tap <file>', 'also write it as TAP')
    .option('--yes', 'init: write a workflow and a baseline without a question')
    .option('--json', 'print the examination as JSON');

export type DoctorFlags = FlagsOf<typeof declare>;

/** Of the course and of the package. */
export const command = defineCommand({
  declare,
  act: async (server, flags, io) => await (await import('./act.ts')).doctor(server, flags, io),
  looks: ['json'],
  tail: '-- node server.js',
});
