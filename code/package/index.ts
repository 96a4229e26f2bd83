// What the package exports: the doctor as a library, for the tests of a server.
export { CannotExamine } from '../doctor/cannot-examine.ts';
export { Examination } from '../doctor/examination.ts';
export { examine } from '../doctor/examine.ts';
export type { ExamineOptions, Paths } from '../doctor/options.ts';
export { measureTimeouts, type TimeoutOptions } from '../doctor/timeouts/measure-timeouts.ts';
export { type Sender, senders } from '../doctor/timeouts/senders.ts';
export { Timeouts } from '../doctor/timeouts/timeouts.ts';
