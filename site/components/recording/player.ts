import { playedWait } from './pace.ts';
import type { Stage } from './stage.ts';

/** For a reader who wants no motion there is none: each press shows the next line. */
export const still = matchMedia('(prefers-reduced-motion: reduce)');

/** How long a step that the reader takes is on its way, in ms. */
const stepTime = 180;

/** A part of a way: to this position, in so many ms. */
interface Leg {
  to: number;
  ms: number;
}

/** Moves a stage's position: by itself, a step at a time, or to where the reader wants it. */
export class Player {
  stage: Stage;
  playing = false;
  /** 2 is twice as fast. */
  speed = 1;
  readonly #changed: (arrived: boolean) => void;
  #frame = 0;
  /** Where a step that is on its way will end. */
  #goal: number | undefined;

  /** @param changed called after each move; `arrived` when it has just come to a line, which is to be told */
  constructor(stage: Stage, changed: (arrived: boolean) => void) {
    this.stage = stage;
    this.#changed = changed;
  }

  get atEnd(): boolean {
    return this.stage.position >= this.stage.end;
  }

  /** Plays on from the line where it is; from the start when it is at the end. */
  play(): void {
    if (this.atEnd) this.set(0);
    if (still.matches) {
      this.step(1);
      return;
    }
    this.pause();
    this.playing = true;
    this.#travel(this.#steps());
  }

  /** Stops where it is. */
  pause(): void {
    this.#halt();
    this.#changed(false);
  }

  /** One line on, or back; a step that is on its way counts as taken. */
  step(by: 1 | -1): void {
    const at = this.#goal ?? this.stage.position;
    this.go(by > 0 ? Math.floor(at) + 1 : Math.ceil(at) - 1);
  }

  /** Goes to a line, quickly. */
  go(to: number): void {
    this.#halt();
    const goal = Math.max(0, Math.min(this.stage.end, to));
    if (still.matches || goal === this.stage.position) {
      this.set(goal, true);
      return;
    }
    this.#goal = goal;
    this.#travel([{ to: goal, ms: stepTime }].values());
  }

  /** Is at a position at once. */
  set(position: number, arrived = false): void {
    this.#halt();
    this.stage.show(position);
    this.#changed(arrived);
  }

  /** Goes on with another run, at the same moment of the story. */
  change(stage: Stage): void {
    const position = this.stage.momentOn(stage);
    this.stage = stage;
    this.set(position, true);
  }

  *#steps(): Generator<Leg> {
    const { steps, position } = this.stage;
    for (let next = Math.floor(position); next < steps.length; next++) {
      const [from, to] = [steps[next - 1], steps[next]];
      if (!to) return;
      const wait = playedWait(to.at - (from ?? to).at, to.from < to.first);
      yield { to: next + 1, ms: wait / this.speed };
    }
  }

  #halt(): void {
    cancelAnimationFrame(this.#frame);
    this.playing = false;
    this.#goal = undefined;
  }

  #travel(legs: Iterator<Leg>): void {
    let leg = legs.next();
    let begun = performance.now();
    let from = this.stage.position;
    const frame = (now: number): void => {
      if (leg.done) return;
      const { to, ms } = leg.value;
      // The time of a frame can lie before the moment that asked for it.
      const part = Math.max(0, (now - begun) / ms);
      this.stage.show(part < 1 ? from + (to - from) * part : to);
      if (part >= 1) {
        [begun, from, leg] = [now, to, legs.next()];
        if (leg.done) this.#halt();
      }
      this.#changed(part >= 1);
      if (!leg.done) this.#frame = requestAnimationFrame(frame);
    };
    this.#frame = requestAnimationFrame(frame);
    this.#changed(false);
  }
}
