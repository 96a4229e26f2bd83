import { type Action, actions, decode, encode, type Run } from '../../code/model/actions.ts';
import { statesOf } from '../../code/model/replay.ts';
import { type BrowserKind, browsers, type NodeName, nodes } from '../../code/model/setting.ts';
import type { Result, State } from '../../code/model/state.ts';
import { step } from '../../code/model/step.ts';
import { type Puzzle, puzzles } from '../../lessons/puzzles.ts';
import { benchParts } from '../lib/bench-html.ts';
import { type Html, html } from '../lib/html.ts';
import styles from '../styles/bench-controls.css?inline';

/** Names for the buttons, in groups; the letter of each is its key. */
const groups: readonly (readonly [title: string, buttons: Partial<Record<Action, string>>])[] = [
  [
    'The browser',
    { v: 'Visit', r: 'Reload', t: 'New tab', l: 'Slow request', p: 'Spare connection', q: 'Quit' },
  ],
  ['Others', { n: 'Second browser', c: 'curl', k: 'One curl, twice', f: 'Fresh client' }],
  ['App 1', { s: 'Stop', d: 'close()', a: 'Close all', g: 'Drain' }],
  ['App 2', { 2: 'Start', S: 'Stop', D: 'close()', A: 'Close all', G: 'Drain' }],
  ['Time', { w: 'Wait 1 s', x: 'Wait 6 s', m: 'Wait 1 min' }],
];

const guesses = { 1: 'App 1', 2: 'App 2', refused: 'an error', waits: 'nothing yet' } as const;
type Guess = keyof typeof guesses;

/** Gives the figures of runs their buttons: what is done is replayed, so that undo and scrub are the same thing. */
function openBenches(): void {
  const style = document.createElement('style');
  style.textContent = styles;
  document.head.append(style);
  for (const place of document.querySelectorAll<HTMLElement>('what-if')) new Bench(place);
}

class Bench {
  private readonly place: HTMLElement;
  private run: Run;
  private states: State[] = [];
  /** How many of the actions are looked at; a new one takes the place of those after it. */
  private at = 0;
  private puzzle: Puzzle | undefined;
  private score = { right: 0, of: 0 };

  constructor(place: HTMLElement) {
    this.place = place;
    this.run = decode(place.dataset.run ?? '');
    this.build();
    place.addEventListener('click', (event) => this.click(event));
    place.addEventListener('keydown', (event) => this.key(event));
    place.addEventListener('change', (event) => this.change(event));
    this.part('.scrub input').addEventListener('input', (event) =>
      this.goTo(Number((event.target as HTMLInputElement).value)),
    );
    if (this.isOwn) {
      addEventListener('hashchange', () => this.fromAddress());
      if (new URLSearchParams(location.search).has('embed'))
        document.documentElement.classList.add('embedded');
    }
    if (!this.isOwn || !this.fromAddress()) this.load(this.run);
    place.dataset.ready = '';
  }

  private get isOwn(): boolean {
    return this.place.dataset.own !== undefined;
  }

  private part(selector: string): HTMLElement {
    const found = this.place.querySelector<HTMLElement>(selector);
    if (!found) throw new Error(`the bench lacks ${selector}`);
    return found;
  }

