import { listProcesses, type Process } from '../../code/base/processes.ts';

let given = 0;

/** A word for the command line of what a test starts, and who lives that has it: of no other test, and no other run. */
export function markOfOurs(): { word: string; alive(): Process[] } {
  given += 1;
  const word = `of-${process.pid}-${given}.`;
  return { word, alive: () => listProcesses().filter(({ line }) => line.includes(word)) };
}
