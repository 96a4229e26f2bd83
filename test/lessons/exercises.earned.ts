/** What each program of each exercise earns: the step it misses, expected, seen, the likely mistake. */
export const earned: Record<string, { start: string[]; wrong: Record<string, string[]> }> = {
  '02-not-modified': {
    start: [
      'whoever brings that ETag gets a 304',
      'expected 304',
      'seen 200, “Hello, world!”, ETag: "09fac8dbfd27bd9b4d23a00eb648aa751789536d"',
      'Nothing compares the ETag that was brought with the one of this page.',
    ],
    wrong: {
      'always-304': [
        'whoever has no copy gets the page, with its ETag',
        'expected 200, the page, an ETag',
        'seen 304, ETag: "09fac8dbfd27bd9b4d23a00eb648aa751789536d"',
        'Without a copy of the page, a client can do nothing with a 304.',
      ],
      'any-etag': [
        'whoever brings App 1’s ETag to App 2 gets App 2’s page',
        'expected 200, “Hello, world2!”',
        'seen 304, ETag: "7ed872ed819318ccfe5daa68b4ba63e197845c3e"',
        'This app says 304 to any ETag. Its client would show the old page for ever.',
      ],
      'no-etag-on-the-304': [
        'the 304 says which page it stands for',
        'expected ETag: "09fac8dbfd27bd9b4d23a00eb648aa751789536d"',
        'seen 304, no ETag',
        'A 304 carries the ETag that a 200 would have carried (RFC 9110, section 15.4.5). Without it nobody can tell who signed.',
      ],
      'one-etag-only': [
        'whoever brings several ETags, this one among them, gets a 304',
        'expected 304 to If-None-Match: "another", "09fac8dbfd27bd9b4d23a00eb648aa751789536d"',
        'seen 200, “Hello, world!”, ETag: "09fac8dbfd27bd9b4d23a00eb648aa751789536d"',
        'A client, or a cache on the way, may hold several copies of a page, and brings all their ETags in one header.',
      ],
      'with-a-body': [
        'the 304 has no body',
        'expected end() without a text',
        'seen the 304 was given 14 bytes',
        'A 304 ends after its headers. Node leaves such a body out without a word; elsewhere the client would read it as the beginning of the next answer.',
      ],
      'without-quotes': [
        'whoever brings that ETag gets a 304',
        'expected 304',
        'seen 200, “Hello, world!”, ETag: "09fac8dbfd27bd9b4d23a00eb648aa751789536d"',
        'It compares without the quotes. They are part of an ETag, on both sides: the client brings them along.',
      ],
      'writes-a-body': [
        'the 304 has no body',
        'expected end() without a text',
        'seen the 304 was given 14 bytes',
        'A 304 ends after its headers. Node leaves such a body out without a word; elsewhere the client would read it as the beginning of the next answer.',
      ],
    },
  },
  '04-curl-disagrees': {
    start: [
      'the two differ in their past',
      'expected a client that App 1 has never answered',
      'seen curl that App 1 has answered before the swap',
      'That is the comparison of the lesson: another program, with the same past. It shows that the past alone does not decide, not what it does to a browser.',
    ],
    wrong: {
      'before-the-swap': [
        'both were asked after the swap',
        'seen the control was asked before it',
        'Before the swap everybody gets App 1. What is to be explained begins after it.',
      ],
      'made-up': [
        'two answers, each got by a client of this experiment',
        'expected what visit() brought',
        'seen a witness that no visit brought',
        'An experiment reports what was seen. Return what visit() brought.',
      ],
      'not-fresh-process': [
        'the two differ in their past',
        'expected a client that App 1 has never answered',
        'seen a browser that App 1 has answered before the swap',
        'Another process, with the same past: it was fresh until you tried it out.',
      ],
      'not-fresh-tab': [
        'the two differ in their past',
        'expected a client that App 1 has never answered',
        'seen the same browser',
        'A tab belongs to its browser. The browser was with App 1, and keeps what it has from there: a tab of it is not fresh.',
      ],
      'two-things-at-once': [
        'and in nothing else',
        'expected the same program twice',
        'seen a browser with a past, and curl without',
        'Two things differ. Whatever comes out, you cannot tell which of them it was.',
      ],
      'witness-without-a-past': [
        'the witness was with App 1 before',
        'seen it was not',
        'Without a past, it is no witness to it.',
      ],
    },
  },
  '06-a-guess': {
    start: [
      'where App 1 knows the browser by what it brings along, it fails',
      'expected false',
      'seen true: the browser got App 1',
      'The rival foretells it as well. Look for something that the two do not agree on.',
    ],
    wrong: {
      'a-new-tab': [
        'where App 1 knows the browser by what it brings along, it fails',
        'expected false',
        'seen true: a new tab got App 1',
        'The rival foretells it as well. Look for something that the two do not agree on.',
      ],
      'a-row-is-there': [
        'where App 1 knows the browser by what it brings along, it fails',
        'expected false',
        'seen true: the rows were read',
        'The rival foretells it as well. Look for something that the two do not agree on.',
      ],
      'cannot-fail': [
        'where App 1 knows the browser by what it brings along, it fails',
        'expected false',
        'seen true: the browser got App 1',
        'It comes true in every world, so it cannot fail, and tells nothing.',
      ],
      'claim-from-absence': [
        'where App 1 knows the browser by what it brings along, it fails',
        'expected false',
        'seen true: a new browser got App 2, curl got App 2',
        'A claim from absence: that nobody else gets App 1 says nothing about why your browser gets it.',
      ],
      'no-baseline': [
        'where nothing keeps App 1, it fails',
        'expected false',
        'seen true: its connections were ended, the browser got App 2',
        'Here the browser gets App 2 before you do anything. Look at it before you change something, and then again.',
      ],
      'no-verdict': [
        'where the guess is true, it comes true',
        'expected true',
        'seen App 1',
        'A prediction says beforehand what will come: return whether it came.',
      ],
      'the-rivals-own': [
        'where the guess is true, it comes true',
        'expected true',
        'seen false',
        'Here the connection decides: its connections were ended, the browser got App 2. The guess foretells that, and you predicted something else.',
      ],
    },
  },
  '07-the-rows-i-filtered-out': {
    start: [
      'the table of this machine: a server with clients, and another server',
      'expected kept: a connection, at the server’s end',
      'seen left out',
      'Whoever keeps only listening sockets sees who may come, and not who is there.',
    ],
    wrong: {
      'a-colon-before': [
        'a table of Linux, with inodes, pids and timers (netstat -anepo)',
        'expected left out: a row of another port, with these digits within an address, tcp6 0 0 2001:db8::7888:443 2001:db8::5:50200 ESTABLISHED 1000 51600 4740/node off (0.00/0/0)',
        'seen kept',
        'An IPv6 address may contain them between its colons, an IPv4 address between its dots: the port comes last.',
      ],
      'always-7888': [
        'the table of this machine: a server with clients, and another server',
        'expected rows of the port that is asked for',
        'seen none',
        'The port is the first argument, and not always 7888.',
      ],
      'any-number': [
        'a table of Linux, with inodes, pids and timers (netstat -anepo)',
        'expected left out: a row of another port, whose process has this number, tcp 0 0 0.0.0.0:22 0.0.0.0:* LISTEN 0 20011 7888/sshd off (0.00/0/0)',
        'seen kept',
        'That number is a pid.',
      ],
      'colon-only': [
        'a table of macOS (netstat -an)',
        'expected kept: a row of macOS, tcp4 0 0 127.0.0.1.7888 127.0.0.1.50112 ESTABLISHED',
        'seen left out',
        'macOS sets a dot between address and port, where others set a colon.',
      ],
      'established-only': [
        'the table of this machine: a server with clients, and another server',
        'expected kept: a listening socket',
        'seen left out',
        'It is a row of the port like the others, and its absence is half of the evidence.',
      ],
      'grep-alone': [
        'the table of this machine: a server with clients, and another server',
        'expected left out: another server, whose port ends in these digits',
        'seen kept',
        'As a text, 17888 contains 7888. As a port it is another one.',
      ],
      'ipv4-only': [
        'a table of Linux, with inodes, pids and timers (netstat -anepo)',
        'expected kept: a row of IPv6, tcp6 0 0 :::7888 :::* LISTEN 1000 51400 4720/node off (0.00/0/0)',
        'seen left out',
        'Not every address has three dots: ::1 and ::: are addresses.',
      ],
      'left-column-only': [
        'the table of this machine: a server with clients, and another server',
        'expected kept: a connection, at the client’s end',
        'seen left out',
        'Here the port stands in the right column: the client’s own port comes first.',
      ],
      'listening-only': [
        'the table of this machine: a server with clients, and another server',
        'expected kept: a connection, at the server’s end',
        'seen left out',
        'Whoever keeps only listening sockets sees who may come, and not who is there.',
      ],
      'two-states': [
        'the table of this machine: a server with clients, and another server',
        'expected kept: a connection that has ended, in TIME_WAIT',
        'seen left out',
        'LISTEN and ESTABLISHED are two states of eleven. The others are rows, too.',
      ],
    },
  },
  '08-close-the-connections': {
    start: [
      'after the stop, nobody who was connected gets an answer from App 1',
      'expected no answer from App 1',
      'seen who asked before got “Hello, world!”',
      'Nobody ended the connections: close() lets nobody in, and leaves those that are there.',
    ],
    wrong: {
      'close-all-only': [
        'App 2 gets the port',
        'expected nobody listens on it',
        'seen App 1 still listens',
        'Nothing closed its listening socket.',
      ],
      'close-all-then-log': [
        'a client that comes in the middle of the stop is not let in',
        'expected no answer from App 1',
        'seen “Hello, world!”',
        'It came during an await, while App 1 still listened, so it was let in; and the call that ends all connections was over.',
      ],
      'close-only': [
        'after the stop, nobody who was connected gets an answer from App 1',
        'expected no answer from App 1',
        'seen who is in the middle of a request got “Hello, world!”',
        'close() ends idle connections, since Node 19. A connection with a request on it is not idle.',
      ],
      'no-log-line': [
        'the log line is written, once',
        'expected one line',
        'seen 0 lines',
        'The log line is to stay. The question is where.',
      ],
      'process-exit': [
        'stop() comes to its end',
        'seen your code ended its process, with status 0',
        'process.exit() ends all that runs in this process: App 2, if it runs there, and the log line that was still to be written.',
      ],
      timer: [
        'after the stop, nobody who was connected gets an answer from App 1',
        'expected no answer from App 1',
        'seen who asked before got “Hello, world!”',
        'The connections did end, but after stop() had come to its end. Whoever asked in between was answered by App 1.',
      ],
      'two-log-lines': [
        'the log line is written, once',
        'expected one line',
        'seen 2 lines',
        'The log line is to stay. The question is where.',
      ],
      'waits-for-close': [
        'stop() comes to its end',
        'expected at once',
        'seen waited 2 s for stop() to come to its end',
        'close() calls back when the last connection has ended. Whoever waits for that before ending them waits as long as the clients please.',
      ],
    },
  },
  '10-half-fixed': {
    start: [
      'each of the ten gets App 2 with the very next request',
      'expected “App 2”',
      'seen “App 1”, Connection: keep-alive',
      'close() looks at its connections once. The ten were busy then, and their answers said keep-alive.',
    ],
    wrong: {
      always: [
        'before the stop, clients keep their connections',
        'expected answers with Connection: keep-alive',
        'seen “App 1”, Connection: close',
        'Without kept connections there is nothing to hand over, and each request pays for a new one.',
      ],
      'at-the-request': [
        'each of the ten gets App 2 with the very next request',
        'expected “App 2”',
        'seen “App 1”, Connection: close',
        'The header was decided when the request came, before the stop: the late answer said keep-alive. The next one said close, one answer too late.',
      ],
      'close-all': [
        'each of the ten gets its answer whole',
        'expected “App 1”',
        'seen ECONNRESET',
        'closeAllConnections() ends them all, answered or not. They were in the middle of their work.',
      ],
      'keeps-listening': [
        'the ten are at work, stop() is called, App 2 gets the port',
        'expected nobody listens on it',
        'seen App 1 still listens',
        'Late answers that say close are one half of a stop. Somebody has to leave the port, too.',
      ],
      'one-request': [
        'each of the ten gets App 2 with the very next request',
        'expected “App 2”',
        'seen “App 1”, Connection: close',
        'maxRequestsPerSocket is looked at when a request comes. The ten had come already: their answers said keep-alive, and one more was let in.',
      ],
      sweep: [
        'each of the ten gets App 2 with the very next request',
        'expected “App 2”',
        'seen “App 1”, Connection: keep-alive',
        'A sweep ends who is idle when it looks. Who asks at once is never idle then: only slow clients are handed over.',
      ],
      'timeout-one': [
        'each of the ten gets App 2 with the very next request',
        'expected “App 2”',
        'seen “App 1”, Connection: keep-alive',
        'A short keepAliveTimeout ends who is idle for that long. Who asks at once is not idle, and was served once more.',
      ],
      'timeout-zero': [
        'each of the ten gets App 2 with the very next request',
        'expected “App 2”',
        'seen “App 1”, Connection: keep-alive',
        'keepAliveTimeout = 0 is no limit at all: it keeps idle connections for ever.',
      ],
    },
  },
  '14-not-on-the-list': {
    start: [
      'ten deploys, each with events before it, in the gap and after it',
      'expected every event',
      'seen “before deploy 1” is lost',
      'The events have no ids. So a client that comes again cannot say which it had last.',
    ],
    wrong: {
      'close-alone': [
        'ten deploys, each with events before it, in the gap and after it',
        'expected each stream ends',
        'seen streams that go on after the stop',
        'close() spares an answer that goes on, and waits for it. The stopped app served them on.',
      ],
      'from-now': [
        'ten deploys, each with events before it, in the gap and after it',
        'expected every event',
        'seen “before deploy 1” is lost',
        'The client said Last-Event-ID, and was sent only what came after it was back.',
      ],
      inclusive: [
        'ten deploys, each with events before it, in the gap and after it',
        'expected each event once',
        'seen “the first” came twice',
        'Last-Event-ID names an event that the client has had. What it lacks begins after it.',
      ],
      'kept-connection': [
        'ten deploys, each with events before it, in the gap and after it',
        'expected refused in the gap',
        'seen the stopped app served them again',
        'Their streams ended, and the connections were kept: they came again on these, to the app that had stopped. Say Connection: close, or close the connections.',
      ],
      'no-ids': [
        'ten deploys, each with events before it, in the gap and after it',
        'expected every event',
        'seen “before deploy 1” is lost',
        'The events have no ids. So a client that comes again cannot say which it had last.',
      ],
      'own-ids': [
        'ten deploys, each with events before it, in the gap and after it',
        'expected every event',
        'seen “before deploy 1” is lost',
        'Two apps gave the same event two ids, 1 and 0: each counts what it has seen itself. The next app cannot know what the one before meant.',
      ],
      'polite-503': [
        'ten deploys, each with events before it, in the gap and after it',
        'expected each comes again',
        'seen 10 of 10 gave up',
        'Each of them met an answer that is no event stream, and that is the end of an EventSource. A refused connection is not.',
      ],
    },
  },
};
