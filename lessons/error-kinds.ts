import type { Kind } from '../code/course/symptoms/find-kinds.ts';
import {
  connection,
  ended,
  goesOn,
  inVain,
  noFileLeft,
  program,
  proxy,
  shutsDown,
  silent,
  timeOut,
  waitedFor,
  waitedForOnes,
} from './error-words.ts';
import type { SymptomId } from './symptoms/ids.ts';

/** A request in an access log that ended in 502 or 503: nginx, Apache, IIS, Envoy, JSON. */
const inAccessLog =
  /"[a-z]{3,7} \S+ http\/[\d.]+" 50[23]\b|\bhttp [\d-]+t\S+ app\/.* 50[23] |\b(get|post|put|head|patch|delete) \/.* 502 \d+ \d+ \d+|"\w*(status|code)"?\s*[:=]\s*"?50[23]\b|\bstatus( code)?=50[23]\b|\bunexpected (server )?response( code)?: 50[23]\b/;
/**
 * How a session of HAProxy ended (its manual, 8.5): who ended it, and in which phase. A small letter is
 * a timeout: `SC` was refused, `sC` had no answer to its connect.
 */
const haproxy = (ends: string) =>
  new RegExp(
    String.raw`\s(?:${ends})(?:[-A-Z]{2})?\s+\d+/\d+/\d+(?:/|\b)|"termination_state"\s*:\s*"(?:${ends})`,
  );
/** The codes of Heroku's router (Dev Center, Error Codes), all with a status of 503. */
const heroku = (codes: string) => new RegExp(String.raw`\bat=error code=H(?:${codes})\b`);
/** As people quote a status: `HTTP/1.1 522`, `Error 520`, `status code 524`. */
const status = (codes: string) =>
  new RegExp(String.raw`\b(?:http/[\d.]+|error|status|code)(?: code)?\W{0,3}(?:${codes})\b`);
/** A system's error number, as `os error 104`, `Errno 104`, `SocketException (10054)`. */
const systemError = (numbers: string) =>
  new RegExp(
    String.raw`\b(?:os error|errno|winerror|error|exception|hresult|code)\b\W{0,12}(?:${numbers})\b`,
  );
/** Envoy's response flags: who ended the connection to its upstream. */
const envoyFlag = /\b503 .*\b(uc|uf|ur|lr|urx|uh)\b|upstream reset before response started/;

/**
 * What lines mean that nobody has listed: by the words that programs choose for it. They are asked
 * when no known line fits, and before a known line that says little by itself. The most special first:
 * who says so, and in which moment, before what happened.
 */
