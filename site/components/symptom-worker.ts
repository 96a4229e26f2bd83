import { createFinder, type Found } from '../../code/course/symptoms/find-symptoms.ts';
import { errorKinds } from '../../lessons/error-kinds.ts';
import { errorLines, type SeenLine } from '../../lessons/error-lines.ts';
import type { SymptomId } from '../../lessons/symptoms/ids.ts';

export type FoundInLines = Found<SymptomId, SeenLine>;

const find = createFinder(errorLines, errorKinds);

// A worker: a long paste does not hold the page up, and no other page loads what an import() needs.
addEventListener('message', ({ data }: MessageEvent<string>) => postMessage(find(data)));
