import { isKept, type Kept, keep, kept } from './progress.ts';

/**
 * Turns the folded answers of a prediction into a form: choose, say how sure, and only then read
 * what your answer would mean. A prediction that was made stands as it was made, also when the
 * reader comes back, until they answer anew. The words are the server's, but for one sentence to
 * those who were sure. Where a run of the page answers it, the run shows the outcome (recording/veil.ts):
 * it is told with the events `predicted` and `watch`.
 */
export class PredictBox extends HTMLElement {
  /** What the prediction means, once it is made. */
  outcome!: HTMLElement;

  connectedCallback(): void {
    const template = this.querySelector('template');
    if (!template) return; // moved within the page, and a form already
    template.replaceWith(template.content);
    this.outcome = part(this, '.outcome', HTMLElement);

    const { lesson = '', prediction = '' } = this.dataset;
    const options = part(this, '.options', HTMLElement);
    for (const details of options.querySelectorAll('details')) details.replaceWith(radio(details));
    const form = part(this, 'form', HTMLFormElement);
    const fields = part(form, 'fieldset', HTMLFieldSetElement);
    fields.prepend(options);

    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const at = new Date().toISOString();
      const answer: unknown = { ...Object.fromEntries(new FormData(form)), at };
      if (!isKept(answer)) return;
      this.#show(form, answer, keep(lesson, prediction, answer));
      this.dispatchEvent(new Event('predicted'));
      const watch = part(form, '.watch', HTMLElement);
      (watch.hidden ? this.outcome : watch).focus();
    });
    part(form, '.anew', HTMLElement).addEventListener('click', () => {
      this.outcome.replaceChildren();
      setMade(form, false);
      part(fields, ':checked', HTMLElement).focus();
    });
    const watch = part(form, '.watch', HTMLElement);
    watch.hidden = !document.querySelector(`run-player[data-answers="${prediction}"]`);
    watch.addEventListener('click', () => this.dispatchEvent(new Event('watch')));

    const before = kept(lesson, prediction);
    if (before && options.querySelector(`[value="${CSS.escape(before.choice)}"]`)) {
      fill(form, before);
      this.#show(form, before, true);
    }
  }

  /** Does a prediction stand here? */
  get made(): boolean {
    return part(this, 'fieldset', HTMLFieldSetElement).disabled;
  }

  /** The prediction as it was made, and what it means. */
  #show(form: HTMLFormElement, { confidence, at }: Kept, inBrowser: boolean): void {
    const chosen = part(form, '.options > :has(:checked)', HTMLElement);
    const note = document.createElement('p');
    note.textContent = worth[this.dataset.cold ? 'wrong' : (chosen.dataset.verdict ?? '')] ?? '';
    const feedback = [...chosen.querySelectorAll('.feedback')].map((words) =>
      words.cloneNode(true),
    );
    this.outcome.replaceChildren(...(confidence === 'sure' ? [note] : []), ...feedback);

    const time = part(form, '.made time', HTMLTimeElement);
    time.dateTime = at;
    time.textContent = new Date(at).toLocaleDateString('sv'); // the reader's own day, as 2026-11-25
    part(form, '.made .kept', HTMLElement).hidden = !inBrowser;
    setMade(form, true);
  }
}

/** What being sure was worth. A question that is asked cold tells nobody yet who is right. */
const worth: Record<string, string> = {
  wrong: 'You were sure. Note that down before you read on.',
  right: 'You were sure, and right. That is worth most: from here on you can build on it.',
};

/** One answer: its words become a radio's label, its feedback waits beside it, unseen. */
function radio(details: HTMLDetailsElement): HTMLDivElement {
  const row = document.createElement('div');
  const label = document.createElement('label');
  const input = document.createElement('input');
  input.type = 'radio';
  input.name = 'choice';
  input.value = details.dataset.option ?? '';
  input.required = true;
  label.append(input, ...(details.querySelector('summary')?.childNodes ?? []));
  row.dataset.verdict = details.dataset.verdict ?? '';
  row.append(label, ...details.querySelectorAll('.feedback'));
  return row;
}

function fill({ elements }: HTMLFormElement, before: Kept): void {
  for (const name of ['choice', 'confidence', 'why'] as const) {
    const field = elements.namedItem(name);
    if (field instanceof RadioNodeList || field instanceof HTMLInputElement) {
      field.value = before[name];
    }
  }
}

function setMade(form: HTMLFormElement, made: boolean): void {
  part(form, 'fieldset', HTMLFieldSetElement).disabled = made;
  part(form, '.predict-now', HTMLElement).hidden = made;
  part(form, '.made', HTMLElement).hidden = !made;
}

function part<E extends Element>(root: ParentNode, selector: string, kind: new () => E): E {
  const found = root.querySelector(selector);
  if (found instanceof kind) return found;
  throw new Error(`A prediction without ${selector}`);
}
