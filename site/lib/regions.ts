/** A piece of a source file, and the lines it stands on (the first line of a file is 1). */
export interface Region {
  code: string;
  start: number;
  end: number;
}

export class RegionError extends Error {
  override name = 'RegionError';
}

/**
 * Cuts out what stands between `// #region name` and `// #endregion name`, without inner markers
 * and without the indent that all its lines share. Without a name the whole source, markers removed.
 * @throws {RegionError} no such region, or markers that do not pair up; names what there is.
 */
export function cutRegion(source: string, name: string | undefined, file: string): Region {
  const lines = source.trimEnd().split('\n');
  const regions = findRegions(lines, file);
  const found = name === undefined ? { start: 1, end: lines.length } : regions.get(name);
  if (!found) {
    const known = [...regions.keys()].join(', ') || 'none';
    throw new RegionError(`${file} has no region "${name}"; it has: ${known}`);
  }
  const { start, end } = found;
  const code = unindent(
    lines.slice(start - 1, end).filter((line) => !opens(line) && !closes(line)),
  );
  if (code === '') throw new RegionError(`${file}: region "${name}" is empty`);
  return { code, start, end };
}

const marker = (word: string) => new RegExp(`^\\s*(?://|#)\\s*#${word}(?:\\s+([\\w.-]+))?\\s*$`);
const opens = (line: string) => marker('region').exec(line);
const closes = (line: string) => marker('endregion').exec(line);

function findRegions(lines: string[], file: string): Map<string, { start: number; end: number }> {
  const found = new Map<string, { start: number; end: number }>();
  const open: { name: string; start: number }[] = [];
  for (const [index, line] of lines.entries()) {
    const at = `${file}:${index + 1}`;
    const opening = opens(line);
    if (opening) {
      const name = opening[1];
      if (!name) throw new RegionError(`${at}: a region needs a name`);
      if (found.has(name) || open.some((one) => one.name === name)) {
        throw new RegionError(`${at}: region "${name}" is opened twice`);
      }
      open.push({ name, start: index + 2 });
    }
    const closing = closes(line);
    if (closing) {
      const last = open.pop();
      if (!last || last.name !== closing[1]) {
        const expected = last ? `"${last.name}" is the one that is open` : 'none is open';
        throw new RegionError(
          `${at}: #endregion ${closing[1] ?? 'without a name'}, but ${expected}`,
        );
      }
      found.set(last.name, { start: last.start, end: index });
    }
  }
  const unclosed = open.pop();
  if (unclosed) throw new RegionError(`${file}: region "${unclosed.name}" is never closed`);
  return found;
}

function unindent(lines: string[]): string {
  const indents = lines.filter((line) => line.trim()).map((line) => line.search(/\S/));
  const shared = Math.min(...indents);
  return lines
    .map((line) => line.slice(shared))
    .join('\n')
    .replace(/^\n+|\s+$/g, '');
}
