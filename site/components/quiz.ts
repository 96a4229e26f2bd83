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
    const show = () => {
      const firsts = questions.flatMap(({ dataset }) => dataset.first ?? []);
      const right = firsts.filter((first) => first === 'right').length;
      const left = questions.length - firsts.length;
      status.textContent = firsts[0]
        ? `${right} of ${firsts.length} right at the first try${left ? `, ${left} to go` : ''}.`
        : 'The first answer that you open to a question counts.';
    };
    for (const question of questions) {
      for (const option of question.querySelectorAll('details')) {
        option.ontoggle = () => {
          if (!option.open || question.dataset.first) return;
          question.dataset.first = option.dataset.verdict;
          option.dataset.first = '';
          show();
        };
      }
    }
    status.hidden = false;
    show();
  }
}
