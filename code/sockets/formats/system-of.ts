/** Whose table it is, where its layout tells: what becomes of a socket differs from system to system. */
export type System = 'Linux' | 'Windows' | 'macOS or BSD';

export function systemOf(format: string): System | null {
  if (/^(?:ss|Linux netstat|\/proc\/net\/tcp|lsfd)$/.test(format)) return 'Linux';
  if (/^(?:Windows netstat|Get-NetTCPConnection as \w+|TCPView)$/.test(format)) return 'Windows';
  return /^(?:macOS|BSD|FreeBSD)/.test(format) ? 'macOS or BSD' : null;
}
