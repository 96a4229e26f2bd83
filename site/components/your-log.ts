import { kept } from './progress.ts';

/**
 * Counts what the reader predicted, and lists what they were sure of and wrong. The words are the
 * server's. Looks again whenever the page is shown, as after a step back from a lesson.
 */
export class YourLog extends HTMLElement {
  #left = new AbortController();

  connectedCallback(): void {
    this.#left = new AbortController();
    addEventListener('pageshow', () => this.#show(), { signal: this.#left.signal });
    // An answer on this very page changes the log, too.
    document.addEventListener('submit', () => queueMicrotask(() => this.#show()), {
      signal: this.#left.signal,
    });
    this.#show();
  }

  disconnectedCallback(): void {
    this.#left.abort();
  }

  #show(): void {
    const asked = [...(this.querySelector('template')?.content.querySelectorAll('li') ?? [])];
    const answered = asked.flatMap((item) => {
      const { lesson = '', prediction = '' } = item.dataset;
      const answer = kept(lesson, prediction);
      if (!answer) return [];
      const belief = item.querySelector(`[data-wrong="${CSS.escape(answer.choice)}"]`);
      return [{ item, answer, belief, verdict: belief ? 'wrong' : 'right' }];
    });
    this.#hide('.nothing', answered.length > 0);
    this.#hide('.counted', answered.length === 0);
    this.#say('.of span', String(answered.length));
    for (const cell of this.querySelectorAll<HTMLElement>('td[data-verdict]')) {
      const confidence = cell.closest('tr')?.dataset.confidence;
      const count = answered.filter(
        ({ answer, verdict }) =>
          answer.confidence === confidence && verdict === cell.dataset.verdict,
      ).length;
      cell.textContent = String(count);
    }
    const surprises = answered.filter(
      ({ answer, belief }) => belief && answer.confidence === 'sure',
    );
    this.#hide('.surprises', surprises.length === 0);
    this.#say('.surprises span', String(surprises.length));
    this.querySelector('.surprises ul')?.replaceChildren(
      ...surprises.map(({ item, answer }) => {
        const copy = item.cloneNode(true);
        if (copy instanceof Element) {
          for (const other of copy.querySelectorAll('[data-wrong]'))
            if (other.getAttribute('data-wrong') !== answer.choice) other.remove();
        }
        return copy;
      }),
    );
  }

  #hide(selector: string, hidden: boolean): void {
    const part = this.querySelector<HTMLElement>(selector);
    if (part) part.hidden = hidden;
  }

  #say(selector: string, text: string): void {
    const part = this.querySelector(selector);
    if (part) part.textContent = text;
  }
}
