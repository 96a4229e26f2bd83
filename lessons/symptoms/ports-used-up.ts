import { measured, node } from './sources.ts';
import type { Symptom } from './symptom.ts';

export const symptom: Symptom = {
  id: 'ports-used-up',
  title: 'TIME_WAIT climbs, EADDRNOTAVAIL',
  told: ['It fails under load only, and recovers some time after.'],
  apart: 'this machine opens many connections, to one address',
  where: 'On the machine that connects, the addresses with the most rows',
  first: {
    linux: "ss -Htan state time-wait | awk '{print $4}' | sort | uniq -c | sort -rn | head -5",
    macos:
      "netstat -an -p tcp | awk '/TIME_WAIT/ {print $5}' | sort | uniq -c | sort -rn | head -5",
    windows:
      'Get-NetTCPConnection -State TimeWait | Group-Object RemoteAddress, RemotePort -NoElement | Sort-Object Count -Descending | Select-Object -First 5',
  },
  read: [
    {
      id: 'to-one',
      see: 'Thousands to one address and port',
      means:
        'This machine opens a connection for each request, and closes first. Each one keeps a local port from being used for that address: a minute on Linux, half of one on macOS, up to four on Windows.',
      source: measured('Linux 6.18: 60.6 to 61.7 s; the others by their settings'),
    },
    {
      id: 'loopback',
      see: 'They are to 127.0.0.1 or ::1, on Linux',
      means:
        'Then they are not the cause: over loopback Linux takes such a port again after a second.',
      source: {
        name: 'Linux: tcp_tw_reuse',
        href: 'https://docs.kernel.org/networking/ip-sysctl.html',
      },
    },
    {
      id: 'near-the-limit',
      see: 'The count is near the number of your local ports',
      means: 'They are used up: 28,232 of them by default on Linux, for one address and port.',
      source: {
        name: 'Linux: ip_local_port_range',
        href: 'https://docs.kernel.org/networking/ip-sysctl.html',
      },
    },
    {
      id: 'from-your-port',
      see: 'Your server’s port on this side, many client addresses',
      means: 'You are the server, and close first. TIME_WAIT costs no port here.',
      source: measured('Linux 6.18: such a client connects again at once, from the same port'),
    },
  ],
  none: 'A few rows: no port is short. The address may not be this machine’s at all.',
  now: [
    {
      text: 'Keep connections: `new http.Agent({ keepAlive: true })`. Node’s default agent does so since version 19.',
      source: node('http.html#httpglobalagent', 'http.globalAgent'),
    },
    {
      text: 'In nginx before 1.29.7: `keepalive 16;` in the upstream, `proxy_http_version 1.1;` and `proxy_set_header Connection "";`. It takes all three; later versions have them by default.',
      source: {
        name: 'nginx: keepalive',
        href: 'https://nginx.org/en/docs/http/ngx_http_upstream_module.html#keepalive',
      },
    },
    {
      text: 'Until then, more ports: `sysctl -w net.ipv4.ip_local_port_range="15000 60999"`.',
      source: {
        name: 'Linux: ip_local_port_range',
        href: 'https://docs.kernel.org/networking/ip-sysctl.html',
      },
    },
  ],
  fixes: ['keep-connections'],
  lessons: ['17-a-connection-per-request'],
};
