import { test } from 'vitest';
import { runsToItsEnd, snippets } from '../helpers/as-a-reader.ts';

test.for(snippets)('npx tsx %s runs to its end and prints what is recorded', (program, ctx) =>
  runsToItsEnd(program, ctx),
);
