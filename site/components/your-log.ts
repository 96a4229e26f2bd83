import { kept } from './progress.ts';

/**
 * Lists what the reader predicted, each with how sure and whether it was right, counts it, and names what
 * they were sure of and wrong. The words are the server's. Looks again whenever the page is shown, as after a step back from a lesson, and when it is answered.
 */
export class YourLog extends HTMLElement {
  connectedCallback(): void {
    this.#show();
    addEventListener('pageshow', this.#show);
    addEventListener('submit', () => queueMicrotask(this.#show));
  }

  #show = (): void => {
    const part = (selector: string) => this.querySelector<HTMLElement>(selector);
    const answered: string[] = [];
    const surprises: Node[] = [];
    const all: Node[] = [];
    for (const asked of this.querySelector('template')?.content.children ?? []) {
      const item = document.importNode(asked, true) as HTMLElement;
      const answer = kept(item.dataset.lesson ?? '', item.dataset.prediction ?? '');
      if (!answer) continue;
      let verdict = 'right';
      for (const belief of item.querySelectorAll<HTMLElement>('[data-wrong]')) {
        if (belief.dataset.wrong === answer.choice) verdict = 'wrong';
        else belief.remove();
      }
      answered.push(`${answer.confidence} ${verdict}`);
      if (answered.at(-1) === 'sure wrong') surprises.push(item);
      const entry = document.importNode(asked, true);
      for (const belief of entry.querySelectorAll('[data-wrong]')) belief.remove();
      const result = document.createElement('strong');
      result.textContent = ` ${said[answer.confidence]}, and ${verdict}.`;
      entry.append(result);
      all.push(entry);
    }
    for (const cell of this.querySelectorAll<HTMLElement>('td'))
      cell.textContent = `${answered.filter((each) => each === cell.dataset.count).length}`;
    part('.surprises ul')?.replaceChildren(...surprises);
    part('.all')?.replaceChildren(...all);
    for (const [selector, count] of [
      ['.counted', answered.length],
      ['.surprises', surprises.length],
    ] as const) {
      const shown = part(selector);
      if (shown) shown.hidden = !count;
      const said = part(`${selector} .count`);
      if (said) said.textContent = `${count}`;
    }
  };
}

const said = { sure: 'Sure', think: 'Thought so', guess: 'Guessed' };
