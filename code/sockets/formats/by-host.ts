import type { Line } from './format.ts';
import { rowBeginning } from './row-beginning.ts';

/**
 * Lines of several hosts, containers or files, each with its name before it, as `docker compose logs`
 * and `grep -H` print them: host by host, in the order in which each comes first. A line without a name
 * belongs to the one above it.
 */
export function byHost(lines: readonly Line[]): readonly Line[] {
  const groups = new Map<string, Line[]>();
  let host = '';
  for (const line of lines) {
    const [, name] = named.exec(line.text) ?? [];
    host = name ?? host;
    const group = groups.get(host);
    const own = host ? { ...line, host } : line;
    if (group) group.push(own);
    else groups.set(host, [own]);
  }
  const hosts = [...groups.keys()].filter((each) => each !== '');
  return hosts.length > 1 ? [...groups.values()].flat() : lines;
}

/** A name, then a sign of its end, then a row: `fe80::1.22` of Solaris has no such sign. */
const named = new RegExp(
  `^\\s*(?!(?:tcp|udp|LISTEN|ESTAB)\\b)([A-Za-z][\\w.@/-]{0,60})(?:\\s{0,20}\\|\\s|:\\s|:(?=tcp|udp|TCP|UDP|LISTEN|ESTAB))\\s*(?=${rowBeginning})`,
);
