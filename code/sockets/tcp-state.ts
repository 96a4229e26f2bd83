import type { TcpState } from './socket-row.ts';

/**
 * The state that a system's word stands for, in our spelling: `FIN_WAIT_1` of macOS, `FinWait1` of
 * PowerShell and `FIN-WAIT-1` of ss are one state. A word that no list has gives `UNKNOWN`.
 */
export function tcpState(word: string): TcpState {
  return words[word.toUpperCase().replace(/[^A-Z0-9]/g, '')] ?? 'UNKNOWN';
}

const words: Record<string, TcpState> = {
  LISTEN: 'LISTEN',
  LISTENING: 'LISTEN',
  ESTABLISHED: 'ESTABLISHED',
  ESTAB: 'ESTABLISHED',
  SYNSENT: 'SYN_SENT',
  SYNRECV: 'SYN_RECV',
  SYNRCVD: 'SYN_RECV',
  SYNRECEIVED: 'SYN_RECV',
  FINWAIT1: 'FIN_WAIT1',
  FINWAIT2: 'FIN_WAIT2',
  TIMEWAIT: 'TIME_WAIT',
  CLOSEWAIT: 'CLOSE_WAIT',
  LASTACK: 'LAST_ACK',
  CLOSING: 'CLOSING',
  CLOSE: 'CLOSE',
  CLOSED: 'CLOSE',
  UNCONN: 'CLOSE',
  // Solaris (netstat(8)): opened, but not bound to a port.
  IDLE: 'CLOSE',
  // Windows and Solaris: has a port but neither listens nor is connected; a connection being deleted.
  BOUND: 'BOUND',
  DELETETCB: 'CLOSE',
};
