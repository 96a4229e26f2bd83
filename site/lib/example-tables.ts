import { readFileSync } from 'node:fs';
import type { CommandFact } from '../../code/run/events.ts';
import { recorded } from './recordings.ts';

export interface ExampleTable {
  name: string;
  text: string;
}

/** Tables to try the reader on: runs of ours, and specimens of other systems (test/specimens/sockets/README.md). */
export function exampleTables(page: string): ExampleTable[] {
  return [
    // Two Node servers, one after the other on a port, in an empty network namespace of Linux.
    { name: 'ss, two processes', text: textOf('site/tables/ss-two-processes.txt') },
    { name: 'netstat, from lesson 7', text: ofLesson7(page) },
    { name: 'netstat on macOS, cut addresses', text: specimen('macos27-netstat_anv') },
    { name: 'netstat on a German Windows', text: specimen('windows-netstat_ano-german') },
    { name: 'PowerShell', text: specimen('windows-get_nettcpconnection-csv') },
  ];
}

const specimen = (name: string): string => textOf(`test/specimens/sockets/${name}.txt`);

// Astro builds in the folder of the project.
const textOf = (path: string): string => readFileSync(path, 'utf8').trimEnd();

/** What netstat printed when its last filter was left out. */
function ofLesson7(page: string): string {
  const { path, events } = recorded('07-the-rows-i-filtered-out', undefined, page);
  const shown = events.find(
    (event): event is CommandFact =>
      event.kind === 'command' && event.shown && !event.line.includes('listen'),
  );
  if (!shown) throw new Error(`${page}: code/${path} shows no unfiltered netstat`);
  return `$ ${shown.line}\n${shown.output}`;
}
