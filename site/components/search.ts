/** The search dialog: opened by its button, Ctrl+K or /, and empty until then. */
export class SiteSearch extends HTMLElement {
  #leave = new AbortController();
  #loaded: Promise<void> | undefined;

  connectedCallback(): void {
    this.#leave = new AbortController();
    const { signal } = this.#leave;
    this.querySelector('button')?.addEventListener('click', () => this.#open(), { signal });
    document.addEventListener('keydown', (event) => this.#shortcut(event), { signal });
    // A click outside the dialog's box has the dialog itself as its target.
    this.#dialog?.addEventListener(
      'click',
      (event) => event.target === this.#dialog && this.#dialog?.close(),
      { signal },
    );
  }

  disconnectedCallback(): void {
    this.#leave.abort();
  }

  get #dialog(): HTMLDialogElement | null {
    return this.querySelector('dialog');
  }

  #shortcut(event: KeyboardEvent): void {
    const ctrlK = event.key === 'k' && (event.ctrlKey || event.metaKey);
    if (!ctrlK && (event.key !== '/' || isTyping(event.target))) return;
    event.preventDefault();
    if (this.#dialog?.open) this.#dialog.close();
    else this.#open();
  }

  async #open(): Promise<void> {
    this.#dialog?.showModal();
    this.#loaded ??= this.#load();
    await this.#loaded;
    this.querySelector('input')?.focus();
  }

  async #load(): Promise<void> {
    const place = this.querySelector<HTMLElement>('.results');
    if (!place) return;
    if (import.meta.env.DEV) {
      place.textContent = 'The search index is made by a build; npm start has it.';
      return;
    }
    const style = document.createElement('style');
    style.textContent = `@import url('${this.dataset.styles}') layer(starlight.core);`;
    document.head.append(style);
    // By its address: Vite's own import() of a package brings 600 bytes of helper to every page.
    const { PagefindUI }: typeof import('@pagefind/default-ui') = await import(
      /* @vite-ignore */ this.dataset.ui ?? ''
    );
    new PagefindUI({
      element: place,
      bundlePath: `${import.meta.env.BASE_URL}pagefind/`,
      showImages: false,
      showSubResults: true,
      translations: { placeholder: 'Search the course' },
    });
    // Pagefind names its field by a title alone.
    place.querySelector('input')?.setAttribute('aria-label', 'Search the course');
  }
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select') !== null;
}
