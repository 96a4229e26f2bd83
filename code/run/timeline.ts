import type { AppName, LabEvent } from './events.ts';

/** A run as a space-time diagram: time runs downwards, a step an event, however long it took. */
export interface Timeline {
  /** Who has a lane, from left to right; the first is the port's. */
  lanes: string[];
  /** How many steps there are. */
  steps: number;
  scenes: { step: number; id: string }[];
  listeners: { app: AppName; from: number; to: number }[];
  connections: TimelineConnection[];
  /** What is a moment and no band: a request that failed, a signal, the end of a process. */
  moments: { step: number; lane: number; who: string; said: string }[];
  /** The first time an app stopped listening. */
  stop: number | undefined;
}

export interface TimelineConnection {
  app: AppName;
  lane: number;
  /** 0, or 1 when another connection of the lane is open at the same time. */
  side: number;
  from: number;
  to: number;
  /** Did it end before the run did? */
  closed: boolean;
  answers: { step: number; status: number; who: string }[];
}

type Open = TimelineConnection & { peer: number; who: string };

/**
 * Arranges a run's facts. Connections that carried no page anybody looked at are left out: a browser
 * opens spare ones as it sees fit.
 * @param stepOf the step of an event that takes one, in a picture that has steps of its own; infinite past its end
 */
export function timeline(
  events: readonly LabEvent[],
  stepOf: (event: LabEvent) => number = inOrder(),
): Timeline {
  const looked = new Set(
    events.flatMap((e) => (e.kind === 'answer' && e.shown !== null ? [e.peer] : [])),
  );
  const lanes = ['port'];
  const scenes: Timeline['scenes'] = [];
  const listeners: Timeline['listeners'] = [];
  const all: Open[] = [];
  const moments: Timeline['moments'] = [];
  let steps = 0;
  const place = (event: LabEvent) => {
    const step = stepOf(event);
    if (step < Infinity) steps = Math.max(steps, step + 1);
    return step;
  };

  const laneOf = (who: string) => {
    if (!lanes.includes(who)) lanes.push(who);
    return lanes.indexOf(who);
  };
  /** A port may come back for a later connection: the newest is meant. */
  const newest = (peer: number) => all.findLast((each) => each.peer === peer);

  for (const event of events) {
    switch (event.kind) {
      case 'scene':
        scenes.push({ step: place(event), id: event.id });
        break;
      case 'server':
        if (event.did === 'listen')
          listeners.push({ app: event.app, from: place(event), to: Infinity });
        if (event.did === 'stop')
          end(
            listeners.find(({ app }) => app === event.app),
            place(event),
          );
        break;
      case 'connection': {
        if (!looked.has(event.peer)) break;
        const { app, who, peer } = event;
        if (event.did === 'close') {
          const ended = newest(peer);
          end(ended, place(event));
          if (ended) ended.closed = ended.to < Infinity;
          break;
        }
        const lane = laneOf(who);
        const beside = all.some((each) => each.lane === lane && !each.closed && each.side === 0);
        const side = beside ? 1 : 0;
        all.push({
          app,
          who,
          peer,
          lane,
          side,
          from: place(event),
          to: Infinity,
          closed: false,
          answers: [],
        });
        break;
      }
      case 'failure':
        moments.push({
          step: place(event),
          lane: laneOf(event.who),
          who: event.who,
          said: event.saw,
        });
        break;
      case 'process': {
        if (event.did === 'start') break;
        // An app's own moments stand in the lane of its port.
        const step = place(event);
        moments.push({
          step,
          lane: 0,
          who: event.who,
          said: event.did === 'signal' ? event.signal : (event.signal ?? `exit ${event.status}`),
        });
        if (event.did === 'exit')
          end(
            listeners.find(({ app, to }) => app === event.who && to === Infinity),
            step + 1,
          );
        break;
      }
      case 'answer':
        if (event.shown === null) break;
        newest(event.peer)?.answers.push({
          step: place(event),
          status: event.status,
          who: event.who,
        });
        break;
    }
  }
  // What is still open at the end runs off the picture. An answer told after its connection's end
  // was given on it: the end is drawn after the last answer.
  for (const each of [...listeners, ...all]) each.to = Math.min(each.to, steps);
  for (const each of all) {
    const last = each.answers.findLast(({ step }) => step < Infinity)?.step ?? 0;
    each.to = Math.max(each.to, last + 1);
  }
  const [first] = listeners;
  return {
    lanes,
    steps,
    scenes,
    listeners,
    connections: all,
    moments,
    stop: first && first.to < steps ? first.to : undefined,
  };
}

/** A step an event, from 0. */
function inOrder(): () => number {
  let step = 0;
  return () => step++;
}

function end(open: { to: number } | undefined, step: number): void {
  if (open) open.to = step;
}

/** The picture in words, made from the same facts: a sentence a listener and a connection. */
export function timelineInWords({
  lanes,
  listeners,
  connections,
  moments,
  steps,
}: Timeline): string[] {
  return [
    ...listeners.map(
      ({ app, to }) => `${app} listens${to < steps ? ', and stops listening' : ' to the end'}.`,
    ),
    ...connections.map(({ app, lane, from, closed, answers }) => {
      const listener = listeners.find((each) => each.app === app);
      const outlives = listener && answers.some(({ step }) => step > listener.to);
      const given = answers.map(({ status, who }) =>
        who === lanes[lane] ? status : `${status} for the ${who}`,
      );
      return (
        `The ${lanes[lane]}’s connection to ${app}${from > (listener?.to ?? steps) ? ', opened after its stop' : ''}: ` +
        `answers ${given.join(', ')}; ${closed ? 'it ends' : 'open to the end'}` +
        `${outlives ? `, and ${app} answers on it after it has stopped listening` : ''}.`
      );
    }),
    ...moments.map(({ who, said }) => `${who}: ${said}.`),
  ];
}
