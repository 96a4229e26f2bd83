// Follows the links of the built site, served from a folder or not: `npm run check:links -- [BASE]`.
import { placeFrom } from '../../code/course/build/place.ts';
import { dist } from './built.ts';
import { checkLinks } from './link-check.ts';

const { base = '/' } = placeFrom({ BASE: process.argv[2] });
const broken = checkLinks(dist(), base);
for (const { page, link, problem } of broken) console.error(`${page}: ${link}: ${problem}`);
console.log(`Links of the site at ${base}: ${broken.length} broken.`);
process.exitCode = broken.length > 0 ? 1 : 0;
