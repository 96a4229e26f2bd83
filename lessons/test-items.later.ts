import type { Pair } from './test-items.ts';

/** The second half of both forms, for half a day: lessons 10 to 14, a pair each, in their order. */
export const secondHalf: readonly Pair[] = [
  {
    ability: 'Says whom a server goes on serving whose stop has looked once.',
    a: {
      question:
        'A server on Node 26 calls `close()` and does nothing else. K is silent since its last answer; L waits for one, and gets it. A second later both ask again, on the connections that they have. Whom does this server answer?',
      options: [
        'Neither: K was ended at once, L after its answer.',
        'Both: close() ends no connection.',
        'L, for as long as it goes on asking.',
        'L, once more: that answer tells it to close.',
      ],
      right: 'C',
      reason:
        'At close() K is idle, and ended. L is busy, and nobody looks at it again. No answer tells it to close by itself.',
      source: {
        name: 'Node: http, server.close()',
        href: 'https://nodejs.org/docs/latest-v26.x/api/http.html#serverclosecallback',
      },
    },
    b: {
      question:
        '500 clients are connected to a server on Node 26, and 30 of them wait for an answer. It calls `close()` and does nothing else. All ask once a second from then on. Whom does it still answer a minute later?',
      options: [
        'The 30 that were waiting.',
        'All 500.',
        'Nobody: close() ended all connections.',
        'Nobody: the 30 had one answer each, and were ended behind it.',
      ],
      right: 'A',
      reason:
        'close() ends who is idle at that moment. The 30 were busy, and asking once a second they are never idle for long enough to be ended.',
      source: {
        name: 'Node: http, server.close()',
        href: 'https://nodejs.org/docs/latest-v26.x/api/http.html#serverclosecallback',
      },
    },
  },
  {
    ability: 'Reckons with the time until a balancer has found out that a server leaves.',
    a: {
      question:
        'Two servers share 100 requests a second, half each. Their balancer never tries a request twice; it checks each server every 2 s, and gives it up after three failures. One server stops listening at once, and finishes all that it has begun. How many requests are lost?',
      options: ['None.', 'Those under way at the stop.', 'About 200 to 300.', 'About 400 to 600.'],
      right: 'C',
      reason:
        'Three checks have failed after 4 to 6 s. Until then its half of the requests, 50 a second, goes to a port on which nobody listens. What it has begun is not lost.',
      source: {
        name: 'HAProxy: fall, inter',
        href: 'https://docs.haproxy.org/2.6/configuration.html#5.2-fall',
      },
    },
    b: {
      question:
        'A balancer checks each server every 5 s, and gives it up after two failures. `notReady()` makes the check fail; `drain()` finishes what was begun, and exits. Which stop loses no request?',
      options: [
        '`stopListening(); drain(); notReady(); wait(15);`',
        '`notReady(); wait(15); stopListening(); drain();`',
        '`notReady(); stopListening(); wait(15); drain();`',
        '`notReady(); wait(4); stopListening(); drain();`',
      ],
      right: 'B',
      reason:
        'Two checks have failed after 5 to 10 s. Until then the server is sent requests, and has to take them: 4 s are too short, and a wait behind a closed port saves nobody.',
      source: {
        name: 'HAProxy: fall, inter',
        href: 'https://docs.haproxy.org/2.6/configuration.html#5.2-fall',
      },
    },
  },
  {
    ability: 'Says which side should hang up first.',
    a: {
      question:
        'A proxy keeps a silent connection to its app for 60 s, the app for 5 s. A few POSTs an hour end in 502, and no GET ever does. Which change ends that, and runs no order twice?',
      options: [
        'The app keeps it for 65 s.',
        'The proxy keeps it for 300 s.',
        'The proxy sends a failed POST once more.',
        'The app gets a faster machine.',
      ],
      right: 'A',
      reason:
        'Then the proxy hangs up first, and it knows whether it is about to send. GETs fail as well: the proxy repeats them. A POST that it repeated might have been run.',
      source: {
        name: 'AWS: connection idle timeout',
        href: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html#connection-idle-timeout',
      },
    },
    b: {
      question:
        'Service X calls service Y. X keeps a silent connection for 120 s, Y for 60 s. About once an hour a call fails with ECONNRESET, always the first after a quiet minute. Which change ends that?',
      options: [
        'X keeps it for 600 s.',
        'Y keeps it for 30 s.',
        'Y answers each call faster.',
        'X keeps it for 50 s.',
      ],
      right: 'D',
      reason:
        'X sends, so X should hang up first: it knows whether it is about to send. With 600 or 30 s Y is still the first.',
      source: {
        name: 'RFC 9112, section 9.5',
        href: 'https://www.rfc-editor.org/rfc/rfc9112#section-9.5',
      },
    },
  },
  {
    ability: 'Transfers: a stop that waits for others needs a limit.',
    transfer: { a: 'PostgreSQL', b: 'Java threads' },
    a: {
      question:
        'You send SIGTERM to the main process of PostgreSQL. A web service holds five sessions in its pool, all of them idle, and never lets go of one by itself. When does PostgreSQL end?',
      options: [
        'At once: no statement is being run.',
        'After statement_timeout.',
        'After the 60 s of its default limit for a stop.',
        'When the web service ends.',
      ],
      right: 'D',
      reason:
        'SIGTERM asks for the “smart” shutdown: nobody new is let in, and the server waits for every session. SIGINT would end them.',
      source: {
        name: 'PostgreSQL: shutting down the server',
        href: 'https://www.postgresql.org/docs/current/server-shutdown.html',
      },
    },
    b: {
      question:
        'A Java program calls `shutdown()` on its thread pool, an `Executors.newCachedThreadPool()`, and has nothing else to do. One task of the pool is reading from a peer that says nothing. When does the program end?',
      options: [
        'At once: the pool takes no new task.',
        'After 60 s, the keep-alive time of the pool’s threads.',
        'When that read has come to an end.',
        'When the pool is collected as garbage.',
      ],
      right: 'C',
      reason:
        'shutdown() takes no new task and lets those finish that have begun, however long that takes. The keep-alive time is for threads without a task.',
      source: {
        name: 'Java: ExecutorService',
        href: 'https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/concurrent/ExecutorService.html',
      },
    },
  },
  {
    ability: 'Transfers: which end lets a client try again.',
    transfer: { a: 'SMTP', b: 'DNS' },
    a: {
      question:
        'For ten seconds a mail server can take no mail. On Monday it lets senders connect, and rejects each mail with “554 restarting, try again in 10 seconds”. On Friday nothing listens, and senders are refused. On which day are the mails delivered later, with nobody’s help?',
      options: ['On both.', 'On Friday only.', 'On Monday only.', 'On neither.'],
      right: 'B',
      reason:
        'A reply that begins with 5 is permanent, whatever its text says: the mail goes back. Whoever is refused keeps the mail, and tries again.',
      source: {
        name: 'RFC 5321, sections 4.2.1 and 4.5.4.1',
        href: 'https://www.rfc-editor.org/rfc/rfc5321#section-4.2.1',
      },
    },
    b: {
      question:
        'A zone has two name servers. While one restarts, it has not read its zone yet. On Monday it answers meanwhile that there is no such name (NXDOMAIN). On Friday it does not answer. On which day does a resolver that asks this one first get the address from the other?',
      options: ['On both.', 'On Monday only.', 'On neither.', 'On Friday only.'],
      right: 'D',
      reason:
        'A resolver asks one server after the other until one responds. “No such name” is a response: it is passed on, and kept for a while.',
      source: {
        name: 'RFC 1034, section 5.3.3',
        href: 'https://www.rfc-editor.org/rfc/rfc1034#section-5.3.3',
      },
    },
  },
];
