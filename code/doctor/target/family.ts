import { isSame, listProcesses, nameOf, type Process } from '../../base/processes.ts';

/** Looks after the processes that descend from one that we started. */
export interface Family {
  /** Those that live now. */
  living(): Process[];
  /** Takes in one that left its group and its parents, and was found by another trace. */
  adopt(process: Process): void;
}

/**
 * A number alone names nobody: the kernel gives the pid and the group of the dead to strangers. So a
 * process is of the family while it is one that we know, by pid and start; carries our mark; has a
 * parent that is; or is in the group of the first as long as one that we know is in it, since the
 * kernel gives out no number that is still a group's.
 */
export function familyOf(first: Process, isMarked: (process: Process) => boolean): Family {
  let known: Process[] = [first];
  // Nobody gets the mark later on: whoever has been looked at need not be again.
  let strangers = new Set<string>();
  const isKnown = (process: Process) => known.some((each) => isSame(each, process));
  return {
    living() {
      const all = listProcesses();
      const living = new Set(
        all.filter((each) => isKnown(each) || (!strangers.has(nameOf(each)) && isMarked(each))),
      );
      const groupIsOurs = [...living].some(({ group }) => group === first.pid);
      if (groupIsOurs) for (const each of all) if (each.group === first.pid) living.add(each);
      for (let before = -1; before !== living.size; ) {
        before = living.size;
        const pids = new Set([...living].map(({ pid }) => pid));
        for (const each of all) if (pids.has(each.parent)) living.add(each);
      }
      known = [...living];
      strangers = new Set(all.filter((each) => !living.has(each)).map(nameOf));
      return known;
    },
    adopt: (process) => void known.push(process),
  };
}
