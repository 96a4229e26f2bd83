/** A page's address below the base, as `01-the-swap/`, from Astro's `url.pathname`. */
export const pathBelow = (base: string, pathname: string): string =>
  pathname.slice(base.replace(/\/?$/, '/').length);

const name = (path: string) => path.replace(/\/$/, '') || 'index';

/** Where a page's Markdown stands: beside it. */
export const markdownOf = (path: string): string => `${name(path)}.md`;

/** Where a page's picture stands. A measured server's page has that of their table: a hundred more would take a build a minute. */
export const pictureOf = (path: string): string =>
  path.startsWith('servers/') ? 'pictures/servers.png' : `pictures/${name(path)}.png`;
