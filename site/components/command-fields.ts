/** What stands in our commands for something of the reader's. */
export const placeholders = [
  { word: '7888', label: 'Port', example: '7888', numeric: true, valid: /^\d{1,5}$/ },
  { word: 'PID', label: 'Process id', example: '4712', numeric: true, valid: /^\d{1,10}$/ },
  {
    word: 'SERVER',
    label: 'Host',
    example: 'api.example.com',
    numeric: false,
    valid: /^(?:[\w-]+(?:\.[\w-]+)*|\[[\da-f:.]+\])$/i,
  },
] as const;

type Placeholder = (typeof placeholders)[number]['word'];
export type Values = Partial<Record<Placeholder, string>>;

/**
 * A command with the reader's values in place of ours. A value that could be more than a port, a process
 * or a host is left out: what is copied is pasted into a shell.
 */
export function withValues(command: string, values: Values): string {
  return command.replace(/\b(?:7888|PID|SERVER)\b/g, (word) => {
    const { valid } = placeholders.find((each) => each.word === word) ?? {};
    const value = values[word as Placeholder]?.trim() ?? '';
    return valid?.test(value) ? value : word;
  });
}

/** Where the values are kept: in this browser, and nowhere else. */
export const key = 'still-answering.commands';

/** Puts the reader's port, process and host into every command of the page, and into what is copied. */
export class CommandFields extends HTMLElement {
  #left = new AbortController();
  /** Each piece of a command as we wrote it, with the way to write it anew. */
  #pieces: { ours: string; write: (text: string) => void }[] = [];

  connectedCallback(): void {
    this.#left = new AbortController();
    const { signal } = this.#left;
    const form = this.querySelector('form');
    if (!form) return;
    this.#pieces = [...commandsOf(document)];
    form.hidden = false;
    fill(form, load());
    form.addEventListener('submit', (event) => event.preventDefault(), { signal });
    form.addEventListener('input', () => this.#take(form), { signal });
    // The fields are empty only after the event.
    form.addEventListener('reset', () => setTimeout(() => this.#take(form)), { signal });
    this.#show(load());
  }

  disconnectedCallback(): void {
    this.#left.abort();
  }

  #take(form: HTMLFormElement): void {
    const values = { ...load() };
    for (const { word, valid, label } of placeholders) {
      const field = form.elements.namedItem(word);
      if (!(field instanceof HTMLInputElement)) continue;
      const value = field.value.trim();
      const wrong = value !== '' && !valid.test(value);
      field.setCustomValidity(wrong ? `${label}: this is none` : '');
      if (value === '' || wrong) delete values[word];
      else values[word] = value;
    }
    save(values);
    this.#show(values);
  }

  #show(values: Values): void {
    for (const { ours, write } of this.#pieces) write(withValues(ours, values));
  }
}

/** The texts of all commands, and what their copy buttons hold. */
function* commandsOf(page: Document) {
  for (const block of page.querySelectorAll('main .expressive-code')) {
    const texts = page.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const text = node;
      yield {
        ours: text.nodeValue ?? '',
        write(value: string) {
          text.nodeValue = value;
        },
      };
    }
    for (const button of block.querySelectorAll<HTMLElement>('[data-code]')) {
      yield {
        ours: button.dataset.code ?? '',
        write(value: string) {
          button.dataset.code = value;
        },
      };
    }
  }
}

function fill(form: HTMLFormElement, values: Values): void {
  for (const { word } of placeholders) {
    const field = form.elements.namedItem(word);
    if (field instanceof HTMLInputElement) field.value = values[word] ?? '';
  }
}

/** What is kept; nothing where that is no object of texts, or storage is blocked. */
export function load(): Values {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? '{}');
    const entries = Object.entries(Object(stored) as Record<string, unknown>);
    return Object.fromEntries(entries.filter(([, value]) => typeof value === 'string'));
  } catch {
    return {};
  }
}

function save(values: Values): void {
  try {
    localStorage.setItem(key, JSON.stringify(values));
  } catch {
    // Blocked or full: the page works, and forgets.
  }
}
