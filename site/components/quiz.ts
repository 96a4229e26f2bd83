/**
 * Counts a quiz of folds: the first answer opened to a question is the reader's, and is marked; those
 * opened afterwards are reading. The score says how many were right at first. It is kept nowhere: a
 * reload begins again.
 */
export class QuizScore extends HTMLElement {
  connectedCallback(): void {
    const questions = [...this.querySelectorAll<HTMLElement>('.quiz > li')];
    const status = this.querySelector<HTMLElement>('.score');
    if (!status) return;
    status.hidden = false;
    for (const { dataset, children } of questions) {
      for (const option of children) {
        if (!(option instanceof HTMLDetailsElement)) continue;
        option.ontoggle = () => {
          if (!option.open || dataset.first) return;
          dataset.first = option.dataset.verdict;
          option.dataset.first = '';
          const firsts = questions.flatMap(({ dataset }) => dataset.first ?? []);
          const right = firsts.filter((first) => first === 'right').length;
          const left = questions.length - firsts.length;
          status.textContent = `${right} of ${firsts.length} right at the first try${left ? `, ${left} to go` : ''}.`;
        };
      }
    }
  }
}
