import { test } from 'vitest';
import { longOnes, runsToItsEnd } from '../helpers/as-a-reader.ts';

test.for(longOnes)('npx tsx %s runs to its end and prints what is recorded', runsToItsEnd);
