import { sourcesFrom } from './find-line.ts';

/**
 * A route that may take a second: one that waits by a timer, else one that is named like work. It is a
 * guess from the text; whether it is slow, an examination shows.
 */
export function slowRoute(entry: string): string | undefined {
  const routes = [...sourcesFrom(entry)].flatMap(({ source }) => routesOf(source));
  const found =
    routes.find(({ body }) => /setTimeout|\b(?:sleep|delay|pause|wait)\(/i.test(body)) ??
    routes.find(({ path }) => /slow|report|export|search|stats|render/i.test(path));
  return found?.path;
}

/** What follows the last route is no handler of it. */
const mostOfBody = 500;

interface Route {
  path: string;
  /** The text up to the next route, at most. */
  body: string;
}

/** `app.get('/report', …)`, `@Get('report')`, `url === '/report'`, `case '/report':`; not with parameters. */
const routeLine =
  /(?:\.(?:get|all)\(\s*|@Get\(\s*|(?:url|path|pathname)\s*===?\s*|case\s+)(['"`])(\/?[\w\-./]+)\1/g;

function routesOf(source: string): Route[] {
  const found = [...source.matchAll(routeLine)];
  return found.flatMap(({ index, 2: path = '' }, at) => {
    if (path === '/') return [];
    const body = source.slice(index, found[at + 1]?.index).slice(0, mostOfBody);
    return [{ path: path.startsWith('/') ? path : `/${path}`, body }];
  });
}
