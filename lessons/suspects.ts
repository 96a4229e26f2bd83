/** A sentence that could be the explanation, and what would refute it. */
export interface Suspect {
  id: string;
  /** The lesson that brings it in; the others are under suspicion from the start. */
  since?: string;
  claim: string;
  clearedBy: string;
}

/** Everybody under suspicion at the start of the story. */
export const suspects: readonly Suspect[] = [
  {
    id: 'app-2-absent',
    claim: 'App 2 was never started.',
    clearedBy: 'Any client that gets App 2’s page.',
  },
  {
    id: 'browser-cache',
    claim: 'The browser shows its cache, and asks nobody.',
    clearedBy: 'An app that counts the browser’s requests.',
  },
  {
    id: 'old-process',
    claim: 'Server 1 is not really stopped.',
    clearedBy: 'Evidence that nothing of it is left.',
  },
  {
    id: 'second-listener',
    claim: 'A second process, or another address family, listens on the port too.',
    clearedBy: 'A list of everything that listens there.',
  },
  {
    id: 'service-worker',
    claim: 'A service worker answers in the page’s name.',
    clearedBy: 'A browser profile that never had one.',
  },
  {
    id: 'proxy',
    claim: 'A proxy in between keeps old pages.',
    clearedBy: 'A client that asks with nothing in between.',
  },
  {
    id: 'late-release',
    claim: 'Stopping works, but the system is late in letting go.',
    clearedBy: 'A fault that stays as long as you watch it.',
  },
  {
    id: 'tornado-leak',
    claim: 'The web framework leaks its old server.',
    clearedBy: 'The same fault without the framework.',
  },
  {
    id: 'kept-connection',
    since: '06-a-guess',
    claim: 'A connection from before the stop still leads to server 1, and server 1 to App 1.',
    clearedBy: 'A client that keeps its connection and moves on, or one without that stays.',
  },
  {
    id: 'newer-node',
    since: '10-half-fixed',
    claim: 'Whoever upgraded is safe: since Node 19, close() ends the connections.',
    clearedBy: 'A client that a newer Node’s App 1 still answers after a plain close().',
  },
  {
    id: 'node-s-own-limits',
    since: '13-the-process-that-will-not-exit',
    claim: 'Nothing can hold a server that stops: Node’s own limits bound half a request.',
    clearedBy: 'Half a request that a closing server still keeps after all its limits.',
  },
  {
    id: 'streams-come-back',
    since: '14-not-on-the-list',
    claim: 'Event streams need no care at a deploy: an EventSource reconnects by itself.',
    clearedBy: 'A stop after which it does not.',
  },
];