  private build(): void {
    const { puzzles: ids } = this.place.dataset;
    const offered = puzzles.filter(({ id }) => !ids || ids.split(' ').includes(id));
    const option = (value: string, text: string) => html`<option value="${value}">${text}</option>`;
    this.part('.before').innerHTML = html`<label>Try to <select name="puzzle">${[
      option('', 'play freely'),
      ...offered.map(({ id, question }, index) => option(id, `${index + 1}. ${question}`)),
    ]}</select></label><p class="solved" role="status"></p>`.text;
    this.part('.scrub').innerHTML =
      html`<div class="history">${tool('undo', 'Undo', 'z')}${tool('redo', 'Redo', 'y')}<input type="range" min="0" aria-label="Step">${tool('reset', 'Start over')}${tool('link', 'Copy link')}</div><p class="link" role="status"></p>`.text;
    this.part('.controls').innerHTML =
      html`<fieldset class="guess"><legend>What will the next reload get?</legend>${Object.entries(
        guesses,
      ).map(
        ([value, text]) =>
          html`<label><input type="radio" name="guess" value="${value}"> ${text}</label>`,
      )}<p class="verdict" role="status">Say it, then reload.</p></fieldset><div class="groups">${groups.map(
        ([title, buttons]) =>
          html`<fieldset><legend>${title}</legend>${Object.entries(buttons).map(
            ([letter, name]) =>
              html`<button type="button" value="${letter}" title="${actions[letter as Action]}">${name} <kbd>${letter}</kbd></button>`,
          )}</fieldset>`,
      )}<fieldset class="setting"><legend>Setting</legend><label>Node <select name="node">${Object.keys(
        nodes,
      )
        .sort((a, b) => Number(a) - Number(b))
        .map((name) =>
          option(name, name),
        )}</select></label><label>Browser <select name="browser">${Object.entries(browsers).map(
        ([kind, { name }]) => option(kind, name),
      )}</select></label><label>Connections at most <select name="pool">${[1, 2, 3, 4, 5, 6].map((size) => option(`${size}`, `${size}`))}</select></label><label>keepAliveTimeout <select name="idle">${[option('', 'none'), option('5', '5 s')]}</select></label></fieldset></div>`.text;
    // Single letters work while the bench has the focus, and nowhere else (WCAG 2.1.4).
    this.place.tabIndex = -1;
  }

  /** @returns was there a run in the address? */
  private fromAddress(): boolean {
    const written = /^#sim=(.*)$/.exec(decodeURIComponent(location.hash))?.[1];
    if (written === undefined) return false;
    try {
      this.load(decode(written));
    } catch (error) {
      this.load(decode(''));
      this.say('.link', `This address holds no run. ${(error as Error).message}`);
    }
    return true;
  }

  private load(run: Run, puzzle?: Puzzle): void {
    this.run = run;
    this.puzzle = puzzle;
    this.states = statesOf(run);
    this.at = run.actions.length;
    const { node, browser, pool, idle } = run.setting;
    const set = (name: string, value: string) => {
      (this.part(`[name=${name}]`) as HTMLSelectElement).value = value;
    };
    set('node', node);
    set('browser', browser);
    set('pool', `${pool}`);
    set('idle', idle === null ? '' : `${idle}`);
    set('puzzle', puzzle?.id ?? '');
    for (const select of this.place.querySelectorAll<HTMLSelectElement>('.setting select'))
      select.disabled = puzzle !== undefined;
    this.say('.solved', '');
    this.say('.link', '');
    this.show();
  }

  private act(action: Action): void {
    const before = this.states[this.at] as State;
    const after = step(before, action);
    this.run = { ...this.run, actions: [...this.run.actions.slice(0, this.at), action] };
    this.states = [...this.states.slice(0, this.at + 1), after];
    this.at++;
    if ('vrt'.includes(action)) this.judge(after);
    this.show();
    this.judgePuzzle();
  }

  private goTo(at: number): void {
    this.at = Math.max(0, Math.min(this.run.actions.length, at));
    this.show();
  }

  private show(): void {
    const { actions: letters } = this.run;
    const parts = benchParts(this.states, letters, this.at);
    const put = (selector: string, { text }: Html) => {
      this.part(selector).innerHTML = text;
    };
    put('.names', parts.names);
    put('.roll', parts.picture);
    put('.happened', parts.happened);
    put('.listening', parts.listening);
    put('.all', parts.all);
    const range = this.part('.scrub input') as HTMLInputElement;
    range.max = `${letters.length}`;
    range.value = `${this.at}`;
    const letter = letters[this.at - 1];
    range.setAttribute(
      'aria-valuetext',
      letter ? `${this.at}: ${actions[letter]}` : 'the beginning',
    );
    this.enable('undo', this.at > 0);
    this.enable('redo', this.at < letters.length);
    const roll = this.part('.roll');
    const seen = (roll.scrollWidth * (this.at + 1)) / (letters.length + 1);
    roll.scrollLeft = seen - roll.clientWidth + 40;
    if (this.isOwn && this.place.dataset.ready !== undefined)
      history.replaceState(history.state, '', `#sim=${this.written}`);
  }

  private get written(): string {
    return encode({ ...this.run, actions: this.run.actions.slice(0, this.at) });
  }

  private enable(name: string, isEnabled: boolean): void {
    (this.part(`[data-tool=${name}]`) as HTMLButtonElement).ariaDisabled = `${!isEnabled}`;
  }

