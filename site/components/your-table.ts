import type { Asked, Drawn } from './table-worker.ts';

/** Above this a text is read and not shown: laying out a field of 10 MB takes longer than reading it. */
const mostShown = 500_000;

/**
 * Reads a socket table that is pasted, typed, chosen or dropped, and shows it drawn. All of it happens
 * in the page: after its own script and worker it asks for nothing. Without a script, an example stands
 * there as the build has read it.
 */
export class YourTable extends HTMLElement {
  #left = new AbortController();
  #worker: Worker | undefined;
  #asked = 0;
  #waiting: ReturnType<typeof setTimeout> | undefined;
  /** The field holds an example, which a paste replaces. */
  #isExample = true;

  connectedCallback(): void {
    this.#left = new AbortController();
    const { signal } = this.#left;
    // At once and not when needed, so that nothing is loaded once there is a text.
    this.#worker = new Worker(new URL('./table-worker.ts', import.meta.url), { type: 'module' });
    this.#worker.addEventListener('message', ({ data }: MessageEvent<Drawn>) => this.#show(data));
    this.#worker.addEventListener('error', () =>
      this.#say('This browser does not run the reader. Read the table with the command below.'),
    );
    const { field, select, file } = this.#parts;
    field.readOnly = false;
    field.addEventListener('input', () => this.#typed(), { signal });
    field.addEventListener('paste', (event) => this.#paste(event), { signal });
    select.addEventListener('change', () => this.#ask({}), { signal });
    file.addEventListener('change', () => this.#open(file.files?.[0]), { signal });
    this.addEventListener('dragover', (event) => event.preventDefault(), { signal });
    this.addEventListener('drop', (event) => this.#drop(event), { signal });
    for (const button of this.querySelectorAll<HTMLButtonElement>('.examples button')) {
      button.addEventListener('click', () => this.#example(button.value), { signal });
    }
    this.querySelector('.clear')?.addEventListener('click', () => this.#clear(), { signal });
    for (const tools of this.querySelectorAll<HTMLElement>('.controls[hidden]'))
      tools.hidden = false;
    // The ports to choose from; and a browser that comes back may have filled the field in.
    this.#ask({ text: field.value });
  }

  disconnectedCallback(): void {
    this.#left.abort();
    this.#worker?.terminate();
    clearTimeout(this.#waiting);
  }

  get #parts() {
    const field = this.querySelector('textarea');
    const select = this.querySelector('select');
    const file = this.querySelector<HTMLInputElement>('input[type=file]');
    const output = this.querySelector<HTMLElement>('.output');
    if (!field || !select || !file || !output)
      throw new Error('your-table lacks a part of its own');
    return { field, select, file, output };
  }

  #ask(what: Pick<Asked, 'text' | 'bytes'>): void {
    clearTimeout(this.#waiting);
    const { select } = this.#parts;
    if (what.text !== undefined || what.bytes !== undefined) select.value = '';
    const port = select.value === '' ? undefined : Number(select.value);
    const asked: Asked = { id: ++this.#asked, port, ...what };
    this.#worker?.postMessage(asked, asked.bytes ? [asked.bytes] : []);
  }

  #show({ id, said, markup, ports }: Drawn): void {
    if (id !== this.#asked) return; // a later one is under way
    const { field, select, output } = this.#parts;
    const isEmpty = field.value.trim() === '' && field.placeholder === this.dataset.empty;
    this.#say(isEmpty ? 'Nothing pasted yet.' : said);
    output.innerHTML = isEmpty ? '' : markup;
    const chosen = select.value;
    const options = ports.map((port) => new Option(`${port}`, `${port}`));
    select.replaceChildren(new Option('all', ''), ...options);
    select.value = ports.includes(Number(chosen)) ? chosen : '';
  }

  #say(text: string): void {
    const status = this.querySelector('[role=status]');
    if (status && status.textContent !== text) status.textContent = text;
  }

  #typed(): void {
    const { field } = this.#parts;
    this.#isExample = false;
    field.placeholder = this.dataset.empty ?? '';
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => this.#ask({ text: field.value }), 200);
  }

  #paste(event: ClipboardEvent): void {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (text.length > mostShown) {
      event.preventDefault();
      this.#hold(text.length);
      this.#ask({ text });
    } else if (this.#isExample) {
      this.#parts.field.select();
    }
  }

  /** Says in the field what stands in its place. */
  #hold(length: number): void {
    const { field } = this.#parts;
    field.value = '';
    field.placeholder = `${(length / 1e6).toFixed(1)} MB, read and not shown here.`;
    this.#isExample = false;
    this.#say('Reading …');
  }

  async #open(file: File | undefined): Promise<void> {
    if (!file) return;
    this.#hold(file.size);
    try {
      this.#ask({ bytes: await file.arrayBuffer() });
    } catch {
      this.#say(`${file.name} cannot be read: it has changed or is gone. Choose it again.`);
    }
  }

  #drop(event: DragEvent): void {
    const file = event.dataTransfer?.files[0];
    if (!file) return; // dragged text goes where the browser puts it
    event.preventDefault();
    this.#open(file);
  }

  #example(text: string): void {
    this.#fill(text);
    this.#isExample = true;
  }

  #clear(): void {
    this.#fill('');
    this.#parts.field.focus();
  }

  #fill(text: string): void {
    const { field, file } = this.#parts;
    field.value = text;
    field.placeholder = this.dataset.empty ?? '';
    field.scrollTo(0, 0);
    file.value = '';
    this.#ask({ text });
  }
}
