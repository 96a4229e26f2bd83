/**
 * Shows the servers that match a form's fields and hides the rest. Without a script all of them stand
 * there, and no form. A link to one of them opens it.
 */
export class ServerFilter extends HTMLElement {
  #left = new AbortController();

  connectedCallback(): void {
    this.#left = new AbortController();
    const { signal } = this.#left;
    const form = this.querySelector('form');
    if (!form) return;
    form.hidden = false;
    form.addEventListener('submit', (event) => event.preventDefault(), { signal });
    form.addEventListener('input', () => this.#show(form), { signal });
    // The fields are empty only after the event.
    form.addEventListener('reset', () => setTimeout(() => this.#show(form)), { signal });
    addEventListener('hashchange', () => this.#open(form), { signal });
    this.#open(form);
    // A browser that comes back to the page may have filled the fields in.
    this.#show(form);
  }

  disconnectedCallback(): void {
    this.#left.abort();
  }

  #show(form: HTMLFormElement): void {
    const wish = new FormData(form);
    const words = `${wish.get('text')}`.toLowerCase().split(/\s+/);
    const verdict = `${wish.get('verdict')}`;
    const question = `${wish.get('question')}`;
    const servers = [...this.querySelectorAll('details')];
    for (const server of servers) {
      const { text = '', verdicts = '', wrong = '' } = server.dataset;
      server.hidden = !(
        words.every((word) => text.includes(word)) &&
        (!verdict || verdicts.split(',').includes(verdict)) &&
        (!question || wrong.split(' ').includes(question))
      );
    }
    for (const section of this.querySelectorAll('section')) {
      section.hidden = !section.querySelector('details:not([hidden])');
    }
    const shown = servers.filter(({ hidden }) => !hidden).length;
    const count = this.querySelector('.count');
    const text =
      shown === servers.length ? `${shown} servers` : `${shown} of ${servers.length} servers`;
    if (count && count.textContent !== text) count.textContent = text;
  }

  #open(form: HTMLFormElement): void {
    const id = decodeURIComponent(location.hash.slice(1));
    const server = id ? this.querySelector(`#${CSS.escape(id)}`)?.closest('details') : null;
    if (!(server instanceof HTMLDetailsElement)) return;
    if (server.hidden) form.reset();
    server.open = true;
  }
}
