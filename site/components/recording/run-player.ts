import { type Controls, controls } from './controls.ts';
import { Player, still } from './player.ts';
import { Stage } from './stage.ts';
import { veil } from './veil.ts';

/**
 * Plays the recording that the server has written out in full: its lines appear in the order in which
 * they were recorded. It stands complete until somebody plays it, and says with the event `played` that
 * it has come to its end.
 */
export class RunPlayer extends HTMLElement {
  player: Player | undefined;
  #controls: Controls | undefined;

  connectedCallback(): void {
    if (this.player) return; // moved within the page
    const boxes = [...this.querySelectorAll<HTMLElement>('.transcript')];
    const [first, second] = boxes.map((element) => new Stage(element));
    const { answers, once } = this.dataset;
    if (!first || first.end < (answers === undefined ? 2 : 1)) return; // there is nothing to play
    this.player = new Player(first, (arrived) => this.#changed(arrived));
    this.#controls = controls(this.player);
    this.querySelector('.measured')?.before(...this.#controls.elements);
    if (second) this.#compare(this.player, [first, second]);
    this.classList.add('live');
    this.player.set(first.end);
    still.addEventListener('change', () => this.player?.pause());
    if (answers !== undefined) veil(this, this.player, answers);
    if (once !== undefined) this.#playOnce(this.player);
  }

  #changed(arrived: boolean): void {
    if (!this.player) return;
    this.#controls?.update(this.player, arrived);
    if (arrived && this.player.atEnd) this.dispatchEvent(new Event('played', { bubbles: true }));
  }

  /** A switch between two programs that were told the same story. */
  #compare(player: Player, stages: readonly [Stage, Stage]): void {
    const box = document.createElement('div');
    box.className = 'compare';
    box.role = 'group';
    box.ariaLabel = 'Which program';
    const buttons = stages.map((stage) => {
      const button = document.createElement('button');
      button.textContent = stage.element.dataset.program ?? '';
      button.addEventListener('click', () => {
        if (stage !== player.stage) player.change(stage);
        select();
      });
      return button;
    });
    const select = () => {
      for (const [index, { element }] of stages.entries()) {
        element.hidden = element !== player.stage.element;
        buttons[index]?.setAttribute('aria-pressed', `${!element.hidden}`);
      }
    };
    select();
    box.append(...buttons);
    this.prepend(box);
  }

  /** By itself, once, when it can be seen, and less than five seconds; a key or a touch ends it at once. */
  #playOnce(player: Player): void {
    if (still.matches) return;
    player.set(0);
    const end = new AbortController();
    const { signal } = end;
    const showAll = () => player.set(player.stage.end, true);
    addEventListener('keydown', showAll, { signal });
    this.addEventListener('pointerdown', showAll, { signal });
    this.addEventListener('played', () => end.abort(), { signal });
    const seen = new IntersectionObserver(
      ([entry]) => {
        if (!entry?.isIntersecting) return;
        seen.disconnect();
        setTimeout(() => signal.aborted || player.play(), 500);
      },
      { threshold: 0.4 },
    );
    seen.observe(this);
    signal.addEventListener('abort', () => seen.disconnect());
  }
}
