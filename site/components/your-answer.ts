import { kept } from './progress.ts';

/** Shows what the reader answered in another lesson; without an answer, the words of the server stay. */
export class YourAnswer extends HTMLElement {
  connectedCallback(): void {
    const { lesson = '', prediction = '' } = this.dataset;
    const answer = kept(lesson, prediction);
    const options = this.querySelector('template')?.content;
    const said = answer && options?.querySelector(`[data-option="${CSS.escape(answer.choice)}"]`);
    if (!said) return;
    if (answer.sure !== 'sure') said.querySelector('.sure')?.remove();
    this.querySelector('.none')?.replaceWith(said);
  }
}
