import { existsSync, readFileSync } from 'node:fs';

/**
 * What a missing end may mean on this machine: in WSL and in a container the table is not that of
 * the whole computer. null where it is, as far as can be told.
 */
export function namespaceNote({ root = '/' }: { root?: string | undefined } = {}): string | null {
  const read = (file: string) => {
    try {
      return readFileSync(`${root}${file}`, 'utf8');
    } catch {
      return '';
    }
  };
  // The kernels of WSL 1 and 2 name their maker, 5.15.90.1-microsoft-standard-WSL2.
  if (/microsoft/i.test(read('proc/version')))
    return 'This is WSL, and Windows has a table of its own: the end of a Windows browser is not in this one.';
  const marked = ['.dockerenv', 'run/.containerenv'].some((file) => existsSync(`${root}${file}`));
  if (marked || /docker|kubepods|containerd|lxc/.test(read('proc/1/cgroup')))
    return 'This is a container, and the table is that of its own network: ends outside it are not in this one.';
  return null;
}
