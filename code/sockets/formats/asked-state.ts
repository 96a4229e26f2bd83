import type { TcpState } from '../socket-row.ts';
import { tcpState } from '../tcp-state.ts';

/**
 * The one state that a command asks for: then ss leaves out its column, and lsof -F and Select-Object
 * often do. null where it asks for none, for several, or for a group such as `connected`.
 */
export function askedState(command: string): TcpState | null {
  const asked = [...command.matchAll(filter)].map(([, ss, lsof, powershell]) =>
    tcpState(ss ?? lsof ?? powershell ?? ''),
  );
  const [state] = asked;
  return asked.length === 1 && state !== undefined && state !== 'UNKNOWN' ? state : null;
}

/** ss(8) FILTER, lsof(8) -s, Get-NetTCPConnection -State. */
const filter =
  /\sstate\s+([a-z][a-z\d-]*)|\s-sTCP:([A-Z_\d]+)(?![\w,])|\s-State\s+'?(\w+)'?(?!\s*,)/g;
