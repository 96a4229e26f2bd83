import {
  asInLessons,
  type BrowserKind,
  browsers,
  type NodeName,
  nodes,
  type Setting,
} from './setting.ts';

/** What can be done, by its letter. */
export const actions = {
  v: 'the browser visits',
  r: 'the browser reloads',
  t: 'a new tab of the browser',
  l: 'the browser asks for something slow',
  p: 'the browser opens a spare connection, if it has none idle',
  q: 'the browser is closed',
  n: 'the second browser asks',
  c: 'a curl asks, and ends',
  k: 'one curl with two requests: the first, then the second',
  f: 'a fresh client asks, with Connection: close',
  s: 'App 1 stops listening, and nothing else',
  d: 'App 1 calls close()',
  a: 'App 1 closes all its connections',
  g: 'App 1 drains',
  '2': 'App 2 starts',
  S: 'App 2 stops listening, and nothing else',
  D: 'App 2 calls close()',
  A: 'App 2 closes all its connections',
  G: 'App 2 drains',
  w: 'one second passes',
  x: 'six seconds pass',
  m: 'a minute passes',
} as const;
export type Action = keyof typeof actions;

/** A run in the form in which it stands in an address: `vs2r`, `18c6i-vs2r`. */
export interface Run {
  setting: Setting;
  actions: readonly Action[];
}

/** Writes a run: first what differs from the lessons’ setting, if anything, then a letter an action. */
export function encode({ setting, actions }: Run): string {
  const { node, browser, pool, idle } = setting;
  const client = pool === 6 ? browser : `${browser}${pool}`;
  const written = `${node}${client}${idle === null ? '' : 'i'}-`;
  const usual = `${asInLessons.node}${asInLessons.browser}-`;
  return `${written === usual ? '' : written}${actions.join('')}`;
}

/**
 * Reads what `encode` has written.
 * @throws SyntaxError naming the letter that nobody knows, and its place from 1 on
 */
export function decode(text: string): Run {
  const dash = text.indexOf('-');
  const setting = dash < 0 ? asInLessons : settingOf(text.slice(0, dash));
  const letters = [...text.slice(dash + 1)];
  return { setting, actions: letters.map((letter, index) => actionOf(letter, dash + 2 + index)) };
}

function actionOf(letter: string, place: number): Action {
  if (Object.hasOwn(actions, letter)) return letter as Action;
  throw new SyntaxError(
    `“${letter}”, letter ${place}, is no action: ${Object.keys(actions).join('')}`,
  );
}

function settingOf(text: string): Setting {
  const [whole, node = '', browser = '', pool = '6', idle] =
    /^(\d+(?:\.\d)?)([a-z])([1-6])?(i)?$/.exec(text) ?? [];
  if (whole === undefined || !Object.hasOwn(nodes, node) || !Object.hasOwn(browsers, browser))
    throw new SyntaxError(
      `“${text}”, before the dash, is no setting: a Node (${Object.keys(nodes).join(', ')}), a browser (${Object.keys(browsers).join(', ')}), 1 to 6, i; as in 18c6i`,
    );
  return {
    node: node as NodeName,
    browser: browser as BrowserKind,
    pool: Number(pool),
    idle: idle ? 5 : null,
  };
}
