import type { Bar, Mark, Picture } from '../../code/run/picture.ts';
import { type Html, html } from './html.ts';

/**
 * The space-time diagram of a transcript. Its parts carry their places, and the page's style lays them
 * out: down the lines on a wide page, to the right on a narrow one (styles/picture.css).
 * @param widths of the steps on a narrow page, whatever the unit
 */
export function paintPicture(
  { lanes, past, bars, marks }: Picture,
  widths: readonly number[],
): Html {
  const names = lanes.map((name, lane) => html`<span style="--lane:${lane}">${name}</span>`);
  const lines = lanes
    .slice(1)
    .map((_, lane) => html`<i class="lane" style="--lane:${lane + 1}"></i>`);
  return html`<div class="lanes" aria-hidden="true">${names}</div><div class="picture" aria-hidden="true">${lines}${bars.map((each) => bar(each, past))}${marks.map((each) => mark(each, past, isTold(each, marks, widths)))}</div>`;
}

function bar({ kind, app, lane, side, from, to, ended }: Bar, past: number): Html {
  const classes = [
    kind,
    look(app),
    from < past && 'cut-start',
    !ended && 'cut-end',
    to <= past && 'past',
  ];
  const row = from < past ? ';--row:1' : '';
  const name = kind === 'listener' ? app : '';
  return html`<i class="${names(classes)}" style="--from:${from + 1};--to:${to + 1};${place(lane, side)}${row}">${name}</i>`;
}

function mark({ app, lane, side, step, status }: Mark, past: number, told: boolean): Html {
  const classes = ['mark', look(app), step < past && 'past', told && 'told'];
  return html`<i class="${names(classes)}" style="--from:${step + 1};${place(lane, side)}">${status}</i>`;
}

/** Does the mark before it, too close for two numbers on a narrow page, tell the same status? */
function isTold(mark: Mark, marks: readonly Mark[], widths: readonly number[]): boolean {
  const before = marks.findLast(({ lane, step }) => lane === mark.lane && step < mark.step);
  if (before?.status !== mark.status) return false;
  const sum = (from: number, to?: number) =>
    widths.slice(from, to).reduce((all, width) => all + width, 0);
  return sum(before.step, mark.step) / sum(0) < 0.11;
}

const look = (app: string | undefined) => app && (app === 'App 1' ? 'app-1' : 'app-2');
const place = (lane: number, side: number) => `--lane:${lane}${side ? `;--side:${side}` : ''}`;
const names = (classes: readonly (string | false | undefined)[]) =>
  classes.filter(Boolean).join(' ');
