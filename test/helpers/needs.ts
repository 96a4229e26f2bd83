import type { TestContext } from 'vitest';

/** How to install each program that a test may need. */
const install = {
  chromium: 'apt-get install chromium',
  firefox: 'apt-get install firefox-esr',
  tornado: 'apt-get install python3-tornado',
  netstat: 'apt-get install net-tools',
  curl: 'apt-get install curl',
  ss: 'apt-get install iproute2',
  script: 'apt-get install bsdutils',
  unshare: 'apt-get install util-linux, as root',
  aiohttp: 'apt-get install python3-aiohttp',
  uvicorn: 'apt-get install uvicorn python3-websockets',
  gunicorn: 'apt-get install gunicorn',
  puma: 'apt-get install puma',
  go: 'apt-get install golang-go',
  nginx: 'apt-get install nginx-light',
  apache2: 'apt-get install apache2-bin',
  haproxy: 'apt-get install haproxy',
  caddy: 'apt-get install caddy',
  lighttpd: 'apt-get install lighttpd',
  h2o: 'apt-get install h2o',
  tcpdump: 'apt-get install tcpdump, as root',
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
