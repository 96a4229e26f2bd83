import { type Player, still } from './player.ts';

/** What a reader presses, and what a screen reader hears. */
export interface Controls {
  elements: HTMLElement[];
  /** Shows where the player is; aloud when it has come to a line. */
  update(player: Player, aloud: boolean): void;
}

const icon = (look: string, path: string) =>
  `<svg class="${look}" width="14" height="14" viewBox="0 0 14 14" aria-hidden="true"><path d="${path}"/></svg>`;

/** Our own text; nothing that was recorded goes through here. */
const markup = `<div class="playback" role="group" aria-label="Play the recording"><button data-do="play">${icon('go', 'M2 1l11 6-11 6z')}${icon('halt', 'M2 1h4v12H2zM8 1h4v12H8z')}<span></span></button><button data-do="back" aria-label="One line back">${icon('line', 'M9.5 1.5L4 7l5.5 5.5')}</button><button data-do="next" aria-label="One line on">${icon('line', 'M4.5 1.5L10 7l-5.5 5.5')}</button><input type="range" min="0" aria-label="Position in the recording"><output></output><select aria-label="Speed"><option value=".5">½×<option value="1" selected>1×<option value="2">2×</select><button data-do="all">Show all</button></div><p class="sr-only" role="status"></p>`;

export function controls(player: Player): Controls {
  const { content } = Object.assign(document.createElement('template'), { innerHTML: markup });
  const find = <E extends HTMLElement>(selector: string) => content.querySelector(selector) as E;
  const bar = find('.playback');
  const range = find<HTMLInputElement>('input');
  const clock = find<HTMLOutputElement>('output');
  const speed = find<HTMLSelectElement>('select');
  const said = find('.sr-only');
  const playText = find('span');

  const acts: Record<string, () => void> = {
    play: () => (player.playing ? player.pause() : player.play()),
    back: () => player.step(-1),
    next: () => player.step(1),
    all: () => player.set(player.stage.end, true),
  };
  bar.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('button') : null;
    acts[button?.dataset.do ?? '']?.();
  });
  range.addEventListener('input', () => player.go(range.valueAsNumber));
  range.addEventListener('keydown', (event) => {
    if (event.key !== ' ') return;
    event.preventDefault();
    acts.play?.();
  });
  speed.addEventListener('change', () => {
    player.speed = Number(speed.value);
  });

  return {
    elements: [bar, said],
    update({ stage, playing, atEnd }, aloud) {
      const { position, end, time, words } = stage;
      write(clock, `${(time / 1000).toFixed(2)} s`);
      const act = playing ? 'Pause' : atEnd ? 'Play' : 'Play on';
      write(playText, still.matches ? 'Next line' : act);
      bar.classList.toggle('playing', playing);
      if (aloud) said.textContent = words;
      if (!Number.isInteger(position)) return;
      range.max = `${end}`;
      range.value = `${position}`;
      range.setAttribute(
        'aria-valuetext',
        position ? `Line ${position} of ${end}: ${words}` : words,
      );
    },
  };
}

/** The same text anew would cost each frame a layout. */
function write(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
