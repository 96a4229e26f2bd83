/** One end of one TCP connection, or a listening socket, as the kernel holds it. */
export interface SocketRow {
  local: Endpoint;
  /** Of a listening socket: the wildcard address and port 0. */
  remote: Endpoint;
  state: TcpState;
  /**
   * Bytes that the program has not read yet; of a LISTEN row: connections it has not accepted yet.
   * null: the system, or the text, does not tell.
   */
  recvQueue: number | null;
  /**
   * Bytes that the other end has not acknowledged yet; of a LISTEN row, where ss or a BSD printed it,
   * the backlog. null as above.
   */
  sendQueue: number | null;
  /** The kernel's timer, or null where none runs or the system does not tell. */
  timer: SocketTimer | null;
  /**
   * The socket's number in /proc/PID/fd. 0: nobody holds it (TIME_WAIT), or nobody does yet (not
   * accepted). null: this system does not number its sockets.
   */
  inode: number | null;
  /** User id of the owner; 0 where nobody owns it or the system does not tell. */
  uid: number;
  /** Set only when asked for. null: none, or one whose descriptors we may not see. */
  owner?: Owner | null;
  /** All that hold it, in the order of the text, where a text names more than one. */
  owners?: readonly Owner[];
  /** No word for the state that a list has: `state` follows from the addresses, or is `UNKNOWN`. */
  guessed?: true;
  /** The word that stood there in the place of a state that a list has. */
  word?: string;
}

export interface Endpoint {
  /** `127.0.0.1` or `::1`. An IPv4-mapped IPv6 address is given as IPv4. */
  address: string;
  /** 0: none, or one that is known by its name only. */
  port: number;
  /** The port as a name, where only that is known: `terabase`. */
  service?: string;
  /** What a narrow column may have cut off: this part is not whole, and equals no other. */
  cut?: Cut;
}

export type Cut = 'address' | 'port' | 'address and port';

/** A program that holds a socket; of several that share it, the one with the lowest pid. */
export interface Owner {
  /** 0: a text names the program only. */
  pid: number;
  /**
   * The file name of what runs; `?` where only the pid is known. Bytes from outside: pass it through
   * `safe` before it is shown.
   */
  program: string;
  /** The Windows service inside the program. */
  component?: string;
}

/** A timer of TCP's own. `keepalive` is TCP keepalive: it has nothing to do with HTTP keep-alive. */
export interface SocketTimer {
  kind: 'retransmit' | 'keepalive' | 'timewait' | 'probe' | 'unknown';
  /** Milliseconds until it fires. */
  ms: number;
  /** Retransmissions so far or, of `keepalive` and `probe`, probes that nobody answered. */
  tries: number;
}

/**
 * The states of RFC 9293 section 3.3.2 as Linux netstat spells them: LISTEN, not “LISTENING”;
 * ESTABLISHED, not ss's “ESTAB”; FIN_WAIT1 and SYN_RECV for the RFC's FIN-WAIT-1 and SYN-RECEIVED;
 * CLOSE for a socket that is not connected. BOUND is of Windows, and of `ss -B`: it has a port and neither
 * listens nor is connected. `UNKNOWN` is a state that no list has.
 */
export type TcpState =
  | 'LISTEN'
  | 'ESTABLISHED'
  | 'SYN_SENT'
  | 'SYN_RECV'
  | 'FIN_WAIT1'
  | 'FIN_WAIT2'
  | 'TIME_WAIT'
  | 'CLOSE'
  | 'CLOSE_WAIT'
  | 'LAST_ACK'
  | 'CLOSING'
  | 'BOUND'
  | 'UNKNOWN';

/** Which rows are wanted. */
export interface RowFilter {
  /** Rows with this port at either end. */
  port?: number | undefined;
  /** Listening sockets only. */
  listening?: boolean | undefined;
}
