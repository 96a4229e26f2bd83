import { spawnSync } from 'node:child_process';
import type { TestContext } from 'vitest';
import { findAnotherNode, type Release } from '../../code/lab/another-node.ts';
import { root } from '../../code/lab/programs/on-node.ts';

/** How to install each program that a test may need. */
const install = {
  chromium: 'apt-get install chromium',
  firefox: 'apt-get install firefox-esr',
  python3: 'apt-get install python3',
  tornado: 'apt-get install python3-tornado',
  netstat: 'apt-get install net-tools',
  curl: 'apt-get install curl',
  ss: 'apt-get install iproute2',
  lsof: 'apt-get install lsof',
  script: 'apt-get install bsdutils',
  unshare: 'apt-get install util-linux',
  nft: 'apt-get install nftables',
  openssl: 'apt-get install openssl',
  aiohttp: 'apt-get install python3-aiohttp',
  uvicorn: 'apt-get install uvicorn python3-websockets',
  gunicorn: 'apt-get install gunicorn python3-flask',
  puma: 'apt-get install puma',
  go: 'apt-get install golang-go',
  nginx: 'apt-get install nginx-light',
  apache2: 'apt-get install apache2-bin',
  haproxy: 'apt-get install haproxy',
  caddy: 'apt-get install caddy',
  lighttpd: 'apt-get install lighttpd',
  h2o: 'apt-get install h2o',
  php: 'apt-get install php-cli',
  uwsgi: 'apt-get install uwsgi-core uwsgi-plugin-python3',
  bash: 'apt-get install bash',
  busybox: 'apt-get install busybox',
  twisted: 'apt-get install python3-twisted',
  java: 'apt-get install openjdk-17-jdk-headless',
  'HTTP::Daemon': 'apt-get install libhttp-daemon-perl',
  tcpdump: 'apt-get install tcpdump',
  urllib3: 'apt-get install python3-urllib3',
  requests: 'apt-get install python3-requests',
  tini: 'apt-get install tini',
  pytest: 'apt-get install python3-pytest',
  'dumb-init': 'apt-get install dumb-init',
  supervisor: 'apt-get install supervisor',
  'systemd-socket-activate': 'apt-get install systemd',
  hypercorn: 'apt-get install python3-hypercorn',
  daphne: 'apt-get install python3-daphne',
  gevent: 'apt-get install gunicorn python3-gevent',
  eventlet: 'apt-get install gunicorn python3-eventlet',
  waitress: 'apt-get install python3-waitress',
  cherrypy: 'apt-get install python3-cherrypy3',
  werkzeug: 'apt-get install python3-werkzeug',
  unicorn: 'apt-get install unicorn',
  thin: 'apt-get install thin',
  webrick: 'apt-get install ruby-webrick',
  starman: 'apt-get install starman',
  mojolicious: 'apt-get install libmojolicious-perl',
  jetty: 'apt-get install openjdk-17-jdk-headless libjetty9-java',
  tomcat: 'apt-get install openjdk-17-jdk-headless libtomcat10-embed-java',
  'php-fpm': 'apt-get install php-fpm php-cli nginx-light',
  varnish: 'apt-get install varnish',
  squid: 'apt-get install squid',
  mini_httpd: 'apt-get install mini-httpd',
  'Node 18': 'npm run bring-node 18',
} as const;

export type Program = keyof typeof install;

/**
 * Skips a test by name when the program it needs is missing; with CI=true a missing program is a
 * failure, so that a green CI run has really run everything.
 */
export function needs(ctx: TestContext, program: Program, found: unknown): void {
  if (found) return;
  const reason = `${program} is not installed: ${install[program]}`;
  if (process.env.CI === 'true') throw new Error(reason);
  ctx.skip(true, reason);
}

/** Skips a test by name when that Node is not here. CI brings 18; the others are for whoever asks. */
export function needsNode(ctx: TestContext, release: Release): void {
  const found = findAnotherNode(release, { root });
  if (release === '18') needs(ctx, 'Node 18', found);
  else ctx.skip(!found, `Node ${release} is not here: npm run bring-node ${release}`);
}

/** What no package brings: the kernel grants it to a user, or to a container, or does not. */
const grants = {
  root: 'the kernel lets only root do this: run the tests as root',
  namespaces:
    'the kernel grants no new namespaces here: run the tests as root, in a container with --privileged',
} as const;

export type Grant = keyof typeof grants;

/**
 * Skips a test by name when the kernel does not grant what it needs, with CI=true too: nothing
 * that a machine installs could change that.
 */
export function needsGrant(ctx: TestContext, grant: Grant, granted: unknown): void {
  if (!granted) ctx.skip(true, grants[grant]);
}

/** Whether this user may make namespaces of its own, and mount and unmount in them. */
export function mayUnshare(): boolean {
  return spawnSync('unshare', ['--mount', '--net', 'true']).status === 0;
}

export const isRoot = (): boolean => process.getuid?.() === 0;
