import { safe } from '../../code/base/text/safe.ts';
import {
  type DrawnConnection,
  type DrawnEnd,
  type DrawnListener,
  type DrawnPort,
  drawing,
} from '../../code/sockets/formats/drawing.ts';
import type { PastedTable, Reading } from '../../code/sockets/formats/read-table.ts';
import { headInWords } from '../../code/sockets/formats/reading-in-words.ts';
import { type Said, tableInWords } from '../../code/sockets/formats/table-in-words.ts';
import { type Html, html } from './html.ts';

/** What was read, drawn and in words, as markup: made by the build for the example, by a worker for a paste. */
export function readingHtml({ tables, notUnderstood }: Reading, port?: number): Html {
  const unread = notUnderstood.length > 0 ? unreadHtml(notUnderstood) : none;
  const shown = tables.slice(0, mostTables);
  const more = tables.length - shown.length;
  return html`${unread}${shown.map((table, at) => tableHtml(table, tables.length > 1 ? at + 1 : 0, port))}${
    more > 0 ? html`<p class="more">${more} more tables. Paste them by themselves.</p>` : none
  }`;
}

const none = html``;
const mostTables = 8;

function tableHtml(table: PastedTable, number: number, port: number | undefined): Html {
  const { ports, more } = drawing(table, { port });
  const busy = ports.filter(({ connections }) => connections.length > 0);
  const idle = ports.filter(({ connections }) => connections.length === 0);
  return html`<section class="read-table">
<h2>${number ? `Table ${number}: ` : ''}${headInWords(table, port)}</h2>
${ports.length === 0 ? html`<p>No row of port ${port ?? ''} in it.</p>` : none}
${busy.map(portHtml)}
${idle.length > 0 ? idleHtml(idle, busy.length > 0) : none}
${more > 0 ? html`<p class="more">${more} more ports. Choose one to see it.</p>` : none}
${wordsHtml(tableInWords(table, port))}
</section>`;
}

const portHtml = ({
  port,
  listeners,
  isElsewhere,
  connections,
  more,
}: DrawnPort): Html => html`<div class="port">
<h3>Port ${safe(port)}</h3>
<ul class="listeners">${
  listeners.length > 0
    ? listeners.map(listenerHtml)
    : html`<li class="nobody">${isElsewhere ? 'Of another machine' : 'Nobody in this text listens'}</li>`
}</ul>
<ul class="connections">${connections.map(connectionHtml)}</ul>
${more > 0 ? html`<p class="more">${more} more connections of port ${safe(port)}.</p>` : none}
</div>`;

const idleHtml = (ports: readonly DrawnPort[], isRest: boolean): Html => html`<div class="port">
<h3>${isRest ? 'Who else listens' : 'Who listens'}</h3>
<ul class="listeners">${ports.flatMap(({ listeners }) => listeners.map(listenerHtml))}</ul>
</div>`;

const listenerHtml = ({ place, holder, state, backlog }: DrawnListener): Html =>
  html`<li><b>${place}</b> <span>${holderOf(holder)}</span> <span class="state">${state}</span>${
    backlog ? html` <span>${backlog}</span>` : none
  }</li>`;

const connectionHtml = ({ server, client, line, lines }: DrawnConnection): Html =>
  html`<li class="${line}" title="${numbered(lines)}">${endHtml(server, 'server end')}<span class="line" aria-hidden="true"></span>${endHtml(client, 'client end')}</li>`;

function endHtml({ place, holder, state, isRow, isStray, notes }: DrawnEnd, role: string): Html {
  const kind = `end${isRow ? '' : ' missing'}${isStray ? ' stray' : ''}`;
  const told = [isRow ? holderOf(holder) : '', ...notes].filter((note) => note !== '');
  return html`<div class="${kind}"><span class="sr-only">${role}: </span><b>${place}</b> <span class="state">${state}</span>${
    told.length > 0 ? html` <span>${told.join(', ')}</span>` : none
  }${isStray ? html` <strong>does not listen here</strong>` : none}</div>`;
}

/** In the table of a terminal the column says what `unknown` is about. */
const holderOf = (holder: string): string =>
  ({ '': 'owner not told', unknown: 'owner unknown', nobody: 'held by nobody' })[holder] ?? holder;

/** What the drawing shows, too, folds away; what follows from it stands there. */
function wordsHtml(said: readonly Said[]): Html {
  const drawn = said.filter(({ about }) => about in inDrawing);
  return html`<dl class="words">${groupsHtml(said, conclusions)}</dl>
<details><summary>Row by row (${drawn.length})</summary><dl class="words">${groupsHtml(drawn, inDrawing)}</dl></details>`;
}

const inDrawing = {
  listens: 'Who listens',
  connected: 'Who is connected',
  'two ends': 'Two ends of one',
} satisfies Partial<Record<Said['about'], string>>;

const conclusions = {
  next: 'Who answers next',
  queue: 'Waiting',
  turn: 'Whose turn it is',
  workers: 'Old app, or worker?',
  hidden: 'What may be missing',
  unknown: 'What it cannot say',
} satisfies Record<Exclude<Said['about'], keyof typeof inDrawing>, string>;

const groupsHtml = (
  said: readonly Said[],
  titles: Partial<Record<Said['about'], string>>,
): Html[] =>
  Object.entries(titles).flatMap(([about, title]) => {
    const group = said.filter((each) => each.about === about);
    if (group.length === 0) return [];
    return [
      html`<div><dt>${title}</dt>${group.map(
        ({ text, lines }) =>
          html`<dd>${text}${lines.length > 0 ? html` <small>${numbered(lines)}</small>` : none}</dd>`,
      )}</div>`,
    ];
  });

function numbered(lines: readonly number[]): string {
  const shown = lines.slice(0, 6).join(', ');
  return `line${lines.length > 1 ? 's' : ''} ${shown}${lines.length > 6 ? ' and more' : ''}`;
}

function unreadHtml(lines: Reading['notUnderstood']): Html {
  const shown = lines.slice(0, 20);
  const more = lines.length - shown.length;
  return html`<section class="unread"><h2>${lines.length} line${lines.length > 1 ? 's' : ''} not understood</h2>
<ol>${shown.map(
    ({ line, text, reason }) =>
      html`<li><b>${line}</b> ${reason} <code>${safe(text.trim().slice(0, 160))}</code></li>`,
  )}</ol>
${more > 0 ? html`<p class="more">${more} more.</p>` : none}
<p>A row among them is not in the drawing.</p></section>`;
}
