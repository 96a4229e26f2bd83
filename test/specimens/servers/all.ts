import { debianServers } from './debian-servers.ts';
import { libraries, nodeServers, otherNodes, wrapped } from './node-servers.ts';
import type { Specimen } from './specimen.ts';

/** Every server of the table that `npm run measure servers` makes; those that are not installed, too. */
export const allSpecimens = (): Specimen[] => [
  ...nodeServers(),
  ...otherNodes(),
  ...libraries,
  ...debianServers,
  ...wrapped,
];
