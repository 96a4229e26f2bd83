import type { ServerWords } from './words.ts';

/** Frameworks and runtimes that are brought on request. */
export const frameworkWords: readonly ServerWords[] = [];
