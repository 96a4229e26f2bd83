import type { Diagnosis, Finding, Level } from '../examination.ts';

/** What may be found, and what it rests on. */
export interface Rule {
  level: Level;
  /** What a fault of this rule makes of the stop. */
  diagnosis?: Diagnosis;
  why: string;
  rfc: string | null;
  /** The lesson of this course that shows it. */
  lesson: number | null;
  cure: string;
}

const rule = (
  level: Level,
  rfc: string | null,
  lesson: number | null,
  why: string,
  cure: string,
  diagnosis?: Diagnosis,
): Rule => ({ level, rfc, lesson, why, cure, ...(diagnosis && { diagnosis }) });

/** Goes up with every change that may change a verdict: what was measured before is then out of date. */
export const rulesVersion = 3;

/** A table: name, level, RFC, lesson, reason, cure, diagnosis. */
export const rules = {
  fine: rule('pass', null, null, 'As it should be.', 'Nothing.'),
  'sent away': rule(
    'pass',
    'RFC 9110 sections 15.6.4 and 10.2.3',
    11,
    'A 503 with close is a clear answer: the client goes elsewhere.',
    'Nothing.',
  ),
  'last answer': rule(
    'note',
    'RFC 9112 section 9.6',
    11,
    'The old process answered once more, and sent the client away with close.',
    'Nothing; ending silent connections at once would save this answer.',
  ),
  'still answers': rule(
    'fault',
    'RFC 9112 section 9.6',
    10,
    'A server that is about to close should say so. Without close the client stays, and two versions answer one address.',
    'Once the stop has begun, set Connection: close on every answer, and end idle connections again and again.',
    'still answering',
  ),
  'not told yet': rule(
    'note',
    'RFC 9112 section 9.6',
    11,
    'The server still listened, so this answer belongs to its drain; but it did not send the client away.',
    'Set Connection: close on every answer from the signal on: whoever is told early is gone in time.',
  ),
  drained: rule(
    'note',
    null,
    11,
    'The server served on after the signal before it stopped listening: a balancer needs that time to send nobody here any more.',
    'Nothing, where something stands before it that takes it out. Without one, stop listening at once.',
  ),
  'turned away': rule(
    'warning',
    'RFC 9110 section 15.6.4',
    11,
    'The server listened on and answered new clients 503. Whoever asks it through a balancer that does not repeat requests sees these.',
    'Until the balancer knows, serve on: let the path of its check alone say 503.',
  ),
  'stays open': rule(
    'fault',
    'RFC 9112 section 9.6',
    11,
    'The last answer could have said close. It did not, and the connection stays until its idle time is over, or for as long as the client asks.',
    'Set Connection: close on every answer whose head is not out yet when the stop begins.',
    'still answering',
  ),
  'stays open after its stream': rule(
    'warning',
    'RFC 9112 section 9.6',
    11,
    'The head was out before the stop, so it could not say close; but the connection could end with the answer.',
    'Sweep idle connections every 100 ms while the stop lasts.',
  ),
  'ends without close': rule(
    'warning',
    'RFC 9112 sections 9.5 and 9.3.1',
    12,
    'A server may close at any time. A client that was not told may send its next request into the closing connection.',
    'Set Connection: close on the last answer before the connection ends.',
  ),
  'request lost': rule(
    'warning',
    'RFC 9112 section 9.3.1',
    12,
    'A request was sent on an open connection and never answered. A GET may be repeated, a POST may not.',
    'Say close on the last answer, or end idle connections at once.',
  ),
  'close not kept': rule(
    'fault',
    'RFC 9112 section 9.6',
    11,
    'A server that says close must end the connection after that answer, and must not answer another request on it.',
    'Let the HTTP library end the connection; do not write the header by hand.',
    'still answering',
  ),
  'work cut': rule(
    'fault',
    'RFC 9112 section 8',
    8,
    'A request in progress lost its answer. An incomplete message is an error for the client.',
    'Wait for answers in progress before the process ends; cut at a limit, not at once.',
    'abrupt',
  ),
  'upload cut': rule(
    'fault',
    'RFC 9110 section 9.2.2',
    8,
    'A POST in progress was cut. The client cannot know whether it was carried out, and may not repeat it by itself.',
    'Wait for requests whose body is still coming, up to a limit.',
    'abrupt',
  ),
  'cut at the limit': rule(
    'warning',
    'RFC 9112 section 8',
    11,
    'Work was cut, but only after the grace time. A limit is needed; this client met it.',
    'Choose a limit above your slowest request, and below the time your platform gives (30 s in Kubernetes, 10 s in Docker).',
  ),
  'work refused': rule(
    'fault',
    'RFC 9110 section 15.6',
    11,
    'A request in progress was answered with an error of the server: its client has no more of it than of a cut one.',
    'Let requests that have begun finish, and close databases and pools after the last of them. A path that always fails shows nothing: give another.',
    'abrupt',
  ),
  'request refused': rule(
    'warning',
    'RFC 9110 section 15.6',
    11,
    'A request that came after the signal was answered with an error of the server. A GET may be repeated, a POST may not.',
    'Serve whom you still listen to, or send them away: 503 and Connection: close.',
  ),
  'end unknown': rule(
    'warning',
    'RFC 9112 sections 6.3 and 8',
    11,
    'Only the end of the connection ends this answer, so a cut one looks like a whole one.',
    'Send a Content-Length, or chunks.',
  ),
  'orderly end': rule(
    'note',
    'RFC 9112 sections 7.1 and 8',
    14,
    'The stream ended with its last chunk: the client cannot tell the stop from the end of the stream. EventSource reconnects either way.',
    'Nothing for SSE. A stream with an end of its own should say in its data that it is complete.',
  ),
  'reset idle': rule(
    'warning',
    'RFC 9112 section 9.6',
    12,
    'A reset throws away bytes that are still under way, in both directions.',
    'End a connection with FIN; wait for the client before you destroy it.',
  ),
  'no word': rule(
    'note',
    'RFC 9110 section 15.5.9',
    13,
    'Half a request was ended without 408 or 503.',
    'Nothing; a 408 with close would be clearer.',
  ),
  'still open': rule(
    'note',
    null,
    13,
    'The connection was still open when the doctor left. Whether it held the process is said below.',
    'Set a limit after which what is left is closed.',
  ),
  race: rule(
    'note',
    'RFC 9112 section 9.3.1',
    12,
    'A request and a FIN crossed. HTTP/1.1 cannot avoid it; clients must repeat what may be repeated.',
    'Say close on the last answers before you end idle connections.',
  ),
  'newcomer lost': rule(
    'fault',
    null,
    13,
    'A port that lets clients in and then gives them nothing is worse than one that refuses.',
    'Serve those whom you let in: until nobody is let in any more, answer.',
    'abrupt',
  ),
  'newcomer refused': rule(
    'fault',
    'RFC 9110 section 15.6',
    13,
    'New clients were let in and got an error of the server: what it needs to answer was gone before its port was.',
    'Stop listening first, or serve on until you do; then close databases and pools.',
    'abrupt',
  ),
  'newcomer race': rule(
    'note',
    null,
    13,
    'A client was let in at the moment of the stop, and dropped.',
    'Nothing: whoever closes a listening socket drops what waits in its queue.',
  ),
  'port kept': rule(
    'fault',
    null,
    13,
    'The successor could not have the port a second after the signal.',
    'Close the listening socket in the master, in the workers, and in whatever has inherited it; if it serves on by intent, see that it answers until then, and tell the doctor how long: --drain 20s.',
    'stubborn',
  ),
  'signal ignored': rule(
    'fault',
    null,
    13,
    'The server listens on as if there had been no signal.',
    'Handle the signal: close the listening socket, let work finish, end. If it waits on purpose: --drain 20s.',
    'stubborn',
  ),
  held: rule(
    'fault',
    null,
    13,
    'The process did not end by itself: whoever is at the other end of a connection decides when it stops.',
    'End idle, silent and half-sent connections, and set a limit after which all are closed.',
    'stubborn',
  ),
  'held by nothing of HTTP': rule(
    'fault',
    null,
    13,
    'Nobody listens, every connection has ended, and the process stays: something else keeps it, such as a timer, a pool of connections to a database, or a child.',
    "Close the pool, clear the timer or unref() it, end the child; or call process.exit() in close()'s callback.",
    'stubborn',
  ),
  'meant reload': rule(
    'fault',
    null,
    13,
    'The signal arrived and was acted on, but the server is back: to this program it means reload, not stop.',
    'Send the signal that stops it (--signal QUIT or INT; in a container STOPSIGNAL), or change what it does: uWSGI takes --die-on-term. A supervisor has to be told to stop, not its worker.',
    'stubborn',
  ),
  'is it a stop': rule(
    'note',
    null,
    13,
    'HUP and USR2 mean reload to most programs, and the server listens on: whether that is a fault depends on what was meant.',
    'Send the signal that stops it (--signal TERM), or examine the reload: --reload HUP in place of --signal.',
  ),
  'workers ended': rule(
    'note',
    null,
    13,
    'Work was cut in a worker while the process that got the signal lived on: its supervisor ended it, or it did so itself.',
    'If the supervisor ends it, give it a time to wait that is longer than your slowest request (gunicorn: --graceful-timeout).',
  ),
  'port of another': rule(
    'note',
    null,
    13,
    'The listening socket belongs to a process outside of the server, as with socket activation: it stays, and clients wait in its queue for the next server.',
    'Nothing.',
  ),
  'one at a time': rule(
    'warning',
    null,
    13,
    'A client that connects and says nothing blocks everybody: the server serves one connection at a time.',
    'Run more workers or threads, or put a proxy in front that waits for whole requests (nginx).',
  ),
  'all workers taken': rule(
    'note',
    null,
    13,
    'A dozen connections take all of its workers, so each kind was examined by itself.',
    'Nothing; or more workers, or threads.',
  ),
  'held by endless ones': rule(
    'fault',
    null,
    14,
    'Streams and WebSockets have no end of their own, so they hold the process for as long as the client likes.',
    'Keep a list of them: send 1001 to WebSockets, end the streams, and set a limit.',
    'stubborn',
  ),
  'no handler': rule(
    'fault',
    null,
    13,
    'The process died by the signal with work in progress: nobody handles it.',
    'Handle the signal: close the listening socket, let work finish, end.',
    'abrupt',
  ),
  'died by the signal': rule(
    'note',
    null,
    13,
    'The process died by the signal. After a drain that is a convention (143); here no probe had work in progress.',
    'Give --slow, --stream or --upload, to see whether work is cut.',
  ),
  'exit status': rule(
    'warning',
    null,
    13,
    'A status that is not 0 counts as a crash: supervisors restart, and alarms ring.',
    'End with 0 after an orderly stop.',
  ),
  'signal kept': rule(
    'fault',
    null,
    13,
    'A wrapper got the signal and kept it to itself. The server was never told, and goes on.',
    'Start the server itself, or let the shell become it: sh -c "exec node server.js". npm start puts npm and a shell in between. One that waits before it passes the signal on: --drain 20s.',
    'orphaned',
  ),
  'left behind': rule(
    'fault',
    null,
    13,
    'The process ended, and left others of its own behind.',
    'Wait for your children before you end.',
    'orphaned',
  ),
  'no close frame': rule(
    'warning',
    'RFC 6455 sections 7.1.2 and 7.1.5',
    14,
    'A WebSocket ended without a Close frame: to the client it is an error, 1006.',
    'Send a Close frame with 1001, “going away”, and wait for the reply.',
  ),
  'no GOAWAY': rule(
    'warning',
    'RFC 9113 section 6.8',
    14,
    'A session ended without GOAWAY: the client cannot know which requests were carried out.',
    'Send GOAWAY before you close; Node does from version 24 on.',
  ),
  'stream cut': rule(
    'fault',
    'RFC 9113 section 6.8',
    14,
    'A stream that was accepted lost its answer.',
    'Wait for open streams, up to a limit.',
    'abrupt',
  ),
  'second signal cuts': rule(
    'note',
    null,
    13,
    'The second signal cut what the first had spared. Some want that of a second Ctrl-C; but npm and terminals may send one signal twice.',
    'Handle the signal every time, not once.',
  ),
  'executed unanswered': rule(
    'fault',
    'RFC 9110 section 9.2.2',
    12,
    'A POST was carried out and its client never heard of it. Repeated, it is done twice; not repeated, it looks failed. This weighs more than any cut.',
    'Read no more requests from a connection once you end it; answer whatever you have read.',
    'executed unanswered',
  ),
  'count unknown': rule(
    'note',
    null,
    12,
    'How many requests were executed could not be read after the stop.',
    'Keep the number outside of the process, in a file or a database.',
  ),
} as const satisfies Record<string, Rule>;

export type RuleName = keyof typeof rules;

/** A finding of this run, with the level of its rule unless told another. */
export function find(name: RuleName, reason: string, level?: Level): Finding {
  const { level: usual, rfc, lesson }: Rule = rules[name];
  return { rule: name, level: level ?? usual, reason, rfc, lesson };
}

export const ruleOf = (name: string): Rule | undefined =>
  Object.hasOwn(rules, name) ? rules[name as RuleName] : undefined;
