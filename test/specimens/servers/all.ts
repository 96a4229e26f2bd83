import { frameworkServers } from './framework-servers.ts';
import { languageServers } from './language-servers.ts';
import { carefulWith, clusters, libraries, nodeServers, otherNodes } from './node-servers.ts';
import { onRequestServers } from './on-request-servers.ts';
import { proxies } from './proxies.ts';
import { pythonServers } from './python-servers.ts';
import type { Specimen } from './specimen.ts';
import { starters } from './starter-servers.ts';

/** Every server of the table that `npm run measure servers` makes; those that are not here, too. */
export const allSpecimens = (): Specimen[] => [
  ...nodeServers(),
  ...otherNodes(),
  ...clusters,
  ...libraries,
  ...carefulWith,
  ...pythonServers,
  ...languageServers,
  ...proxies,
  ...starters,
  ...onRequestServers,
  ...frameworkServers,
];
