import type { Examination } from './examination.ts';
import type { ExamineOptions } from './options.ts';

/**
 * Starts a server, holds a connection of each kind, sends the stop signal, puts a successor on the
 * port, and says what each connection met. Nothing that it started outlives it.
 * @throws CannotExamine with the remedy: not found, never ready, a port that is not the server's
 */
export declare function examine(options: ExamineOptions): Promise<Examination>;
