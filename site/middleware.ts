import { defineMiddleware } from 'astro:middleware';

/**
 * Starlight marks every page as dark until its script has asked the system. Without JavaScript it would
 * stay so: without the mark, the colours follow the system by themselves (palette.css).
 *
 * Expressive Code links its style sheet before the first block and, at times, again: once is enough.
 */
export const onRequest = defineMiddleware(async (_context, next) => {
  const response = await next();
  if (!response.headers.get('content-type')?.startsWith('text/html')) return response;
  const page = await response.text();
  const seen = new Set<string>();
  const once = (link: string) => {
    if (seen.has(link)) return '';
    seen.add(link);
    return link;
  };
  const html = page
    .replace(/(<html\b[^>]*?) data-theme="dark"/, '$1')
    .replace(/<link rel="stylesheet" href="\/?[^"]*\/ec\.[^"]+"\s*\/?>/g, once);
  return new Response(html, response);
});
