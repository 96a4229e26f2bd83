/** What stands behind a client: it knows how to ask, and only what the client alone can know. */
export interface Driver {
  visit(url: string): Promise<Seen>;
}

/** A page of a browser, in a tab of its own. */
export interface Tab extends Driver {
  /** Asks for the current page again. */
  reload(options?: ReloadOptions): Promise<Seen>;
  /** A script on the page asks for a path of the same app; the page stays. */
  fetch(path: string, options?: { credentials?: RequestCredentials }): Promise<Seen>;
  /** A script on the page opens an EventSource on a path of the same app; `hear` is told what it sees. */
  listen(path: string, hear: (heard: Heard) => void): Promise<void>;
}

/** What an EventSource sees; after an error it says by its readyState whether it tries again. */
export type Heard =
  | { did: 'open' | 'reconnecting' | 'gave up' }
  | { did: 'event'; id: string; data: string };

/** A browser: its first tab, and more. Disposing ends the program behind it. */
export interface BrowserDriver extends Tab, AsyncDisposable {
  newTab(): Promise<Tab>;
  newWindow(): Promise<Tab>;
  /** A tab that shares nothing with the others: cookies, cache, connections. */
  privateTab(): Promise<Tab>;
  /** Name and version of the program behind it: `{ Chromium: '156.0.8078.79' }`. */
  versions: Record<string, string>;
}

export interface BrowserOptions {
  /** false: Chromium opens no connection ahead of time, and keeps no spare ones. Default true. */
  preconnect?: boolean;
  /** Ends the start of a browser; once it is open its owner disposes of it. */
  signal?: AbortSignal | undefined;
}

export interface ReloadOptions {
  /** false: with the cache switched off, as the developer tools can. Default true. */
  cache?: boolean;
  /** true: the hard reload, Ctrl+Shift+R. Default false. */
  hard?: boolean;
}

export interface Seen {
  /** The text of the page as shown to the person in front of it. */
  shown: string;
  /** The client's own port, where the client can know it; a browser cannot. */
  peer: number | undefined;
}
