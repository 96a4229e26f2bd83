/** A moment of a run, and its lines on the page, by their numbers from 0. */
interface Step {
  /** ms since the run began. */
  at: number;
  /** Where the lines begin that lead up to it: a title, a silence. */
  from: number;
  /** Its own first line, and the first after its last. */
  first: number;
  end: number;
}

/**
 * A transcript with its picture, shown up to a position: 0 is before the first step, 1 after it, 1.5 half
 * on the way to the next. The picture was drawn by the server, whole; a curtain before it is moved.
 */
export class Stage {
  readonly element: HTMLElement;
  readonly steps: Step[];
  /** The position that is shown. */
  position = 0;
  readonly #lines: HTMLElement[];
  readonly #marks: { element: HTMLElement; line: number }[];
  /** For each line, where the strip of a narrow page has its right edge, from 0 to 1. */
  readonly #edges: number[];
  /** Where on the strip the past ends. */
  readonly #start: number;
  readonly #picture: HTMLElement | SVGElement | null;
  /** The first line that is not shown yet. */
  #limit = Number.NaN;

  constructor(element: HTMLElement) {
    this.element = element;
    // Its own, or one that a page has drawn beside it.
    this.#picture =
      element.querySelector<HTMLElement>('.picture') ??
      element.closest('run-player')?.querySelector<SVGElement>(':scope > svg') ??
      null;
    this.#lines = [...element.querySelectorAll<HTMLElement>('.line')];
    this.steps = stepsOf(this.#lines);
    const number = (one: HTMLElement, name: string) => Number(one.style.getPropertyValue(name));
    const past = number(element, '--past');
    const edges = rightEdges(element.style.getPropertyValue('--strip'));
    this.#start = edges[past - 1] ?? 0;
    this.#edges = edges.slice(past);
    this.#marks = [...element.querySelectorAll<HTMLElement>('.mark:not(.past)')].map((mark) => {
      return { element: mark, line: number(mark, '--from') - 1 - past };
    });
  }

  /** The position after the last step. */
  get end(): number {
    return this.steps.length;
  }

  /** When the position lies, in ms of the run. Between two steps time runs on evenly. */
  get time(): number {
    const done = Math.floor(this.position);
    const from = (this.steps[done - 1] ?? this.steps[0])?.at ?? 0;
    const to = this.steps[done]?.at ?? from;
    return from + (to - from) * (this.position - done);
  }

  /** The step that the position has just passed, in words. */
  get words(): string {
    const step = this.steps[Math.floor(this.position) - 1];
    if (!step) return 'Before the first line';
    return this.#lines
      .slice(step.first, step.end)
      .map((line) => line.textContent.trim().replace(/\s+/g, ' '))
      .join(', ');
  }

  show(position: number): void {
    const done = Math.floor(position);
    const [last, next] = [this.steps[done - 1], this.steps[done]];
    const part = position - done;
    const between = (from: number, to: number) => from + (to - from) * part;
    const [x, y] = [
      between(this.#x(last), this.#x(next ?? last)),
      between(this.#y(last), this.#y(next ?? last)),
    ];
    // Read before it is written, and written where it has few descendants: this happens in each frame.
    this.#picture?.style.setProperty('--y', `${y}px`);
    this.#picture?.style.setProperty('--x', `${x}`);

    const told = last?.end ?? 0;
    // What leads up to a step comes with its beginning, the step itself at its end.
    const limit = next && part > 0 ? next.first : told;
    this.position = position;
    if (limit === this.#limit) return;
    this.#limit = limit;
    for (const [index, { classList }] of this.#lines.entries()) {
      classList.toggle('off', index >= limit);
      classList.toggle('now', !!next && !!last && index >= last.first && index < told);
    }
    for (const { element, line } of this.#marks) element.classList.toggle('on', line < told);
    this.element.classList.toggle('partial', !!next);
    this.element.classList.toggle('moving', !!next && limit > 0);
  }

  /** The position on another stage at which its story is as far as here: the same scene, the same asking. */
  momentOn(other: Stage): number {
    if (this.position >= this.end) return other.end;
    const told = this.#beats.slice(0, Math.floor(this.position)).filter(Boolean).length;
    const beats = other.#beats;
    const next = beats.findIndex(
      (beat, at) => beat && beats.slice(0, at).filter(Boolean).length === told,
    );
    return next < 0 ? other.end : next;
  }

  /** For each step, does every program of the story have it? A connection's end is one program's own. */
  get #beats(): boolean[] {
    return this.steps.map(({ first }) => !this.#lines[first]?.classList.contains('own'));
  }

  #x(step: Step | undefined): number {
    return step ? (this.#edges[step.end - 1] ?? 1) : this.#start;
  }

  /** The lower edge of a step, as the page lies just now, in px from the first line's upper edge. */
  #y(step: Step | undefined): number {
    const [first, line] = [this.#lines[0], step && this.#lines[step.end - 1]];
    return first && line ? line.offsetTop + line.offsetHeight - first.offsetTop : 0;
  }
}

function stepsOf(lines: readonly HTMLElement[]): Step[] {
  const steps: Step[] = [];
  let lead: number | undefined;
  for (const [index, { dataset, classList }] of lines.entries()) {
    if (classList.contains('early')) lead ??= index;
    if (dataset.at === undefined) continue;
    const from = lead ?? index;
    const before = steps.at(-1);
    if (before) before.end = from;
    steps.push({ at: Number(dataset.at), from, first: index, end: lines.length });
    lead = undefined;
  }
  return steps;
}

/** `1fr 0fr 2fr` as the right edge of each column, from 0 to 1. */
function rightEdges(columns: string): number[] {
  const widths = columns.split(' ').map(Number.parseFloat);
  const whole = widths.reduce((sum, width) => sum + width, 0);
  let sum = 0;
  return widths.map((width) => {
    sum += width;
    return sum / whole;
  });
}
