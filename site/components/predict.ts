import { keep, kept } from './progress.ts';

/**
 * Turns the folded answers of a prediction into a form: choose, say how sure, and only then read
 * what your answer would mean. It moves the nodes that the server sent and writes no text of its
 * own but one sentence, for those who were sure and wrong. What was predicted is kept, and stands
 * there again when the reader comes back.
 */
export class PredictBox extends HTMLElement {
  connectedCallback(): void {
    const options = this.querySelector('.options');
    const rest = this.querySelector('template');
    if (!options || !rest) return;
    for (const details of options.querySelectorAll('details')) details.replaceWith(radio(details));

    const form = document.createElement('form');
    options.before(form);
    form.append(options, rest.content);
    rest.remove();
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      tell(form);
      const answer = new FormData(form);
      const text = (name: string) => String(answer.get(name) ?? '');
      keep(lesson, prediction, { choice: text('answer'), sure: text('sure'), why: text('why') });
    });

    const { lesson = '', prediction = '' } = this.dataset;
    const before = kept(lesson, prediction);
    const radios = form.querySelectorAll<HTMLInputElement>('input[type=radio]');
    for (const input of radios) {
      input.checked = input.value === (input.name === 'sure' ? before?.sure : before?.choice);
    }
    const why = form.querySelector<HTMLInputElement>('input[name=why]');
    if (why) why.value = before?.why ?? '';
    if (before) tell(form);
  }
}

/** One answer: its words become a radio's label, its feedback waits beside it, unseen. */
function radio(details: HTMLDetailsElement): HTMLDivElement {
  const row = document.createElement('div');
  const label = document.createElement('label');
  const input = document.createElement('input');
  input.type = 'radio';
  input.name = 'answer';
  input.value = details.dataset.option ?? '';
  input.required = true;
  label.append(input, ...(details.querySelector('summary')?.childNodes ?? []));
  row.dataset.verdict = details.dataset.verdict ?? '';
  row.append(label, ...details.querySelectorAll('.feedback'));
  return row;
}

/** Moves the chosen answer's feedback into the status, and the one that stood there back home. */
function tell(form: HTMLFormElement): void {
  const outcome = form.querySelector('.outcome');
  const chosen = form.querySelector('.options > :has(:checked)');
  if (!outcome || !(chosen instanceof HTMLElement)) return;
  form.querySelector('.told')?.append(...outcome.querySelectorAll('.feedback'));
  form.querySelector('.told')?.classList.remove('told');

  const sure = new FormData(form).get('sure') === 'sure';
  const wrong = chosen.dataset.verdict === 'wrong';
  const note = document.createElement('p');
  note.textContent = 'You were sure. Note that down before you read on.';
  outcome.replaceChildren(
    ...(sure && wrong ? [note] : []),
    ...chosen.querySelectorAll('.feedback'),
  );
  chosen.classList.add('told');
}
