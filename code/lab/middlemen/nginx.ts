import { startDaemon } from './daemon.ts';
import type { MiddlemanOptions } from './open-middleman.ts';

/**
 * nginx as most have it: HTTP/1.1 to its backends, on connections that it keeps. It has no health checks;
 * what fails once is left alone for 10 s (max_fails, fail_timeout), and is asked of the next.
 */
export async function startNginx(
  port: number,
  backends: readonly number[],
  { upstream = '', location = '', server = '' }: NonNullable<MiddlemanOptions['nginx']> = {},
): Promise<AsyncDisposable> {
  const servers = backends.map((each) => `server 127.0.0.1:${each};`).join(' ');
  return await startDaemon({
    name: 'nginx',
    port,
    // Nothing of the machine's own installation is read or written.
    config: (folder) => `daemon off;
master_process off;
pid ${folder}/pid;
error_log stderr crit;
events {}
http {
  access_log off;
  client_body_temp_path ${folder}; proxy_temp_path ${folder}; fastcgi_temp_path ${folder};
  uwsgi_temp_path ${folder}; scgi_temp_path ${folder};
  upstream apps { ${servers} keepalive 128; ${upstream} }
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://apps;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      ${location}
    }
    ${server}
  }
}
`,
    args: (config) => ['-c', config, '-e', 'stderr'],
  });
}