export const errorKinds: readonly Kind<SymptomId>[] = [
  {
    name: 'a server refused a connection of HAProxy, or went down',
    says: [],
    printed: haproxy('SC|D[CHD]|K[CHD]'),
    alone: true,
    fits: ['502-during-deploys', 'syn-sent'],
  },
  {
    name: 'a server did not answer HAProxy’s connect in time',
    says: [],
    printed: haproxy('sC'),
    alone: true,
    fits: ['syn-sent', 'hangs-though-listening'],
  },
  {
    name: 'a server ended a session of HAProxy before its answer',
    says: [],
    printed: haproxy('SH'),
    alone: true,
    fits: ['502-on-post', '502-during-deploys'],
  },
  {
    name: 'a server ended a session of HAProxy within its answer',
    says: [],
    printed: haproxy('SD'),
    alone: true,
    fits: ['502-during-deploys', 'held-by-a-stream'],
  },
  {
    name: 'a server did not answer HAProxy in time',
    says: [],
    printed: haproxy('s[HDQ]'),
    alone: true,
    fits: ['hangs-though-listening'],
  },
  {
    name: 'HAProxy had no local port left, or no memory',
    says: [],
    printed: haproxy('RC'),
    alone: true,
    fits: ['ports-used-up'],
  },
  {
    name: 'Heroku’s router found no app that listens',
    says: [],
    printed: heroku('10|14|20|21|99'),
    alone: true,
    fits: ['502-during-deploys'],
  },
  {
    name: 'Heroku’s router had no connection to the app in time',
    says: [],
    printed: heroku('19'),
    alone: true,
    fits: ['syn-sent', 'hangs-though-listening'],
  },
  {
    name: 'Heroku’s router waited too long for the app',
    says: [],
    printed: heroku('11|12'),
    alone: true,
    fits: ['hangs-though-listening'],
  },
  {
    name: 'an app closed a connection of Heroku’s router',
    says: [],
    printed: heroku('13|18'),
    alone: true,
    fits: ['502-on-post', '502-during-deploys'],
  },
  {
    name: 'a client that left Heroku’s router',
    says: [],
    printed: heroku('26|27|28'),
    fits: [],
  },
  {
    name: 'a session that HAProxy or its client ended',
    says: [],
    printed: haproxy('[CcPLI][RQCHDLT]|R[RQHDLT]'),
    fits: [],
  },
  {
    name: 'a request that was answered, whatever its path is called',
    says: [/"[a-z]{3,7} \S+ http\/[\d.]+" [1-4]\d\d (\d+|-)(\s|$)/],
    fits: [],
  },
  {
    name: 'files that are watched',
    says: [/\binotify\b|\bfile watchers?\b/],
    fits: [],
  },
  {
    name: 'a name that could not be looked up',
    says: [
      /\bno such host\b|\benotfound\b|\beai ?again\b|\b(could ?n[o']t|could not|unable to|failed to|cannot) resolve (host|the host|proxy|'|name)|\bname or service not known\b|\bname not resolved\b|\bname resolution\b|\bunknown ?host\b|\bnxdomain\b|\bnodename nor servname\b|\bhost not found\b|\bdns request timed out\b|\bno servers could be reached\b/,
    ],
    fits: [],
  },
  {
    name: 'what a browser does not let a page do, or a file of the page that is gone',
    says: [
      /\brefused to \w+\b.{0,200}\b(because|violates)\b|\bdynamically imported module\b|\bloading (css )?chunk\b/,
    ],
    fits: [],
  },
  {
    name: 'an archive that ends too soon',
    says: [
      /\b(archive|tarball|zip|gzip|compressed)\b/,
      /\bend[- ]of[- ](file|stream|input|archive)\b/,
    ],
    fits: [],
  },
  {
    name: 'an address of mail or of a machine, which is none of a socket',
    says: [
      /\b(e-?mail|i ?p(v[46])?|mac|proxy) address\b|\bduplicate (ip|address)\b/,
      /\b(in use|already (being )?(used|taken))\b/,
    ],
    but: /(\.\d{1,3}|localhost):\d{2,5}\b|\bbind|\blisten/,
    fits: [],
  },
  {
    name: 'a client that left nginx, as browsers do',
    says: [/\bclient (\S+ )?(prematurely )?closed (keepalive )?connection\b/],
    fits: [],
  },
  {
    name: 'a stream or connection of HTTP/2 was ended',
    says: [
      /\b(http ?\/?2|h2|grpc|keep-?alive (ping|watchdog)|14 unavailable|status ?code\.? ?unavailable|stream removed|nghttp2|rst stream|rpc error|stream id|enhance your calm)\b|\bgo ?away\b/,
      /\bgo ?away\b|\benhance your calm\b|framing layer|\bping (failed|time ?out)\b|\bclosing transport\b|\bconnection shut ?down\b|\b(connection|transport) is (closing|draining)\b|\b(streams?|session|protocol|transport|connection|frame|body)\b.{0,60}\b(reset|closed?|cancel\w*|refused|error|lost|rst|broken|dropped|removed|drain\w*)\b|\bsocket closed\b|\b(closed|dropped|reset) the (\w+ )?(connection|stream|session)\b|\bunavailable: (keepalive|network closed|io exception)|\b(reset|refused|rst) stream\b|\bclosed stream\b|\bserver closed request\b|\breason: :unprocessed\b/,
    ],
    but: /"(get|post) \S+ http\/2/,
    fits: ['goaway', 'reset-on-reuse'],
  },
  {
    name: 'a gRPC server that could not be reached, or went away',
    says: [/\b(status ?code\W{0,3}|code ?= ?|14 |runtime exception: |status\.)unavailable\b/],
    but: /refused/,
    fits: ['goaway', '502-during-deploys'],
  },
  {
    // Of a socket of UNIX connect(2) says EAGAIN where TCP would wait: its accept queue is full.
    name: 'a queue of connections that no program takes is full',
    says: [/connect\(\) to unix:.{0,200} failed \(11: resource temporarily unavailable\)/],
    fits: ['hangs-though-listening'],
  },
  {
    name: 'a proxy could not connect to the server behind it in time',
    says: [proxy, timeOut, /\bconnect(ing)?\b(?!=)/],
    but: /reading response|awaiting|read time/,
    fits: ['syn-sent', 'hangs-though-listening'],
  },
  {
    name: 'a proxy waited too long for the server behind it',
    says: [
      /\b504\b|reading (response|upstream|status)|\bread data\b|response header|awaiting/,
      proxy,
      /\b504\b|time-?d? ?-?out/,
    ],
    fits: ['hangs-though-listening', '502-on-post'],
  },
  {
    // Google Cloud's load balancer, in its statusDetails; Apache's mod_proxy.
    name: 'a proxy waited too long for the server behind it',
    says: [/\bbackend (response )?time ?out\b|\btime ?out specified has expired\b.*\breading\b/],
    but: /connect/,
    fits: ['hangs-though-listening', '502-on-post'],
  },
  {
    name: 'a proxy found nobody listening behind it',
    says: [
      /connection failure|failed to connect to backend|\b50[23] .*\b(uf|uh)\b|refused|111:|no (healthy|live) upstream|no upstreams? available|no backend connection|\.sock failed|delayed connect error|\bno server\b|connect(ing)? (error|failed)|\b(un-?available|un-?reachable|attempted to establish|to reach)\b/,
      /\b(upstream|backend|bad gateway|proxy|fastcgi|origin|503|502|transport failure|uf)\b/,
    ],
    but: /\(11: resource temporarily unavailable\)/,
    fits: ['502-during-deploys', '502-on-post'],
  },
  {
    name: 'a service of Kubernetes with nobody behind it',
    says: [/\bno endpoints available for service\b|\bdoes not have any active endpoint\b/],
    fits: ['502-during-deploys'],
  },
  {
    name: 'a proxy waited too long for the server behind it',
    says: [/\b(upstream|backend|bad gateway|origin)\b/, timeOut],
    but: /connect|shut ?down/,
    fits: ['hangs-though-listening', '502-on-post'],
  },
  {
    name: 'a proxy waited for a server behind it that said nothing',
    says: [proxy, silent],
    fits: ['hangs-though-listening', '502-on-post'],
  },
  {
    name: 'a server that says nothing',
    says: [
      /\b(server|service|backend)\b/,
      /\bstopped responding\b|\bun-?responsive\b|\btoo long to respond\b/,
    ],
    fits: ['hangs-though-listening'],
  },
  {
    name: 'a health check that had no answer in time',
    says: [/\bhealth ?checks?\b/, /\btimed out\b|\btime ?out\b/],
    but: /\b(connect|connecting|connection)\b|refused/,
    fits: ['hangs-though-listening'],
  },
  {
    name: 'a proxy had no answer from the server behind it',
    says: [
      /\b50[23](\.\d+)?\b|\bbad gateway\b|\bproxy error\b|\bload balancer\b|\b(upstream|fastcgi|backend|origin (service|server|web server|has|closed))\b/,
      proxy,
      /\b50[23]\b|\b50[23]\.\d+|\bbad gateway\b|\bhang up\b|(read|write) error|reset|\bconnection\b.*\bclos\w+|\bclos\w+.{0,30}\b(connection|socket|stream|early|before|while|during|prematurely|unexpectedly)\b|\beof\b|terminat(ed|ion)|disconnect\w*|broken pipe|abort\w*|\bended\b/,
    ],
    but: /context canceled|\b(client|downstream)\b.{0,20}\b(clos\w+|disconnect\w*|cancel\w*)/,
    fits: ['502-on-post', '502-during-deploys'],
  },
  {
    // ReverseProxy of Go's net/http/httputil, Cloud Foundry's gorouter, YARP, Cloud Run.
    name: 'a proxy had no answer from the server behind it',
    says: [
      /\bhttp: proxy error: .*(\beof\b|reset by peer|broken pipe|closed idle connection)|\bendpoint failure \(eof|\bproxy\b.*(\bbefore receiving a response\b|\berror reading status line\b)|\bconnection to the instance had an error\b|\bend of script output before headers\b|\berror reading data from fast ?cgi\b/,
    ],
    fits: ['502-on-post', '502-during-deploys'],
  },
  {
    name: 'a proxy waited too long for the server behind it',
    says: [/\bhttp: proxy error: .*deadline exceeded/],
    fits: ['hangs-though-listening', '502-on-post'],
  },
  {
    name: 'a proxy had no usable answer from the server behind it',
    says: [status('520')],
    fits: ['502-on-post', '502-during-deploys'],
  },
  {
    name: 'a proxy found nobody listening behind it',
    says: [status('521')],
    fits: ['502-during-deploys', '502-on-post'],
  },
  {
    name: 'a proxy could not connect to the server behind it in time',
    says: [status('522')],
    fits: ['syn-sent', 'hangs-though-listening'],
  },
  {
    name: 'a proxy waited too long for the server behind it',
    says: [status('504|524')],
    fits: ['hangs-though-listening', '502-on-post'],
  },
  {
    name: 'a server that takes no requests at the moment',
    says: [/\b503\b.{0,20}\bservice\b.{0,16}\bunavailable\b/],
    fits: ['502-during-deploys'],
  },
  {
    name: 'a request that a proxy answered with 502 or 503',
    says: [inAccessLog],
    fits: ['502-on-post', '502-during-deploys'],
  },
  {
    name: 'an upstream ended a connection of Envoy',
    says: [envoyFlag],
    fits: ['502-on-post', '502-during-deploys'],
  },
  {
    name: 'a process was ended from outside',
    says: [
      /\b(exit\w*|status|code|signal)\b.{0,20}\b1(37|43)\b|\b(killed|terminated|ended|died) (by|with|from|on) signal (9|15)\b|\bsignal: killed\b|\bexited( with)?\W{1,3}signal:? sig ?kill\b|\bdied\b.{0,30}\bsignal (9|15)\b|\b(process|server|container|service|app) (was |has been )?forc\w+[- ]?(killed|stopped|terminated)\b|\b(stopped|killed|terminated|ended|died|exited)\b.{0,40}\b(via|by|with|from|after)\b.{0,9}\bsig ?(kill|term)\b/,
    ],
    anyProtocol: true,
    fits: ['killed-137'],
  },
  {
    name: 'a probe had no answer, and ends the process',
    says: [/\bliveness\b/, /fail|unhealthy|restart|kill/],
    but: /refused/,
    anyProtocol: true,
    fits: ['hangs-though-listening', 'killed-137'],
  },
  {
    name: 'a queue of connections that no program takes is full',
    says: [
      /\b(listen|accept|backlog|socket)\b.{0,10}\bqueue\b.{0,60}\b(full|overflow\w*|exceed\w*)\b|\bsyn flood\w*|\b(backlog|queue) (is )?(full|overflow\w*)\b.{0,30}\b(listen|accept)/,
    ],
    fits: ['hangs-though-listening'],
  },
  {
    name: 'all workers of a server are busy',
    says: [
      /max[ _]?children|\bmax(imum)?[ _]?(request[ _]?)?(workers|clients|threads)\b|\ball (workers|threads)\b.{0,20}\bbusy\b/,
      /\b(reached|exceeded|busy|raising)\b/,
    ],
    fits: ['hangs-though-listening'],
  },
  {
    name: 'a worker that serves did not answer its own server',
    says: [
      /\bworker\b/,
      /\b(timed? ?out|time ?out|harakiri)\b/,
      /\b(check in|killing|terminating|critical|pid)\b/,
    ],
    but: /\b(job|queue|task|celery|webpack|jest)\b/,
    anyProtocol: true,
    fits: ['hangs-though-listening', 'killed-137'],
  },
  {
    name: 'a process did not end when it was told to',
    says: [
      /\bsig ?term\b|\bsig ?kill\b|\bsignal 15\b|grace period|pre ?stop|\.service\b.*\bstop(ping)?\b.{0,20}\btime|time to die|\bto kill\b|\bnot stopped\b|\bforced (shut ?down|exit)\b|\bsoft-?stop\b|\bsub-?process\w* to finish\b/,
      /\b(time ?out|timed out|failed|did not|didn't|not completed|still|for too long|within|exceeded|kill\w*|after \d+\w*|terminated|expired|exit in time|too much time)\b/,
    ],
    but: /\breceived sig ?(term|kill)\b|\bkernel panic\b/,
    anyProtocol: true,
    fits: ['killed-137', 'never-closes'],
  },
  {
    name: 'what was to be gone answers still',
    says: [
      /\b(old|previous|former|stale)( \w+)? (process\w*|servers?|instances?|versions?|containers?|releases?|builds?|pods?|workers?)\b/,
      /\bstill( being)? (serv|answer|respond|handl|accept|receiv)\w*|\b(keeps?|kept) (serv|answer|respond|handl)\w*/,
    ],
    fits: ['still-answers', 'never-closes'],
  },
  {
    name: 'a shutdown that waited for connections or requests',
    says: [shutsDown, inVain, waitedFor],
    but: /\bexecutor\b|\bthread( ?pool)?\b|\bconnection forced\b/,
    fits: ['never-closes', 'held-by-a-stream', 'killed-137'],
  },
  {
    name: 'a shutdown that waited for connections or requests',
    says: [waitedForOnes, goesOn],
    fits: ['never-closes', 'held-by-a-stream', 'killed-137'],
  },
  {
    name: 'a test run that does not end',
    says: [/\b(tests?|mocha|jest|vitest)\b/, goesOn],
    fits: ['never-closes'],
  },
  {
    name: 'a process did not end when it was told to',
    says: [program, goesOn],
    but: /\bthreads?\b|\bopen handles\b|(\bnot|n't) close\b|\bdrain/,
    anyProtocol: true,
    fits: ['killed-137', 'never-closes'],
  },
  {
    name: 'no file descriptor is left for a connection',
    says: [noFileLeft, /\b(accept\w*|sockets?|connect\w*|listen\w*|https?|tcp|server|request)\b/],
    but: /\bwatch/,
    fits: ['close-wait', 'fin-wait2'],
  },
  {
    name: 'no local port is free',
    says: [
      /\bout of (\w+ )?ports\b|\b(ephemeral|local|source|snat|outbound) (ports?|endpoint)\b.{0,30}\b(exhaust\w*|run out|ran out|available|left|(are )?(all )?in use|recently used)\b|port exhaustion|assign requested address|\bdial tcp\b.*\bbind: address already in use|e ?addr ?not ?avail|lacked sufficient buffer space|wsaenobufs|\bconnectex: only one usage\b/,
    ],
    anyProtocol: true,
    fits: ['ports-used-up', 'bound-on-windows'],
  },
  {
    name: 'an address that somebody has already',
    says: [
      /\bport\b.{0,60}\b(in use|being used|already (used|taken|bound|allocated|open)|taken|occupied|normally permitted)\b|\baddress( is)?( already)? (in use|bound)\b|e ?addr ?in ?use|\balready (running|listening|serving) (on|at)\b|\bconnection in use: \(|\bserver is already running\b|\b(already|process is) (listening|using (the )?port)\b|\b(could not|couldn't|cannot|can't|can not|failed to|unable to) (bind|listen)( on| to)?( the| a)? (port\d*|address|socket)\b|already used\b.{0,60}\brunning on the port|\bonly one usage of each socket address\b|\bbind\b.{0,20}\b(errno |error )?(98|48|10048)\b/,
    ],
    but: /\b(serial port|printer|com\d{1,3}|tty\w*|port of|permission|eacces|assign requested|no such|invalid|not supported|access)\b/,
    anyProtocol: true,
    fits: ['port-in-use'],
  },
  {
    name: 'a pool had no connection to lend',
    says: [
      /\b(pool\w*|queue\w*|checkout|checking out|acquir\w+|leas(e|es|ed|ing))\b/,
      /\bconnections?\b|\bpool timeout\b|\bpool ?#?acquire/,
      /time ?-?out|timed out|pending|exhaust\w*|full|no (free|idle|available)|maximum|queu\w+|limit/,
    ],
    but: /\bthread ?pool\b|accept|backlog|\blisten|\bread timed out\b|\bmax retries exceeded\b|\bconnect time ?out\b/,
    fits: ['seventh-tab'],
  },
  {
    // The deadline of Apache HttpClient 5 for a connection of its pool.
    name: 'a pool had no connection to lend',
    says: [
      /\btimeout deadline: \d+ milliseconds, actual\b|\bcheckout timeout\b|\bacquire operation took longer\b/,
    ],
    fits: ['seventh-tab'],
  },
  {
    name: 'a connection did not come about in time',
    says: [
      /\b(connect|connecting|connection attempt|dial|open|syn)\b.{0,60}?(time-?d? ?-?out|etimedout|deadline)|(time-?d? ?-?out|etimedout).{0,40}\bconnect(ing|\(2\))?\b|did not properly respond|\berr connection timed out|connection timed out\b\W{1,3}(after|to|https?|connect)|\b(open|connect) time ?out\b|conntrack: table full|\blayer4 time ?out\b|\bns error net time ?out\b/,
    ],
    but: /\bread\b/,
    fits: ['syn-sent', 'hangs-though-listening'],
  },
  {
    name: 'an answer did not come in time',
    says: [
      /\bread time-?d? ?-?out|\bread operation timed out|headers? time ?-?out|awaiting headers|esockettimedout|\b(response|request|answer|socket|body)\b.{0,40}(time-?d? ?-?out|deadline exceeded)|\bserver time ?out\b|\bclient\.time ?out (of|exceeded)\b|time-?d? ?-?out.{0,30}\b(waiting for|awaiting|reading|executing|processing)\b.{0,20}\b(response|headers?|answer|request)\b|tls handshake time ?-?out|time ?out of \d+ ?ms exceeded|\bcode ?= ?"?deadline exceeded\b|\b4 deadline exceeded\b|\bread tcp\b.{0,80}\bi\/o time ?out|\bthe operation has timed ?out\b|\btransport error\{reason: :time ?out|\bfirst read error: time ?out|\btime ?out during request\b|\btime ?out period of \d+ ?ms has been exceeded\b|\berr timed out\b|\blayer7 time ?out\b|\boperation timed out after\b|\bno (response|answer|reply) (within|after|in) \d+ ?(m?s|sec\w*|min\w*)\b|(\b(server|service|backend|host)\b|\/health\w*)( \w+)? (did not|didn't|does not|not) respond(ing)?\b/,
    ],
    but: /\b(test time ?out|lock|query|statement|transaction|job|session|idle|navigation|sandbox|image|volume|containerd?)\b|async tests|\bhooks?\b/,
    fits: ['hangs-though-listening', 'first-after-quiet'],
  },
  {
    name: 'a request could not be written to its end',
    says: [
      /\b(can ?not|could not|can't|failed to|error|unable to)\b.{0,20}\b(write|writing|send|sending)\b|\b(write|writing|send|sending)\b.{0,30}\b(failed|error|failure)|\bepipe\b|broken ?pipe/,
      /\b(request|body|connection|socket|server|transport|http|hyper|upload|stream)\b/,
    ],
    but: /\bto (file|disk|stdout|stderr)\b|standard output|(error sending (http )?request|send request)\b(?!.*broken ?pipe)|closed before (the )?(message|response|answer)|incomplete message|\bafter (the |a )?(end|stream)\b/,
    fits: ['upload-refused', 'reset-on-reuse'],
  },
  {
    name: 'an upload was refused, and its connection closed',
    says: [
      /\b413\b/,
      /\btoo (large|big|long)\b/,
      /\bclos\w+|reset|\babort\w*|\bepipe\b|broken ?pipe/,
    ],
    fits: ['upload-refused'],
  },
  {
    name: 'a request that was not read to its end',
    says: [
      /without reading the entire request|unexpected end of request|\brequest body ended\b|request body.{0,20}\b(incomplete|not (fully|completely) read)/,
    ],
    fits: ['upload-refused', 'reset-on-reuse'],
  },
  {
    name: 'a WebSocket was closed by its server',
    says: [
      /\bsocket\.? ?io\b|\bweb ?sockets?\b/,
      /\btransport (close|error)\b|without completing the close handshake|\bno close frame\b|\b(connection|(web ?)?socket|client)s? (was |has been |is )?(closed|lost|dropped|reset|terminated|disconnected)\b|\b(lost|dropped) (the )?connection\b|\b(abnormal|unexpected)(ly)? (clos|disconnect)\w+/,
    ],
    fits: ['held-by-a-stream', '502-during-deploys'],
  },
  {
    name: 'a WebSocket was closed by its server',
    says: [
      /\b(web ?sockets?|ws|clos\w+|received)\b/,
      /\b10(06|12)\b|\b1001\b|service restart/,
      /\b(web ?sockets?|ws|clos\w+|abnormal|restart)\b/,
    ],
    but: /\b(mysql|port)\b/,
    fits: ['held-by-a-stream', '502-during-deploys'],
  },
  {
    name: 'an answer broke off in its body',
    says: [
      /premature\w* end|payload is not completed|not enough data to satisfy transfer|incomplete (response|chunk\w*|body)|incomplete read\W.{0,20}\bbytes\b|content[- ]length mismatch|transfer closed|(clos\w+|reset|ended|terminated|aborted) (while|during) (receiving|reading|the (response|body|download))|chunk\w* .{0,40}(eof|clos\w+|expected|ended|truncated)|\b(sse|event|response|http) ?-?stream (was )?(ended|closed|terminated|interrupted)\b|expected:? \d[\d,.]*.{0,12}(received|got|read):? \d|invalid chunk length|aborted pending request|\bbytes (outstanding|missing)\b/,
    ],
    but: /\b(xml|json|tag|archive|zip|script)\b/,
    fits: ['502-during-deploys', 'held-by-a-stream', 'reset-on-reuse'],
  },
  {
    name: 'an answer that never began',
    says: [
      /\beof\b|end of (file|stream|input)|\bclos\w+|\b(error|couldn't|could not|failed to)\b.{0,12}\b(read|fetch)/,
      /first (read|byte)|status line|(full|response) headers?|http headers|reading (the |a )?(response|answer|header)|parse http response/,
    ],
    fits: ['reset-on-reuse', '502-during-deploys'],
  },
  {
    name: 'a connection that was closed instead of an answer',
    says: [
      /\bfailed to respond\b|\b(response|answer|reply) (ended|closed|terminated) (premature|unexpected)ly\b|\bpremature close exception\b|\bempty reply from server\b|\bend of stream \[beast|\berror\((channel closed|incomplete message)\b|\brequest cannot be retried\b|\b(get|post|put|head|patch|delete) "http[^"]*": eof\b|\bno response( data)? (was )?received\b|\breason: :closed\b|\bserver returned nothing\b|\bbad status line: ?''/,
    ],
    fits: ['reset-on-reuse', '502-during-deploys'],
  },
  {
    name: 'the end of a connection where an answer was to be read',
    says: [/\beof (exception|error)\b/, /http|jetty|undertow|netty|excon|end ?point|connection/],
    fits: ['reset-on-reuse', 'upload-refused'],
  },
  {
    name: 'a connection ended before its answer',
    says: [
      ended,
      connection,
      /\b(before|without|unexpected\w*|premature\w*|incomplete|0 bytes|zero bytes)\b/,
    ],
    but: /\b(dialog|document|window|lock|transaction|file|maintenance)\b/,
    fits: ['reset-on-reuse', '502-during-deploys'],
  },
  {
    name: 'a connection was ended by the other side',
    says: [
      /\b(connection|socket|transport|remote host|peer)( with the server| to the server)?( was| has been| is| got| were| being)?( \w+ly)? (closed|closing|reset|dropped|aborted|lost|terminated|disconnected|broken|gone)\b|\b(closed|reset|dropped|aborted|terminated|closing)( the| idle| this)? (connection|socket|transport)\b|\b(closed|reset|dropped|aborted|terminated) by (the )?(peer|server|remote|other)|\bunexpected(ly)? disconnect|\biostream\b.*closed|\berror\W{1,4}:?closed\b|\bserver (disconnected|went away|has gone away)\b|nonexistent network connection|\bns error net reset\b|\berr socket not connected\b|\bremotely closed\b|\bserver broke connection\b|\bsyscall returned=5 errno=0\b|software caused connection abort/,
    ],
    but: /\b(session|lock|license|inactivity|polling for restart)\b|\bby (the |a )?(user|application|administrator)\b/,
    fits: ['reset-on-reuse', '502-during-deploys'],
  },
  {
    name: 'a connection of a pool was of no use any more',
    says: [
      /\b(pooled|persistent|kept|re-?used|idle|keep-?alive|stale) (\w+ )?connections?\b/,
      /\b(error|fail\w*|closed|reset|dropped|dead|broken)\b/,
    ],
    but: /\bsuccessfully\b/,
    fits: ['reset-on-reuse', 'first-after-quiet'],
  },
  {
    name: 'nobody listens there',
    says: [
      /\bconnect\w*\b.{0,60}\brefused\b|\brefused\b.{0,30}\bconnect|actively refused|\be ?conn ?refused\b/,
    ],
    fits: ['502-during-deploys', 'port-in-use'],
  },
  {
    name: 'a connection did not come about, and the line does not say why',
    says: [
      /\b(can ?not|could not|couldn't|failed to|unable to|attempt to) connect to\b|\ball connection attempts failed\b|\berr connection failed\b/,
      /\b(https?|httpx|nsurl|url|net::err|connector error|backend|origin|upstream|fetch|proxy)\b/,
    ],
    fits: ['502-during-deploys', 'syn-sent'],
  },
  {
    name: 'sockets that no program holds any more are too many',
    says: [/\btoo many (of )?orphaned sockets\b/],
    fits: ['fin-wait2', 'close-wait'],
  },
  {
    name: 'a system says in its own language: the other side ended the connection',
    says: [
      /verbindung wurde (vom remotehost )?geschlossen|connexion existante a d. .tre ferm|forzado la interrupci.n de una conexi|强迫关闭了一个现有的连接|強制的に切断|принудительно разорвал/,
    ],
    fits: ['reset-on-reuse', '502-during-deploys'],
  },
  {
    name: 'a system says in its own language: nobody listens there',
    says: [
      /zielcomputer die verbindung verweigerte|cible l.a express.ment refus|equipo de destino deneg|计算机积极拒绝|拒否されたため|отверг запрос на подключение/,
    ],
    fits: ['502-during-deploys', 'port-in-use'],
  },
  {
    name: 'a system says in its own language: no connection came about in time',
    says: [
      /verbindungsversuch ist fehlgeschlagen|tentative de connexion a .chou|intento de conexi.n|连接尝试失败|接続済みの呼び出し先が一定の時間/,
    ],
    fits: ['syn-sent', 'hangs-though-listening'],
  },
  // The numbers of an operating system: errno(3) of Linux, of macOS, Winsock’s.
  {
    name: 'a connection that was idle got an end instead of an answer',
    says: [/\bidle (http )?(channel|connection)\b/, /unsolicited response|408/],
    fits: ['reset-on-reuse', 'first-after-quiet'],
  },
  {
    name: 'the number of a connection that was reset',
    says: [systemError('10054|10053|104|0x80072ef[ef]')],
    fits: ['reset-on-reuse', '502-during-deploys', 'upload-refused'],
  },
  {
    name: 'the number of a connection that did not come about',
    says: [systemError('10060|110|0x80072ee2')],
    fits: ['syn-sent', 'first-after-quiet'],
  },
  {
    name: 'the number of a port where nobody listens',
    says: [systemError('10061|111|0x80072efd')],
    fits: ['502-during-deploys', 'port-in-use'],
  },
];
