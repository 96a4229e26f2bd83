import { kept } from './progress.ts';

/**
 * Shows what the reader answered in another lesson. Without a kept answer the words of the server
 * stand. Looks again whenever the page is shown, as after a step back from the lesson that asks.
 */
export class YourAnswer extends HTMLElement {
  #left = new AbortController();

  connectedCallback(): void {
    this.#left = new AbortController();
    addEventListener('pageshow', () => this.#show(), { signal: this.#left.signal });
    this.#show();
  }

  disconnectedCallback(): void {
    this.#left.abort();
  }

  #show(): void {
    const { lesson = '', prediction = '' } = this.dataset;
    const answer = kept(lesson, prediction);
    const said = answer && this.#words(`[data-option="${CSS.escape(answer.choice)}"]`);
    if (!said) return;
    const sure = this.#words(`[data-confidence="${answer.confidence}"]`);
    if (sure) said.append(sure);
    const why = this.#words('.why');
    why?.querySelector('q')?.append(answer.why);
    this.querySelector('.said')?.replaceChildren(said, ...(why && answer.why ? [why] : []));
  }

  /** A copy of words that the server sent for the case. */
  #words(selector: string): Element | undefined {
    const found = this.querySelector('template')?.content.querySelector(selector);
    const copy = found?.cloneNode(true);
    return copy instanceof Element ? copy : undefined;
  }
}