  private judge({ results }: State): void {
    const chosen = this.place.querySelector<HTMLInputElement>('[name=guess]:checked');
    if (!chosen) return;
    chosen.checked = false;
    const result = results.findLast(({ path }) => path === '/');
    const was = result ? guessOf(result) : 'waits';
    const isRight = chosen.value === `${was}`;
    this.score = { right: this.score.right + Number(isRight), of: this.score.of + 1 };
    const said = guesses[chosen.value as Guess];
    const saw = isRight ? 'Right' : `You said ${said}; it got ${guesses[was]}`;
    this.say(
      '.verdict',
      `${saw}. ${this.why(result)} ${this.score.right} of ${this.score.of} right.`,
    );
  }

  private why(result: Result | undefined): string {
    if (result?.got === 'refused') return 'It had no connection, and nobody listens.';
    if (!result || typeof result.got === 'string') return 'All its connections are busy.';
    const { peer, app } = result.got;
    const opened = this.states.findIndex(({ events }) =>
      events.some(
        (event) => event.kind === 'connection' && event.did === 'open' && event.peer === peer,
      ),
    );
    if (opened === this.at)
      return `It had no connection to spare, so it opened one, and App ${app} listens.`;
    return `It went out on :${peer}, opened in step ${opened}: whoever accepted it then answers now.`;
  }

  private judgePuzzle(): void {
    if (!this.puzzle) return;
    const { solved, start } = this.puzzle;
    const began = decode(start).actions;
    const isFromStart = began.every((action, index) => this.run.actions[index] === action);
    const after = this.run.actions.slice(began.length, this.at).join('');
    const steps = this.at - began.length;
    const isSolved = isFromStart && solved(this.states.slice(0, this.at + 1), after);
    this.say('.solved', isSolved ? `Solved in ${steps} ${steps === 1 ? 'step' : 'steps'}.` : '');
  }

  private click({ target }: Event): void {
    const button = (target as HTMLElement).closest('button');
    if (!button) return;
    if (button.value) this.act(button.value as Action);
    else this.use(button.dataset.tool ?? '');
  }

  private use(tool: string): void {
    if (tool === 'undo') this.goTo(this.at - 1);
    if (tool === 'redo') this.goTo(this.at + 1);
    if (tool === 'reset')
      this.load(
        this.puzzle ? decode(this.puzzle.start) : { ...this.run, actions: [] },
        this.puzzle,
      );
    if (tool === 'link') void this.copy();
  }

  private async copy(): Promise<void> {
    const link = new URL(`${this.place.dataset.bench}#sim=${this.written}`, location.href).href;
    await navigator.clipboard.writeText(link).then(
      () => this.say('.link', 'Copied.'),
      () => this.say('.link', link), // refused: then by hand
    );
  }

  private key(event: KeyboardEvent): void {
    const { key, target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if ((target as HTMLElement).matches('select, input')) return;
    if (Object.hasOwn(actions, key)) this.act(key as Action);
    else if (key === 'z') this.use('undo');
    else if (key === 'y') this.use('redo');
    else return;
    event.preventDefault();
  }

  private change({ target }: Event): void {
    const { name, value } = target as HTMLSelectElement;
    if (name === 'puzzle') {
      const puzzle = puzzles.find(({ id }) => id === value);
      this.load(puzzle ? decode(puzzle.start) : { ...this.run }, puzzle);
    }
    const setting = { ...this.run.setting };
    if (name === 'node') setting.node = value as NodeName;
    else if (name === 'browser') setting.browser = value as BrowserKind;
    else if (name === 'pool') setting.pool = Number(value);
    else if (name === 'idle') setting.idle = value ? 5 : null;
    else return;
    this.load({ ...this.run, setting });
  }

  /** A live region tells what has changed; the same text again would be told twice. */
  private say(selector: string, text: string): void {
    const place = this.part(selector);
    if (place.textContent !== text) place.textContent = text;
  }
}

function tool(name: string, text: string, key?: string): Html {
  return html`<button type="button" data-tool="${name}">${text}${key ? html` <kbd>${key}</kbd>` : ''}</button>`;
}

function guessOf({ got }: Result): Guess {
  if (typeof got === 'object') return got.app;
  return got === 'waits' ? 'waits' : 'refused';
}

openBenches();
