import { cpSync, existsSync, globSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { folderOf } from './installed.ts';
import { nodeItself } from './node-servers.ts';
import type { Specimen } from './specimen.ts';

/** What `npm run bring-server NAME` brings into `.servers/NAME`, which `npm ci` knows nothing of. */
export interface Brought {
  packages: Readonly<Record<string, string>>;
  /** What builds its application there, once its files are laid: `next build`, and variables before it. */
  builds?: readonly string[];
}

const react = { react: '19.3.1', 'react-dom': '19.3.1' };
const vite = { vite: '8.4.0' };

export const brought = {
  hapi: { packages: { '@hapi/hapi': '21.4.10' } },
  nest: {
    packages: {
      '@nestjs/common': '12.5.1',
      '@nestjs/core': '12.5.1',
      '@nestjs/platform-express': '12.5.1',
      'reflect-metadata': '0.2.2',
      rxjs: '7.8.2',
    },
  },
  pm2: { packages: { pm2: '7.0.4' } },
  bun: { packages: { bun: '1.4.5' } },
  deno: { packages: { deno: '2.9.6' } },
  workerd: { packages: { workerd: '1.20261117.1' } },
  next: {
    packages: { next: '16.4.6', ...react },
    builds: ['next build', 'OUTPUT=standalone next build'],
  },
  nitro: {
    packages: { nitropack: '2.13.6' },
    builds: ['nitropack build'],
  },
  sveltekit: {
    packages: {
      '@sveltejs/adapter-node': '6.0.1',
      '@sveltejs/kit': '3.2.0',
      '@sveltejs/vite-plugin-svelte': '7.3.1',
      svelte: '5.57.3',
      ...vite,
    },
    builds: ['vite build'],
  },
  astro: {
    packages: { '@astrojs/node': '11.1.6', astro: '7.3.5' },
    builds: ['astro build'],
  },
  'react-router': {
    packages: {
      '@react-router/dev': '8.4.0',
      '@react-router/node': '8.4.0',
      '@react-router/serve': '8.4.0',
      'react-router': '8.4.0',
      ...react,
      ...vite,
    },
    builds: ['react-router build'],
  },
  vite: { packages: vite },
  serve: { packages: { serve: '14.2.7' } },
  'http-server': { packages: { 'http-server': '14.1.1' } },
  // Of Rust, and of Debian: cargo, librust-hyper-dev, librust-tokio-dev.
  hyper: { packages: {}, builds: ['cargo build --release --offline'] },
} as const satisfies Record<string, Brought>;
export type BroughtName = keyof typeof brought;

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Where a server is once it was brought. */
export const placeOf = (name: BroughtName): string => join(root, '.servers', name);

/** Lays a server's own files into the folder where its packages are; in one go, since others may start from there. */
export function layFiles(name: BroughtName, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const own = folderOf('on-request');
  for (const shared of ['web-routes.mjs', 'node-count.mjs'])
    cpSync(`${own}${shared}`, join(folder, shared));
  cpSync(`${folderOf('node')}routes.mjs`, join(folder, 'routes.mjs'));
  if (existsSync(`${own}${name}`)) cpSync(`${own}${name}`, folder, { recursive: true });
}

/** The version of a package that was brought; undefined: it is not here. */
function versionOf(name: BroughtName, title: string): string | undefined {
  const file = join(placeOf(name), 'node_modules', title, 'package.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).version : undefined;
}

/** The version of a crate that was built in; undefined: it is not here. */
export function crateOf(name: BroughtName, title: string): string | undefined {
  const file = join(placeOf(name), 'Cargo.lock');
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return new RegExp(`name = "${title}"\nversion = "([\\d.]+)"`).exec(text)?.[1];
}

/** A program of a brought package by a pattern: its folder may name the system. */
export const programOf = (name: BroughtName, pattern: string): string =>
  globSync(join(placeOf(name), 'node_modules', pattern))[0] ?? pattern;

interface OnRequest {
  id: string;
  of: BroughtName;
  stop: string;
  lacks?: Specimen['lacks'];
  /** The packages whose versions are told; without Node where it does not run on it. */
  told: readonly string[];
  onNode?: false;
  /** Where a version is known from; else from the package that npm has brought. */
  from?: (of: BroughtName, title: string) => string | undefined;
  command(folder: string, port: number, own: string): ReturnType<Specimen['command']>;
}

export const onRequest = ({
  id,
  of,
  stop,
  lacks,
  told,
  onNode,
  from = versionOf,
  command,
}: OnRequest): Specimen => ({
  id,
  stop,
  needs: `npm run bring-server ${of}`,
  ...(lacks && { lacks }),
  versions: () => ({
    ...Object.fromEntries(told.map((title) => [title, from(of, title)])),
    ...(onNode === false ? {} : nodeItself),
  }),
  command: ({ port, folder }) => {
    layFiles(of, placeOf(of));
    return command(placeOf(of), port, folder);
  },
});
