/** Markup. Only `html` makes it, so that no text from outside becomes any. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Value = Html | string | number | readonly Html[];

/** A template whose texts are escaped: html`<b>${name}</b>`. The same on the server and in a worker, which has no DOM. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  const parts = strings.map((string, at) => string + (at < values.length ? part(values[at]) : ''));
  return new Html(parts.join(''));
}

function part(value: Value | undefined): string {
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map(({ text }: Html) => text).join('');
  return String(value).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
