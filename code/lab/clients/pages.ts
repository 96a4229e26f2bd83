import type { AnswerFact } from '../../run/events.ts';
import type { Lab } from '../lab.ts';
import type { BrowserDriver, Driver, ReloadOptions, Tab } from './driver.ts';
import { newStream, type Stream } from './stream.ts';

/** A client as a story uses it. Each request resolves when its answer is known from both sides. */
export interface Client {
  visit(path?: string): Promise<AnswerFact>;
}

/** A page in a tab of its own. */
export interface Page extends Client {
  /** Asks for the page again, as F5 does; the options say how else. */
  reload(options?: ReloadOptions): Promise<AnswerFact>;
  /** A script on the page asks, as fetch() does; the page stays. */
  fetch(path: string): Promise<AnswerFact>;
  /** A script on the page opens an EventSource, as new EventSource() does; the page has been visited. */
  stream(path: string): Promise<Stream>;
}

/** A browser: its first tab, and more. */
export interface Browser extends Page {
  newTab(): Promise<Page>;
  privateTab(): Promise<Page>;
}

/** Lets somebody act on the address of a path, and resolves when the answer is known from both sides. */
export type Ask = (
  who: string,
  path: string,
  act: (url: string) => ReturnType<Driver['visit']>,
) => Promise<AnswerFact>;

/** A driven browser as a story uses it; each answer goes through `ask`. */
export function asBrowser(who: string, driver: BrowserDriver, lab: Lab, ask: Ask): Browser {
  return {
    ...asPage(who, driver, lab, ask),
    newTab: async () => asPage('new tab', await driver.newTab(), lab, ask),
    privateTab: async () => asPage('private tab', await driver.privateTab(), lab, ask),
  };
}

/** A page knows where it is, so that it can be reloaded. */
function asPage(who: string, tab: Tab, lab: Lab, ask: Ask): Page {
  let current = '/';
  return {
    visit: (path = '/') => {
      current = path;
      return ask(who, path, (url) => tab.visit(url));
    },
    reload: (options) => ask(who, current, () => tab.reload(options)),
    fetch: (path) => ask(who, path, () => tab.fetch(path)),
    async stream(path) {
      lab.turn(who);
      const stream = newStream(lab, who, path);
      await tab.listen(path, stream.hear);
      return stream;
    },
  };
}
