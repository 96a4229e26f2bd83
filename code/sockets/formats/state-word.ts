import type { Endpoint, TcpState } from '../socket-row.ts';
import { tcpState } from '../tcp-state.ts';

/** What is known of a state from the word that was printed for it. */
export interface StateOfRow {
  state: TcpState;
  guessed?: true;
  word?: string;
}

/**
 * The state that a program printed. A word that no list has stays what it is, and the state is
 * guessed: a socket with a port and no other end listens; with another end it is `UNKNOWN`, since it
 * may be open or ended.
 */
export function stateOf(word: string, local: Endpoint, remote: Endpoint): StateOfRow {
  const known = knownState(word);
  if (known !== 'UNKNOWN') return { state: known };
  const hasPeer = remote.port !== 0 || remote.service !== undefined;
  const hasPort = local.port !== 0 || local.service !== undefined;
  const state = hasPeer ? 'UNKNOWN' : hasPort ? 'LISTEN' : 'CLOSE';
  return word === '' ? { state, guessed: true } : { state, guessed: true, word };
}

/** `UNKNOWN` for a word that no list has. */
export function knownState(word: string): TcpState {
  const known = tcpState(word);
  if (known !== 'UNKNOWN') return known;
  // A console of another code page puts another sign, or none, in the place of an Ö.
  if (/^ABH[^A-Z\s]{0,3}REN$/.test(word)) return 'LISTEN';
  return translated[word.toUpperCase().normalize('NFC')] ?? known;
}

/**
 * The words of net-tools, po/{ca,cs,de,pt_BR,sv}.po, where they differ from the English ones (fr, et,
 * ja and ka do not translate states); those of a German Windows, in which netstat has words of its own
 * (Checkmk's tests of its winperf agent, pasted tables); and of a Spanish Linux, from pasted tables.
 */
const translated: Record<string, TcpState> = {
  // ca
  ESCOLTANT: 'LISTEN',
  ESCOLTA: 'LISTEN',
  ESTABLERT: 'ESTABLISHED',
  TEMPS: 'TIME_WAIT',
  TANCA: 'CLOSE',
  TANCAMENT: 'CLOSING',
  // cs
  NASLOUCHÁ: 'LISTEN',
  SPOJENO: 'ESTABLISHED',
  ZAVŘEN: 'CLOSE',
  'POSLEDNÍ ACK': 'LAST_ACK',
  ZAVÍRÁ: 'CLOSING',
  // de
  HÖRT: 'LISTEN',
  VERBUNDEN: 'ESTABLISHED',
  // pt_BR
  OUVINDO: 'LISTEN',
  OUÇA: 'LISTEN',
  ESTABELECIDA: 'ESTABLISHED',
  SYN_ENVIADO: 'SYN_SENT',
  SYN_RECEBIDO: 'SYN_RECV',
  ESPERA_FIN1: 'FIN_WAIT1',
  ESPERA_FIN2: 'FIN_WAIT2',
  FECHAR: 'CLOSE',
  ESPERANDO_FECHAR: 'CLOSE_WAIT',
  ÚLTIMO_ACK: 'LAST_ACK',
  FECHANDO: 'CLOSING',
  // sv
  LYSSNAR: 'LISTEN',
  ETABLERAD: 'ESTABLISHED',
  STÄNG: 'CLOSE',
  STÄNG_VÄNTA: 'CLOSE_WAIT',
  STÄNGER: 'CLOSING',
  // a German Windows
  ABHÖREN: 'LISTEN',
  ABHOEREN: 'LISTEN',
  HERGESTELLT: 'ESTABLISHED',
  SYN_GESENDET: 'SYN_SENT',
  SYN_EMPFANGEN: 'SYN_RECV',
  FIN_WARTEN_1: 'FIN_WAIT1',
  FIN_WARTEN_2: 'FIN_WAIT2',
  SCHLIESSEN_WARTEN: 'CLOSE_WAIT',
  SCHLIESSEND: 'CLOSING',
  ZULETZT_ACK: 'LAST_ACK',
  WARTEND: 'TIME_WAIT',
  // a Spanish Linux
  ESCUCHAR: 'LISTEN',
  ESTABLECIDO: 'ESTABLISHED',
};
