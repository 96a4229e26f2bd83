/** What stands behind a client: it knows how to ask, and only what the client alone can know. */
export interface Driver {
  visit(url: string): Promise<Seen>;
}

/** A client that keeps its page and its connections. Disposing ends the program behind it. */
export interface BrowserDriver extends Driver, AsyncDisposable {
  /** Asks for the current page again; without its cache it asks as if it had never been here. */
  reload(options?: ReloadOptions): Promise<Seen>;
  /** A script on the page asks for a path of the same app; the page stays. */
  fetch(path: string): Promise<Seen>;
  /** Name and version of the program behind it: `{ Chromium: '156.0.8078.79' }`. */
  versions: Record<string, string>;
}

export interface ReloadOptions {
  /** false: with the cache switched off, as the developer tools can. Default true. */
  cache?: boolean;
}

export interface Seen {
  /** The text of the page as shown to the person in front of it. */
  shown: string;
  /** The client's own port, where the client can know it; a browser cannot. */
  peer: number | undefined;
}
