import { expect, test } from 'vitest';
import { html } from '../../site/lib/html.ts';

test('A text becomes no markup, in an element nor in an attribute', () => {
  const text = `<img src=x onerror="alert('&')">`;
  expect(html`<b title="${text}">${text}</b>`.text).not.toMatch(/<img|"alert|&\)|'/);
  expect(html`${1}<i>${'a & b'}</i>${[html`<b>1</b>`, html`<b>2</b>`]}`.text).toBe(
    '1<i>a &#38; b</i><b>1</b><b>2</b>',
  );
});
