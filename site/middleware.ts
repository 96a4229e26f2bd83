import { defineMiddleware } from 'astro:middleware';

/**
 * Starlight marks every page as dark until its script has asked the system. Without JavaScript it would
 * stay so: without the mark, the colours follow the system by themselves (palette.css).
 */
export const onRequest = defineMiddleware(async (_context, next) => {
  const response = await next();
  if (!response.headers.get('content-type')?.startsWith('text/html')) return response;
  const page = await response.text();
  return new Response(page.replace(/(<html\b[^>]*?) data-theme="dark"/, '$1'), response);
});
