/** What one run of a case has shown, in a sentence that comes out alike when the same happens again. */
export type Seen = string | { seen: string; program: string; version: string };

/** The cases of one objection, each by its name. A run opens what it needs, and leaves nothing behind. */
export type Cases = Record<string, (signal: AbortSignal) => Promise<Seen>>;
