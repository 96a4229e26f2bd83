import { answered } from './progress.ts';

/**
 * Marks in every list the lessons whose questions are all answered in this browser, and where there is
 * a door to the story, leads on to the first that is not. `data-asks` on a link is how many a lesson asks.
 */
export function showTicks(): void {
  let go: HTMLAnchorElement | undefined;
  const done = new Set<string>();
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-asks]')) {
    const [slug = ''] = link.pathname.split('/').slice(-2);
    const asks = Number(link.dataset.asks);
    const isDone = asks > 0 && answered(slug) >= asks;
    link.toggleAttribute('data-done', isDone);
    if (isDone) done.add(slug);
    else go ??= link;
  }
  const door = document.querySelector<HTMLAnchorElement>('a[data-door]');
  if (!door || !go || done.size === 0) return;
  door.href = go.href;
  door.textContent = `Go on with lesson ${go.dataset.number}`;
  const note = door.nextElementSibling;
  if (note) note.textContent = `${done.size} of ${door.dataset.door} lessons done`;
}
