import { type Action, actions } from '../../code/model/actions.ts';
import { listener, pools } from '../../code/model/draft.ts';
import type { AppNumber, State } from '../../code/model/state.ts';
import { html } from './html.ts';

/** A run as a strip: time runs to the right, a column an action. Column 0 is before the first. */
interface Strip {
  lanes: { name: string; top: number; height: number }[];
  listeners: { app: AppNumber; from: number; to: number }[];
  bands: Band[];
  failures: { lane: string; side: number; column: number; said: string }[];
  columns: number;
}

interface Band {
  app: AppNumber;
  lane: string;
  /** Beside others that were open at the same time: 0, 1, 2 … */
  side: number;
  peer: number;
  from: number;
  /** The column in which it ended; undefined: it is open. */
  to: number | undefined;
  answers: { column: number; status: number }[];
  /** The columns in which an answer was awaited at the end. */
  busy: number[];
}

const appOf = (name: string): AppNumber => (name === 'App 1' ? 1 : 2);

/** Arranges what happened, column by column. */
export function stripOf(states: readonly State[]): Strip {
  const listeners: Strip['listeners'] = [];
  const bands: Band[] = [];
  const failures: Strip['failures'] = [];
  const names = ['port 7888', 'browser'];
  const newest = (peer: number) => bands.findLast((band) => band.peer === peer);
  /** 0, or the next that nothing of the lane has in this column. */
  const freeSide = (lane: string, column: number) => {
    const taken = [
      ...bands.filter((band) => band.lane === lane && (band.to ?? Infinity) >= column),
      ...failures.filter((each) => each.lane === lane && each.column === column),
    ].map(({ side }) => side);
    let side = 0;
    while (taken.includes(side)) side++;
    return side;
  };
  for (const [column, state] of states.entries()) {
    for (const event of state.events) {
      if (event.kind === 'server' && event.did === 'listen')
        listeners.push({ app: appOf(event.app), from: column, to: Infinity });
      if (event.kind === 'server' && event.did === 'stop') {
        const listening = listeners.at(-1);
        if (listening) listening.to = column;
      }
      if (event.kind === 'connection') {
        if (event.did === 'close') {
          const band = newest(event.peer);
          if (band) band.to = column;
          continue;
        }
        if (!names.includes(event.who)) names.push(event.who);
        const side = freeSide(event.who, column);
        bands.push({
          ...{ app: appOf(event.app), lane: event.who, side, peer: event.peer, from: column },
          ...{ to: undefined, answers: [], busy: [] },
        });
      }
      if (event.kind === 'answer')
        newest(event.peer)?.answers.push({ column, status: event.status });
      if (event.kind === 'failure') {
        const lane = event.who === 'new tab' ? 'browser' : event.who;
        if (!names.includes(lane)) names.push(lane);
        const said = event.saw === 'ECONNREFUSED' ? 'refused' : 'cut';
        failures.push({ lane, side: freeSide(lane, column), column, said });
      }
    }
    for (const who of pools)
      for (const { peer, phase } of state.clients[who].pool)
        if (phase === 'busy') newest(peer)?.busy.push(column);
  }
  let top = 0;
  const lanes = names.map((name) => {
    const sides = Math.max(
      ...[...bands, ...failures].map(({ lane, side }) => (lane === name ? side : 0)),
      0,
    );
    const height = name === 'port 7888' ? 34 : 46 + sides * 24;
    top += height;
    return { name, top: top - height, height };
  });
  return { lanes, listeners, bands, failures, columns: states.length };
}

const wide = 46;
const gutter = 8;
/** How wide the names of the lanes are, which stay when the rest scrolls. */
const namesWide = 116;
const x = (column: number) => gutter + (column - 0.5) * wide + wide / 2;
const kind = (app: AppNumber) => `app-${app}`;

/**
 * The picture of a run. The page draws it at build time, and the bench after each action.
 * @param at the column that is looked at; what comes later is dimmed
 */
