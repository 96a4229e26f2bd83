import type { Action } from '../../code/model/actions.ts';
import { netstatOf } from '../../code/model/netstat.ts';
import type { State } from '../../code/model/state.ts';
import { createTranscript, inSeconds, type Line } from '../../code/run/transcript.ts';
import { drawRun } from './bench-picture.ts';
import { type Html, html } from './html.ts';

/** What the bench shows of a run: the page draws it at build time, and the script after each action. */
export function benchParts(states: readonly State[], letters: readonly Action[], at: number) {
  const state = states[at] as State;
  return {
    ...drawRun(states, letters, at),
    happened: terminal(happenedIn(states, at)),
    listening: tableOf(state, 'listening'),
    all: tableOf(state),
  };
}

const wording = {
  words: { scenes: {}, predictions: {}, findings: {}, notebook: [] },
  lesson: 'bench',
  source: 'the bench',
};

/** The lines of the last action, as a run tells them; the page’s own painter would be half the script. */
function happenedIn(states: readonly State[], at: number): Html[] {
  const linesOf = createTranscript({ ...wording, lens: 'connections' });
  // Of the earlier ones, too: they tell whose page a text is.
  const all = states.slice(0, at + 1).map(({ events }) => events.flatMap(linesOf));
  const lines = (all.at(-1) ?? []).map((line) => paint(line));
  return lines.length ? lines : [row('(nothing happened)')];
}

function paint(line: Line): Html {
  if (line.kind === 'note') return row(line.text);
  if (!('at' in line)) return html``;
  const head = `${inSeconds(line.at).padStart(8)}  ${line.who.padEnd(14)}  `;
  if (line.kind === 'tally') return html``;
  if (line.kind !== 'answer') return row(head + line.said, 'told');
  const { app, text } = line.page ?? { app: undefined, text: '' };
  const page = html`<span class="${app === 'App 2' ? 'app-2' : 'app-1'}">${text}</span>`;
  return html`<span class="line told">${head}${line.asked}  ${line.status}  ${page}  ${line.carried ?? ''}
</span>`;
}

function tableOf(state: State, only?: 'listening'): Html {
  const { line, output } = netstatOf(state, only);
  const rows = output.split('\n').filter(Boolean);
  const columns = Math.max(...rows.map(({ length }) => length));
  return terminal([
    html`<span class="line strong">$ ${line}
</span>`,
    ...(rows.length
      ? rows.map(
          (text) => html`<span class="line rows" style="--columns:${columns}">${text}
</span>`,
        )
      : [row('(it printed nothing)')]),
  ]);
}

const row = (text: string, look = '') => html`<span class="line ${look}">${text}
</span>`;

function terminal(lines: readonly Html[]): Html {
  return html`<div class="transcript"><pre tabindex="0"><code>${lines}</code></pre></div>`;
}
