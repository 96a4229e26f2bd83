/** Loads the bench when its figure comes near the screen: most readers of a page never get there. */
export class WhatIf extends HTMLElement {
  connectedCallback(): void {
    const near = new IntersectionObserver(
      async (seen) => {
        if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
        near.disconnect();
        const { openBench } = await import('./bench.ts');
        openBench(this);
      },
      { rootMargin: '600px' },
    );
    near.observe(this);
  }
}