export function drawRun(states: readonly State[], letters: readonly Action[], at: number) {
  const { lanes, listeners, bands, failures, columns } = stripOf(states);
  const end = x(columns - 1) + wide / 2;
  const bottom = lanes.reduce((sum, { height }) => sum + height, 0);
  const top = (name: string) => lanes.find((lane) => lane.name === name)?.top ?? 0;
  const mark = (app: AppNumber, cx: number, cy: number) =>
    app === 1
      ? html`<circle cx="${cx}" cy="${cy}" r="6"/>`
      : html`<rect x="${cx - 5.5}" y="${cy - 5.5}" width="11" height="11"/>`;
  const tall = bottom + 26;
  const names = html`<svg viewBox="0 0 ${namesWide} ${tall}" width="${namesWide}" height="${tall}" aria-hidden="true">${lanes.map(
    ({ name, top }) =>
      html`<text class="lane" x="0" y="${top + 21}">${name}</text><path class="rule" d="M0 ${top + 0.5}H${namesWide}"/>`,
  )}<path class="rule" d="M0 ${bottom + 0.5}H${namesWide}"/></svg>`;
  const picture = html`<svg viewBox="0 0 ${end} ${tall}" width="${end}" height="${tall}" role="img" aria-label="${inWords(states.at(at))}">${lanes.map(
    ({ top }) => html`<path class="rule" d="M0 ${top + 0.5}H${end}"/>`,
  )}${listeners.map(({ app, from, to }) => {
    const left = from === 0 ? gutter : x(from) - 10;
    const right = to === Infinity ? end : x(to) - 4;
    return html`<g class="${kind(app)}"><rect class="listener" x="${left}" y="5" width="${Math.max(8, right - left)}" height="24" rx="4"/>${
      right - left > 44 ? html`<text x="${left + 7}" y="21">App ${app}</text>` : ''
    }</g>`;
  })}${bands.map(({ app, lane, side, from, to, answers, busy }) => {
    const y = top(lane) + 16 + side * 24;
    const left = x(from) - 12;
    const right =
      to === undefined
        ? end
        : Math.max(x(to) - (answers.at(-1)?.column === to ? -12 : 6), left + 14);
    return html`<g class="${kind(app)}"><path class="band" d="${outline(left, y - 9, right, to === undefined)}"/>${busy.map(
      (column) =>
        html`<path class="busy" d="M${x(column) - 4} ${y}H${Math.min(right, x(column) + wide - 10)}"/>`,
    )}${spread(answers).map(
      ({ column, status, shift }) =>
        html`${mark(app, x(column) + shift, y)}<text class="status" x="${x(column) + shift}" y="${y + 23}" text-anchor="middle">${status}</text>`,
    )}</g>`;
  })}${failures.map(
    ({ lane, side, column, said }) =>
      html`<g class="failure"><path d="M${x(column) - 6} ${top(lane) + 10 + side * 24}l12 12m0-12l-12 12"/><text class="status" x="${x(column)}" y="${top(lane) + 39 + side * 24}" text-anchor="middle">${said}</text></g>`,
  )}${
    at < columns - 1
      ? html`<rect class="later" x="${x(at) + wide / 2}" y="0" width="${end - x(at) - wide / 2}" height="${bottom}"/>`
      : ''
  }<path class="rule" d="M0 ${bottom + 0.5}H${end}"/><path class="now" d="M${x(at) + wide / 2 - 1} 0V${bottom}"/>${letters.map(
    (letter, index) =>
      html`<text class="letter${index < at ? '' : ' to-come'}" x="${x(index + 1)}" y="${bottom + 19}" text-anchor="middle">${letter}<title>${actions[letter]}</title></text>`,
  )}</svg>`;
  return { names, picture };
}

/** Several answers in one column stand beside each other. */
function spread(answers: Band['answers']) {
  return answers.map((answer, index) => {
    const same = answers.filter(({ column }) => column === answer.column);
    const place = answers.slice(0, index).filter(({ column }) => column === answer.column).length;
    return { ...answer, shift: same.length > 1 ? (place - (same.length - 1) / 2) * 15 : 0 };
  });
}

/** Round where a connection begins and ends; cut flat where it goes on. */
function outline(left: number, top: number, right: number, isOpen: boolean): string {
  const r = 9;
  const begin = `H${left + r}a${r} ${r} 0 0 0 0 ${2 * r}`;
  if (isOpen) return `M${right} ${top}${begin}H${right}`;
  return `M${right - r} ${top}${begin}H${right - r}a${r} ${r} 0 0 0 0 ${-2 * r}`;
}

/** One state in sentences, for whoever cannot see the picture. */
export function inWords(state: State | undefined): string {
  if (!state) return '';
  const app = listener({ ...state, events: [], results: [] });
  const connected = pools.flatMap((who) =>
    state.clients[who].pool.map(({ app, phase }) => {
      const how = {
        silent: ', unused',
        busy: ', waiting for an answer',
        idle: '',
        'half closed': ', which has closed its end',
      }[phase];
      return `The ${who} is connected to App ${app}${how}.`;
    }),
  );
  return [
    app ? `App ${app} listens.` : 'Nobody listens.',
    ...(connected.length ? connected : ['No connection is open.']),
  ].join(' ');
}
