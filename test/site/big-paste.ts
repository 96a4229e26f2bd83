import type { Page } from 'puppeteer-core';
import { expect } from 'vitest';
import { shown } from './on-page.ts';

/** Waits until the live region says this. */
export const said = (page: Page, text: string) =>
  page.waitForFunction(
    (text) => document.querySelector('your-table [role=status]')?.textContent?.startsWith(text),
    {},
    text,
  );

/** Pastes so many megabytes into the page of the table: it goes on while they are read. */
export async function readsOn(page: Page, megabytes: number): Promise<void> {
  const before = Date.now();
  const size = await page.evaluate((bytes) => {
    let text = 'LISTEN 0 511 10.0.0.1:7888 0.0.0.0:* users:(("node",pid=1,fd=3))\n';
    const rows = [text];
    for (let at = 0, length = 0; length < bytes; at++, length += text.length) {
      text = `ESTAB 0 0 10.0.0.1:7888 10.0.${at % 250}.7:${1024 + Math.floor(at / 250)} users:(("node",pid=${at % 9},fd=${at}))\n`;
      rows.push(text);
    }
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', rows.join(''));
    const seen = { ticks: 0, longest: 0, last: performance.now() };
    Object.assign(window, { seen });
    setInterval(() => {
      const now = performance.now();
      seen.longest = Math.max(seen.longest, now - seen.last);
      seen.last = now;
      seen.ticks++;
    }, 10);
    document
      .querySelector('your-table textarea')
      ?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, cancelable: true }));
    return rows.length;
  }, megabytes * 1e6);
  await said(page, `${size} TCP rows`);
  const { ticks, longest } = await page.evaluate(
    () => (window as unknown as { seen: { ticks: number; longest: number } }).seen,
  );
  const took = `${size} rows in ${Date.now() - before} ms`;
  console.log(`${took}, the page stood still for ${Math.round(longest)} ms at the longest`);
  expect(ticks).toBeGreaterThan(10);
  expect(await shown(page, '.port > .more')).toBe(`${size - 13} more connections of port 7888.`);
  expect(await page.$eval('#pasted', (field) => (field as HTMLTextAreaElement).placeholder)).toBe(
    `${megabytes}.0 MB, read and not shown here.`,
  );
}
