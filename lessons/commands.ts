/** One command as each system spells it. */
export interface Command {
  linux: string;
  macos: string;
  windows: string;
}

/** A command of the card, with what it is for; a system that has none says what to do instead. */
interface OnCard extends Command {
  purpose: string;
}

/**
 * The commands of an investigation. 7888 stands for the reader's port, PID for a process id.
 * Linux: iproute2's ss, whose filters match a port and not its digits; Windows: PowerShell. macOS: lsof
 * with sudo, which without it leaves out what others own, rows and all; but for all states netstat, since
 * lsof lists the files of processes, and nobody owns a TIME_WAIT row.
 */
export const commands = {
  rows: {
    purpose: 'Every row of a port, both ends, all states; the owners of all as root',
    linux: "ss -tnap '( sport = :7888 or dport = :7888 )'",
    macos: "netstat -anv -p tcp | grep '[.]7888 '",
    windows: 'Get-NetTCPConnection | Where-Object { 7888 -in $_.LocalPort, $_.RemotePort }',
  },
  listening: {
    purpose: 'Who listens on a port',
    linux: "ss -ltnp 'sport = :7888'",
    macos: 'sudo lsof -nP -iTCP:7888 -sTCP:LISTEN',
    windows: 'Get-NetTCPConnection -LocalPort 7888 -State Listen',
  },
  established: {
    purpose: 'Who is connected to a server',
    linux: "ss -tni state established '( sport = :7888 )'",
    macos: 'sudo lsof -nP -iTCP:7888 -sTCP:ESTABLISHED',
    windows: 'Get-NetTCPConnection -LocalPort 7888 -State Established',
  },
  ofProcess: {
    purpose: 'Every row of a process',
    linux: "ss -tnap | grep 'pid=PID,'",
    macos: 'sudo lsof -nP -a -p PID -iTCP',
    windows: 'Get-NetTCPConnection -OwningProcess PID',
  },
  process: {
    purpose: 'What a process is, and who started it',
    linux: 'ps -o pid,ppid,lstart,args -p PID',
    macos: 'ps -o pid,ppid,lstart,args -p PID',
    windows:
      'Get-CimInstance Win32_Process -Filter "ProcessId=PID" | Format-List ProcessId, ParentProcessId, CommandLine',
  },
  chain: {
    purpose: 'Every process with the one that started it: does the signal reach the app?',
    linux: 'ps -eo pid,ppid,args --forest',
    macos: 'ps -axo pid,ppid,args',
    windows: 'Get-CimInstance Win32_Process | Format-Table ProcessId, ParentProcessId, CommandLine',
  },
  unread: {
    purpose: 'What has arrived and was not read yet, in bytes: Recv-Q, the second column',
    linux: "ss -tn '( sport = :7888 )'",
    macos: "netstat -an -p tcp | grep '[.]7888 '",
    windows: '# none; no command of the system prints it',
  },
  fresh: {
    purpose: 'Ask as a client that was never here',
    linux: 'curl -v http://127.0.0.1:7888/',
    macos: 'curl -v http://127.0.0.1:7888/',
    windows: 'curl.exe -v http://127.0.0.1:7888/',
  },
  kept: {
    purpose: 'Ask twice on one connection; look for “Re-using”, or “Reusing” in a newer curl',
    linux: 'curl -v http://127.0.0.1:7888/ http://127.0.0.1:7888/',
    macos: 'curl -v http://127.0.0.1:7888/ http://127.0.0.1:7888/',
    windows: 'curl.exe -v http://127.0.0.1:7888/ http://127.0.0.1:7888/',
  },
  watch: {
    purpose: 'Watch the rows come and go, in the course’s folder',
    linux: 'npm run sockets 7888 -- --watch --owners',
    macos: 'npm run sockets 7888 -- --watch --owners',
    windows: 'npm run sockets 7888 -- --watch --owners',
  },
  endConnections: {
    purpose: 'End a port’s connections and nothing else',
    linux: "sudo ss -K state established '( sport = :7888 )'",
    macos: '# none; end the program at one of the two ends',
    windows: '# none; end the program at one of the two ends',
  },
  stop: {
    purpose: 'Tell a process to stop',
    linux: 'kill -TERM PID',
    macos: 'kill -TERM PID',
    windows: '# none; this one ends it at once: Stop-Process -Id PID',
  },
} as const satisfies Record<string, OnCard>;
