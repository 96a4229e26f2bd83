import { isLikeRow } from './around.ts';

/** How a row or a header of any format begins, as the source of a regular expression. */
export const rowBeginning =
  '(?:(?:[0-9a-f]{6,20}\\s+){0,2}(?:tcp|udp|raw|unix|sctp|TCP|UDP|u_str|u_dgr|u_seq)[46]{0,2}\\s+\\S|' +
  '(?:LISTEN|ESTAB|SYN-SENT|SYN-RECV|FIN-WAIT-[12]|TIME-WAIT|CLOSE-WAIT|LAST-ACK|CLOSING|UNCONN)\\s+\\d+\\s+\\d+|' +
  '\\d+:\\s+[0-9A-F]{8,32}:[0-9A-F]{4}\\s|Proto\\s|Netid\\s|State\\s+Recv|Tcpcb\\s|Socket\\s+Flowhash|' +
  // lsof: command, pid, up to three words and the user, then a descriptor and its type.
  '\\S+\\s+\\d+\\s+(?:\\S+\\s+){1,4}?(?:cwd|rtd|txt|mem|DEL|\\d+\\w*)\\s+(?:IPv[46]|unix|sock|a_inode|unknown|REG|DIR|CHR|BLK|FIFO|PIPE|LINK|KQUEUE|NPOLICY|PSX\\w+)\\s|' +
  '\\S+\\s+\\S.{0,40}?\\s+(?:\\d+|\\?+)\\s+(?:\\d+|\\?+)\\s+(?:tcp|udp)(?:46|4|6)\\s|' +
  '\\S+\\.(?:\\d+|\\*)\\s+\\S+\\.(?:\\d+|\\*)\\s+(?:[a-z_]\\S*\\s+)?\\d)';

/** A row that may go on in the next line: those of Windows have lines of their own below them. */
export const wrappableRow = new RegExp(`^\\s*(?!TCP|UDP|unix)${rowBeginning}`);

/** Does a line begin something: a row, a header, a title, a command? Then no line before it goes on. */
export const beginsSomething = new RegExp(
  `^\\s*(?:${rowBeginning}|[0-9a-f]{6,20}\\s+(?:stream|dgram)|sl\\s+local|Active\\s|COMMAND\\s|USER\\s|\\S*[#$%>](?:\\s|$)|\\[|PS |\`-)`,
);

/** An indented line that says more of the row above it, and is none of another format. */
export const isAddition = (text: string): boolean =>
  /^\s+\S/.test(text) && !beginsSomething.test(text.replace(/^\s*\[/, '')) && !isLikeRow(text);
