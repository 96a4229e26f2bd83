/**
 * Makes the suspects buttons: a press draws the guess and says what would have to be asked. Whoever
 * opens a suspect in a new tab gets lesson 1, and so does everybody without a script.
 */
export class FrontQuestion extends HTMLElement {
  connectedCallback(): void {
    for (const link of this.#links) {
      link.setAttribute('role', 'button');
      link.setAttribute('aria-pressed', 'false');
      link.onclick = (event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        this.#guess(link.dataset.guess ?? '');
      };
      // A button is pressed with the space bar, too.
      link.onkeydown = (event) => {
        if (event.key !== ' ') return;
        event.preventDefault();
        link.click();
      };
    }
  }

  get #links(): Iterable<HTMLAnchorElement> {
    return this.querySelectorAll('.question ul a');
  }

  #guess(guess: string): void {
    for (const link of this.#links)
      link.setAttribute('aria-pressed', `${link.dataset.guess === guess}`);
    for (const drawn of this.querySelectorAll('.guess'))
      drawn.classList.toggle('drawn', drawn.getAttribute('data-guess') === guess);
    const words = this.querySelector('template')?.content.querySelector(`[data-guess="${guess}"]`);
    if (words) this.querySelector('.said')?.replaceChildren(document.importNode(words, true));
  }
}
