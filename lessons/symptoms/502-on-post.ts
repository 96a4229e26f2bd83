import { here, measured, report } from './sources.ts';
import type { Symptom } from './symptom.ts';

export const symptom: Symptom = {
  id: '502-on-post',
  title: '502, and only for POST',
  told: ['Our GETs never fail.', 'It got rarer when traffic grew.'],
  apart: 'a proxy says so, and its log blames the upstream',
  where: 'On the proxy’s machine, here for nginx',
  first: {
    linux:
      "grep '\" 502 ' /var/log/nginx/access.log | grep -o '\"[A-Z]* /' | sort | uniq -c; grep -c 'reading response header' /var/log/nginx/error.log",
    macos:
      "grep '\" 502 ' $(brew --prefix)/var/log/nginx/access.log | grep -o '\"[A-Z]* /' | sort | uniq -c; grep -c 'reading response header' $(brew --prefix)/var/log/nginx/error.log",
    windows:
      "Select-String '\" 502 ' logs\\access.log | Group-Object { $_.Line -match '\"GET /' }; @(Select-String 'reading response header' logs\\error.log).Count",
  },
  read: [
    {
      id: 'only-post',
      see: 'POST, PATCH or LOCK, no GET, and a last line above 0',
      means:
        'The app hung up on idle connections. nginx sent the GETs again, and only its error log tells of them. What you see is what it must not repeat.',
      source: {
        name: 'nginx: proxy_next_upstream',
        href: 'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_next_upstream',
      },
    },
    {
      id: 'get-behind-nginx',
      see: 'GET as well, behind nginx or Caddy',
      means: 'Not this race: the app ends, or crashes, while it answers.',
      source: here('502-during-deploys', '502 during deploys'),
    },
    {
      id: 'get-behind-haproxy',
      see: 'GET as well, behind HAProxy or Apache',
      means: 'It can be this race: with their default settings these two repeat neither.',
      source: measured('nginx 1.22, Caddy 2.6, HAProxy 2.6, Apache 2.4'),
    },
    {
      id: 'in-quiet-hours',
      see: 'More failures in quiet hours',
      means: 'It fits: only an idle connection can be hung up on.',
      source: report('growthbook/growthbook-proxy', 134),
    },
    {
      id: 'no-line',
      see: '0 in the last line',
      means: 'nginx did not lose the upstream: the app answered 502 itself, or nobody listened.',
      source: here('502-during-deploys', '502 during deploys'),
    },
  ],
  none: 'Nothing but a number: nginx answered nobody with 502. Look into the log of who did.',
  now: [
    {
      text: 'Let the app be more patient than the proxy: `server.keepAliveTimeout = 65_000` behind nginx, which keeps a quiet upstream connection for 60 s. Then say `Connection: close` at the stop, or it takes as long.',
      source: {
        name: 'nginx: keepalive_timeout',
        href: 'https://nginx.org/en/docs/http/ngx_http_upstream_module.html#keepalive_timeout',
      },
    },
    {
      text: 'Behind a load balancer the same, with its own idle timeout.',
      source: {
        name: 'AWS: connection idle timeout',
        href: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html#connection-idle-timeout',
      },
    },
  ],
  fixes: ['outlive', 'hang-up-first'],
  lessons: ['12-who-hangs-up-first'],
};
