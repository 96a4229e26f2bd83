export interface Commands {
  linux: string;
  macos: string;
  windows: string;
}

export interface Line {
  /** `Linux and macOS`: the systems whose command it is. */
  label: string;
  command: string;
  lang: 'sh' | 'powershell';
}

/** One line for each different command; systems that agree share it. */
export function commandLines({ linux, macos, windows }: Commands): Line[] {
  const named = [
    { system: 'Linux', command: linux, lang: 'sh' },
    { system: 'macOS', command: macos, lang: 'sh' },
    { system: 'Windows PowerShell', command: windows, lang: 'powershell' },
  ] as const;
  const lines: Line[] = [];
  for (const [command, systems] of Map.groupBy(named, (one) => one.command)) {
    const label = list.format(systems.map(({ system }) => system));
    lines.push({ label, command, lang: systems[0]?.lang ?? 'sh' });
  }
  return lines;
}

const list = new Intl.ListFormat('en-GB');
