// Bundled by itself, as a worker would be, and loaded by its address: Vite’s own import() brings 600 bytes
// of helper to the page.
import address from './bench.ts?worker&url';

/** Loads the bench when its figure comes near the screen: most readers of a page never get there. */
export class WhatIf extends HTMLElement {
  connectedCallback(): void {
    const near = new IntersectionObserver(
      (seen) => {
        if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
        near.disconnect();
        if (import.meta.env.DEV) void import('./bench.ts');
        else void import(/* @vite-ignore */ address);
      },
      { rootMargin: '600px' },
    );
    near.observe(this);
  }
}
