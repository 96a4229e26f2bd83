import type { Hit } from '../../code/course/symptoms/find-symptoms.ts';
import type { SeenLine } from '../../lessons/error-lines.ts';
import type { SymptomId } from '../../lessons/symptoms/ids.ts';
import type { FoundInLines } from './symptom-worker.ts';

/**
 * “Paste your error line”: the symptoms that fit, the best first. The lines are loaded when the reader
 * first comes to the field; nothing leaves the browser. An anchor of the old page, on which all
 * symptoms stood, goes on to the page that the symptom has now.
 */
export class SymptomFinder extends HTMLElement {
  #left = new AbortController();
  #worker: Worker | undefined;

  connectedCallback(): void {
    this.#left = new AbortController();
    const { signal } = this.#left;
    goOn();
    addEventListener('hashchange', goOn, { signal });
    const form = this.querySelector('form');
    const field = this.querySelector('textarea');
    if (!form || !field) return;
    form.hidden = false;
    const ask = () => this.#load().postMessage(field.value);
    field.addEventListener('focus', () => this.#load(), { signal, once: true });
    field.addEventListener('input', ask, { signal });
    // A browser that comes back to the page may have filled the field in.
    if (field.value) ask();
  }

  disconnectedCallback(): void {
    this.#left.abort();
    this.#worker?.terminate();
    this.#worker = undefined;
  }

  #load(): Worker {
    if (this.#worker) return this.#worker;
    this.#worker = new Worker(new URL('./symptom-worker.ts', import.meta.url), { type: 'module' });
    // It answers in order: the last answer is the one to the last text.
    this.#worker.addEventListener('message', ({ data }: MessageEvent<FoundInLines>) =>
      this.#show(data),
    );
    return this.#worker;
  }

  #show({ hits, elsewhere }: FoundInLines): void {
    const pasted = this.querySelector('textarea')?.value.trim();
    const list = this.querySelector('.hits');
    const said = this.querySelector('.said');
    if (!list || !said) return;
    list.replaceChildren(...hits.flatMap((hit) => this.#hit(hit) ?? []));
    if (pasted === '') said.replaceChildren();
    else if (elsewhere)
      said.replaceChildren(`Not this course’s. ${elsewhere.instead} `, firstQuestion());
    else if (hits.length === 0)
      said.replaceChildren('No symptom knows this line. ', firstQuestion());
    else
      said.replaceChildren(
        hits.length === 1
          ? 'One symptom fits:'
          : `${hits.length} symptoms fit, the likeliest first:`,
      );
  }

  /** The entry of the list, with what tells it from the others, and what it was found by. */
  #hit({ id, line, kind }: Hit<SymptomId, SeenLine>): HTMLElement | undefined {
    const entry = document.getElementById(id);
    const link = entry?.querySelector('a')?.cloneNode(true);
    if (!entry || !link) return undefined;
    const apart = (entry.dataset.apart ?? '').replaceAll('`', '');
    return made(
      'li',
      link,
      made('p', `It is this one when ${apart}.`),
      made(
        'p',
        line
          ? `Seen as: ${line.line} (${line.by})`
          : `By its words, not a known line: ${kind?.name}`,
      ),
    );
  }
}

function made(name: 'li' | 'p', ...children: (Node | string)[]): HTMLElement {
  const element = document.createElement(name);
  element.append(...children);
  return element;
}

function firstQuestion(): HTMLElement {
  const link = document.createElement('a');
  link.href = '#first-question';
  link.textContent = 'Begin with the first question.';
  return link;
}

function goOn(): void {
  const entry =
    location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const link = entry instanceof HTMLLIElement ? entry.querySelector('a') : null;
  if (link) location.replace(link.href);
}
