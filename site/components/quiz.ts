/**
 * Counts a quiz of folds: the first answer opened to a question is the reader's, and is marked; those
 * opened afterwards are reading. The score says how many were right at first, and is kept nowhere.
 */
export class QuizScore extends HTMLElement {
  #left = new AbortController();

  connectedCallback(): void {
    this.#left = new AbortController();
    const { signal } = this.#left;
    for (const question of this.#questions()) {
      for (const option of question.querySelectorAll('details')) {
        const opened = () => option.open && this.#answer(question, option);
        option.addEventListener('toggle', opened, { signal });
      }
    }
    const score = this.querySelector<HTMLElement>('.score');
    score?.querySelector('button')?.addEventListener('click', () => this.#begin(), { signal });
    if (score) score.hidden = false;
    this.#show();
  }

  disconnectedCallback(): void {
    this.#left.abort();
  }

  #questions(): NodeListOf<HTMLLIElement> {
    return this.querySelectorAll('.quiz > li');
  }

  #answer(question: HTMLLIElement, option: HTMLDetailsElement): void {
    if (question.dataset.first !== undefined) return;
    question.dataset.first = option.dataset.verdict ?? '';
    option.dataset.first = '';
    this.#show();
  }

  #begin(): void {
    for (const question of this.#questions()) {
      delete question.dataset.first;
      for (const option of question.querySelectorAll('details')) {
        option.open = false;
        delete option.dataset.first;
      }
    }
    this.#show();
    this.querySelector<HTMLElement>('summary')?.focus();
  }

  #show(): void {
    const firsts = [...this.#questions()].map(({ dataset }) => dataset.first);
    const answered = firsts.filter((first) => first !== undefined).length;
    const right = firsts.filter((first) => first === 'right').length;
    const status = this.querySelector('.score p');
    if (!status) return;
    const score = `${right} of ${answered} right at the first try`;
    const left = firsts.length - answered;
    status.textContent =
      answered === 0
        ? 'The first answer that you open to a question counts.'
        : left > 0
          ? `So far ${score}; ${left} to go.`
          : `${score[0]?.toUpperCase()}${score.slice(1)}.`;
  }
}
