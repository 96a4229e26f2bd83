import type { Find, Hit } from '../../code/course/symptoms/find-symptoms.ts';
import type { SeenLine } from '../../lessons/error-lines.ts';
import type { SymptomId } from '../../lessons/symptoms/ids.ts';

/**
 * “Paste your error line”: the symptoms that fit, the best first. The lines are loaded when the reader
 * first comes to the field; nothing leaves the browser. An anchor of the old page, on which all
 * symptoms stood, goes on to the page that the symptom has now.
 */
export class SymptomFinder extends HTMLElement {
  #left = new AbortController();
  #find: Promise<Find<SymptomId, SeenLine>> | undefined;

  connectedCallback(): void {
    this.#left = new AbortController();
    const { signal } = this.#left;
    goOn();
    addEventListener('hashchange', goOn, { signal });
    const form = this.querySelector('form');
    const field = this.querySelector('textarea');
    if (!form || !field) return;
    form.hidden = false;
    field.addEventListener('focus', () => void this.#load(), { signal, once: true });
    field.addEventListener('input', () => void this.#show(field), { signal });
    // A browser that comes back to the page may have filled the field in.
    if (field.value) void this.#show(field);
  }

  disconnectedCallback(): void {
    this.#left.abort();
  }

  #load(): Promise<Find<SymptomId, SeenLine>> {
    this.#find ??= Promise.all([
      import('../../code/course/symptoms/find-symptoms.ts'),
      import('../../lessons/error-lines.ts'),
      import('../../lessons/error-kinds.ts'),
    ]).then(([{ createFinder }, { errorLines }, { errorKinds }]) =>
      createFinder(errorLines, errorKinds),
    );
    return this.#find;
  }

  async #show(field: HTMLTextAreaElement): Promise<void> {
    const find = await this.#load();
    const pasted = field.value.trim();
    const { hits, elsewhere } = find(pasted);
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
