/** A question with four answers, one of them right. Text between ` is code. */
export interface Item {
  question: string;
  /** Code or a table that belongs to the question. */
  shown?: string;
  options: readonly [string, string, string, string];
  right: 'A' | 'B' | 'C' | 'D';
  reason: string;
  source: { name: string; href: string };
}

/** What the two forms ask in parallel, so that one can be taken before the class and one after. */
export interface Pair {
  /** What somebody can do who answers it. */
  ability: string;
  /** Of a case of transfer: the thing it is about, which no lesson tells of. */
  transfer?: { a: string; b: string };
  a: Item;
  b: Item;
}

/** Eight pairs on lessons 1 to 9; the second half is test-items.later.ts. */
export const firstHalf: readonly Pair[] = [
  {
    ability: 'Says whom a server still serves that has only stopped listening.',
    a: {
      question:
        'A server has closed its listening socket and done nothing else. Its process lives. Two minutes later, who can still get an answer from it?',
      options: [
        'Nobody: the port has no listening socket any more.',
        'A client whose connection has stayed open.',
        'Every client on the same machine.',
        'A client that asks without its cache.',
      ],
      right: 'B',
      reason:
        'A listening socket only accepts. The accepted connections are sockets of their own, and stay.',
      source: {
        name: 'Node: net, server.close()',
        href: 'https://nodejs.org/docs/latest-v26.x/api/net.html#serverclosecallback',
      },
    },
    b: {
      question:
        'The old server on port 8080 has stopped listening and does nothing more; a new one listens there. Which of these programs can be answered by the old one?',
      options: [
        'One that starts now and asks port 8080.',
        'One that looks up the server’s name again before it asks.',
        'One that has kept a connection since yesterday.',
        'None. The port belongs to the new server.',
      ],
      right: 'C',
      reason:
        'Its connection was accepted by the old server. Later requests on it go where the first one went.',
      source: {
        name: 'RFC 9112, section 9.3',
        href: 'https://www.rfc-editor.org/rfc/rfc9112#section-9.3',
      },
    },
  },
  {
    ability: 'Tells from the evidence which program wrote an answer.',
    a: {
      question:
        'App X signs its only page with ETag "x1", App Y its only page with "y2". Y listens on the port. A reload comes back over the network as 304 with ETag "x1". Who wrote it?',
      options: [
        'App Y, since it listens on the port, and nobody else does.',
        'The browser: a 304 says that the page is in its cache.',
        'That cannot be told, since a 304 has no body to compare.',
        'App X, if nothing with its page stands in between.',
      ],
      right: 'D',
      reason:
        'A 304 carries the ETag that the 200 would have carried. App Y’s page has another one, so App Y would have sent it whole.',
      source: {
        name: 'RFC 9110, section 15.4.5',
        href: 'https://www.rfc-editor.org/rfc/rfc9110#section-15.4.5',
      },
    },
    b: {
      question:
        'Versions 4 and 5 of a program each count the requests they answer. You reload five times and see the old page. Version 4’s counter goes up by five, version 5’s stands still. Who answered?',
      options: [
        'A running program of version 4.',
        'The browser, out of its cache.',
        'A cache in a proxy on the way.',
        'Version 5, which still has an old page.',
      ],
      right: 'A',
      reason:
        'A cache answers in a program’s place, and the program would not have counted. It counted each reload.',
      source: {
        name: 'RFC 9111, section 4',
        href: 'https://www.rfc-editor.org/rfc/rfc9111#section-4',
      },
    },
  },
  {
    ability: 'Reads in a socket table who will be answered by whom.',
    a: {
      question:
        'The table is complete. The client with port 50114 sends its next request. Who answers?',
      shown: [
        'State   Local address    Peer address      Process',
        'LISTEN  127.0.0.1:8080   0.0.0.0:*         71',
        'ESTAB   127.0.0.1:8080   127.0.0.1:50114   64',
      ].join('\n'),
      options: [
        'Process 64.',
        'Process 71: its is the LISTEN row.',
        'The two by turns.',
        'Neither. It gets an error.',
      ],
      right: 'A',
      reason:
        'The row is ESTABLISHED: what the client sends is delivered to its owner. The LISTEN row speaks for new connections.',
      source: {
        name: 'RFC 9293, section 3.3.2',
        href: 'https://www.rfc-editor.org/rfc/rfc9293#section-3.3.2',
      },
    },
    b: {
      question: 'These are all the rows of port 443. What follows?',
      shown: [
        'State   Local address    Peer address      Process',
        'ESTAB   10.0.0.5:443     10.0.0.9:40022    812',
        'ESTAB   10.0.0.5:443     10.0.0.7:51310    812',
      ].join('\n'),
      options: [
        'Process 812 is gone, since nothing listens.',
        'A third client would be accepted, and answered by process 812.',
        'The two connections will end within a minute.',
        'Process 812 can answer these two; a third is refused.',
      ],
      right: 'D',
      reason:
        'Without a LISTEN row nobody new is accepted. The two that are ESTABLISHED can go on sending.',
      source: {
        name: 'RFC 9293, section 3.3.2',
        href: 'https://www.rfc-editor.org/rfc/rfc9293#section-3.3.2',
      },
    },
  },
  {
    ability: 'Says when a kept connection ends.',
    a: {
      question:
        'A tab is stuck with the old server on one connection. That server closes after 60 s without a request, the browser after 120 s. A script on the page asks every 10 s. When does the connection end?',
      options: [
        'After 60 s: the server is the less patient side.',
        'After 120 s: it is the browser’s connection.',
        'At the next reload.',
        'Not by itself: it is never idle for that long.',
      ],
      right: 'D',
      reason: 'An idle time runs from the last answer, and each request stops it.',
      source: {
        name: 'Node: server.keepAliveTimeout',
        href: 'https://nodejs.org/docs/latest-v26.x/api/http.html#serverkeepalivetimeout',
      },
    },
    b: {
      question:
        'A health check asks every 30 s. It keeps its connection for up to 90 s without use; the server closes one after 20 s without a request. The server is swapped. Which one answers the check two minutes later?',
      options: [
        'The old one: the check keeps its connection for 90 s.',
        'The new one: the old connection ended 20 s after a check.',
        'The old one: a check every 30 s keeps the connection in use.',
        'An error: the connection was closed.',
      ],
      right: 'B',
      reason:
        'The shorter patience decides. 20 s are over before the next check, which then opens a new connection.',
      source: {
        name: 'RFC 9112, section 9.5',
        href: 'https://www.rfc-editor.org/rfc/rfc9112#section-9.5',
      },
    },
  },
  {
    ability: 'Finds the gap in a stop.',
    a: {
      question:
        'closeAll() ends every connection of the server. stopListening() closes its listening socket and nothing else. What can go wrong here?',
      shown: ['closeAll();', 'await log.flush();', 'stopListening();'].join('\n'),
      options: [
        'Nothing: both are called in the end.',
        'closeAll() fails, because the server still listens.',
        'A client that comes during the flush is accepted, and stays.',
        'stopListening() fails, because no connection is left.',
      ],
      right: 'C',
      reason:
        'While the program waits for the disk, the event loop goes on, and the listening socket accepts. No later call closes that connection.',
      source: {
        name: 'Node: the event loop',
        href: 'https://nodejs.org/learn/asynchronous-work/event-loop-timers-and-nexttick#poll',
      },
    },
    b: {
      question:
        'closeAll() ends every connection of the server. stopListening() closes its listening socket and nothing else. Which order can leave a client connected?',
      options: [
        '`stopListening(); closeAll();`',
        '`closeAll(); await log.flush(); stopListening();`',
        '`stopListening(); await log.flush(); closeAll();`',
        '`closeAll(); stopListening();`',
      ],
      right: 'B',
      reason:
        'Only there can the loop accept somebody while the server still listens and closeAll() is already over.',
      source: {
        name: 'Node: the event loop',
        href: 'https://nodejs.org/learn/asynchronous-work/event-loop-timers-and-nexttick#poll',
      },
    },
  },
  {
    ability: 'Transfers: a change that holds for connections to come.',
    transfer: { a: 'certificate', b: 'PostgreSQL' },
    a: {
      question:
        'A server has taken a renewed TLS certificate while running, and new visitors see it. A monitor that has asked once a minute for weeks, on one connection, still reports the old one. Why?',
      options: [
        'A certificate is shown when a connection opens; its own is older.',
        'A renewed certificate counts only after the server has been restarted.',
        'The monitor’s machine has the wrong time.',
        'The old certificate is in the browser’s cache.',
      ],
      right: 'A',
      reason:
        'The certificate belongs to the handshake that opens a connection. Replacing it does not interrupt the connections there are.',
      source: {
        name: 'Node: server.setSecureContext()',
        href: 'https://nodejs.org/docs/latest-v26.x/api/tls.html#serversetsecurecontextoptions',
      },
    },
    b: {
      question:
        "In PostgreSQL you run `ALTER ROLE app SET statement_timeout = '5s'`. A new psql as app obeys. The web service, as app too and with a pool of sessions from this morning, runs longer statements as before. Why?",
      options: [
        'Its statements come from a cache.',
        'Programs other than psql need a restart of PostgreSQL.',
        'A session gets it at its start, and these are older.',
        'The setting holds for psql only.',
      ],
      right: 'C',
      reason: 'Such a setting becomes the default of sessions that start afterwards.',
      source: {
        name: 'PostgreSQL: ALTER ROLE',
        href: 'https://www.postgresql.org/docs/current/sql-alterrole.html',
      },
    },
  },
  {
    ability: 'Transfers: the entrance goes, those inside stay.',
    transfer: { a: 'sshd', b: 'Unix socket' },
    a: {
      question:
        'You work on a machine by ssh. There you end the one sshd process that listens on port 22, and no other. Nothing starts it again. What happens?',
      options: [
        'Your session ends at once.',
        'Your session goes on; nobody new can log in.',
        'Your session hangs until sshd is started again.',
        'Nothing: new logins work as well.',
      ],
      right: 'B',
      reason:
        'For each connection sshd starts a process of its own, and that one serves the session.',
      source: {
        name: 'sshd(8)',
        href: 'https://man.openbsd.org/sshd.8',
      },
    },
    b: {
      question:
        'A database listens on the Unix socket /run/db.sock, and a program is connected through it. Somebody deletes the file /run/db.sock. What happens?',
      options: [
        'The connection goes on; whoever connects by that name now fails.',
        'The program’s connection breaks.',
        'The database ends.',
        'Nothing: the connection goes on, and new programs connect as before.',
      ],
      right: 'A',
      reason:
        'Deleting takes away the name. Whoever has the socket open goes on using it; whoever needs the name does not find it.',
      source: {
        name: 'unlink(2)',
        href: 'https://man7.org/linux/man-pages/man2/unlink.2.html',
      },
    },
  },
  {
    ability: 'Transfers: what an empty output has shown.',
    transfer: { a: 'docker ps', b: 'journalctl' },
    a: {
      question: '`docker ps` lists no container called “web”. What has that shown?',
      options: [
        'There is no container called web, running or stopped.',
        'The image of web was deleted.',
        'No container called web is running.',
        'Docker is not running.',
      ],
      right: 'C',
      reason: 'Without `-a` the command lists running containers only.',
      source: {
        name: 'Docker: docker container ls',
        href: 'https://docs.docker.com/reference/cli/docker/container/ls/',
      },
    },
    b: {
      question:
        'A service prints its errors to standard output, with nothing set up beyond that. `journalctl -u shop -p err` prints nothing. What has that shown?',
      options: [
        'The service had no error.',
        'The service does not run.',
        'Its output is not in the journal.',
        'No entry of it is marked as error or worse.',
      ],
      right: 'D',
      reason:
        'The command filters by a mark. What a service prints is marked “info”, unless it is told otherwise.',
      source: {
        name: 'systemd.exec(5): SyslogLevel',
        href: 'https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#SyslogLevel=',
      },
    },
  },
];
