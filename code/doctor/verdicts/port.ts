import { basename } from 'node:path';
import type { Finding } from '../examination.ts';
import type { Shift } from '../run/signs.ts';
import { isError, openUntil, queueRace } from './crowds.ts';
import { find } from './rules.ts';
import type { Stop } from './stop.ts';
import { duration, named } from './words.ts';

/** The port may take so long to become free, in ms. */
const portFreeWithin = 1_000;

/** When a successor could have the port, and who keeps it. */
export function judgePort(stop: Stop): Finding[] {
  const { portFreeMs, ending, signal, capMs, stranger, keeper, phases } = stop;
  if (portFreeMs === null) {
    const kept = keeper ? `: ${named(keeper)} has it` : '';
    if (stranger) {
      return [
        find('port of another', `the port is held by ${named(stranger)}, outside of the server`),
      ];
    }
    if (stop.isDeserted) {
      return [find('address in use', 'nobody listens any more, and the port did not become free')];
    }
    if (ending.how === 'exit') {
      return [find('port kept', `the port did not become free${kept}`)];
    }
    if (asksForReload.includes(signal)) {
      return [find('is it a stop', `${signal} means reload to most programs, and it listens on`)];
    }
    const reloaded = reloadWords(stop);
    if (reloaded) return [find('meant reload', reloaded)];
    if (phases.leaving) {
      const since = `since ${duration(phases.leaving.ms)} (${phases.leaving.what})`;
      return [find('port kept', `it says it is leaving ${since}, and listened to the end`)];
    }
    const last = stop.arrivals?.at(-1)?.outcome;
    if (last !== undefined && last !== 'answered') {
      return [
        find('port kept', `nobody is served any more, and the port did not become free${kept}`),
      ];
    }
    return [find('signal ignored', `still listening ${duration(capMs)} after ${signal}`)];
  }
  if (stop.socketTaken) {
    return [
      find('socket file removed', 'the file by which clients find the successor was removed'),
    ];
  }
  const restarted = restartWords(stop);
  if (restarted) return [find('meant reload', restarted)];
  if (portFreeMs <= portFreeWithin) return [];
  const free = `the port became free after ${duration(portFreeMs)}`;
  const turned = openUntil(stop.arrivals ?? [], null);
  if (turned + portFreeWithin < portFreeMs) {
    // A socket that was shut down lets nobody in, and its address is taken all the same.
    return [find('port kept', `nobody was let in after ${duration(turned)}, and ${free}`)];
  }
  const allowed = stop.drainMs === null || portFreeMs <= stop.drainMs + portFreeWithin;
  if (!servedAll(stop) || !allowed) return [find('port kept', free)];
  const away = (stop.arrivals ?? []).filter(({ status }) => status === 503).length;
  if (away > 0) return [find('turned away', `answered ${away} new clients 503; ${free}`)];
  return [find('drained', `served on, ${leavingWords(stop)}; ${free}`)];
}

/** HUP, and what several programs take for “start the new version beside the old one”. */
const asksForReload: readonly string[] = ['SIGHUP', 'SIGUSR2'];

/** As long as it listened, it answered, if only 503: that is a drain, and no port that leads nowhere. */
function servedAll({ arrivals, portFreeMs, usualStatus }: Stop): boolean {
  const until = openUntil(arrivals ?? [], portFreeMs) - queueRace;
  const before = (arrivals ?? []).filter(({ atMs }) => atMs < until);
  return before.every(
    ({ outcome, status }) =>
      outcome === 'answered' && (status === 503 || !isError(status, usualStatus)),
  );
}

function leavingWords({ phases, portFreeMs }: Stop): string {
  const { leaving, readyTurnedMs } = phases;
  if (leaving && leaving.ms === readyTurnedMs) return `not ready from ${duration(leaving.ms)} on`;
  const turned = readyTurnedMs === null ? '' : `, not ready from ${duration(readyTurnedMs)} on`;
  const isTold = leaving !== null && leaving.ms <= (portFreeMs ?? Number.POSITIVE_INFINITY);
  if (!isTold) return `and told nobody to go${turned}`;
  return `and sent clients away from ${duration(leaving.ms)} on (${leaving.what})${turned}`;
}

/**
 * Processes ended and others came to do the same, over a port that a successor has got in between: a
 * supervisor starts anew what the signal has ended.
 */
export function restartWords({ came, went, ending }: Stop): string | undefined {
  if (ending.how === 'exit') return undefined;
  const first = came.find((one) => went.some((each) => isInPlaceOf(one, each)));
  if (!first) return undefined;
  return `the signal arrived: ${went.length} of its processes ended, and ${first.program} was started anew after ${duration(first.ms)}`;
}

/** Of the same parent, and the same program: its arguments may not be there yet. */
function isInPlaceOf(one: Shift, other: Shift): boolean {
  const file = ({ program }: Shift) => basename(program.split(' ')[0] ?? '');
  return one.parent === other.parent && file(one) === file(other);
}

/** What shows that it acted on the signal, and came back. */
function reloadWords(stop: Stop): string | undefined {
  const { came, went, phases, arrivals, ending } = stop;
  if (ending.how === 'exit') return undefined;
  // Whoever answers at the end is back; before that it may have been the last that it did.
  const back = arrivals === null || arrivals.at(-1)?.outcome === 'answered';
  if (!back) return undefined;
  const restarted = restartWords(stop);
  if (restarted) return restarted;
  if (phases.leaving) return undefined;
  if (came.length > 0 && went.length > 0) {
    const [first] = went;
    return `the signal arrived: ${went.length} of its processes ended (the first after ${duration(first?.ms ?? 0)}), ${came.length} new ones came, and it listens on`;
  }
  if (phases.firstSign?.what === 'a connection ended') {
    return `the signal arrived: it ended connections after ${duration(phases.firstSign.ms)}, and listens on`;
  }
  return undefined;
}
