import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { writeWhole } from '../base/write-whole.ts';
import type { BrowserName, LabEvent, Program } from '../run/events.ts';
import { formatRecording, parseRecording } from '../run/recording.ts';
import { playsOf } from './lessons.ts';

/** Who plays: a program and a browser. The plain pair is the buggy program and the stand-in. */
export interface Cast {
  program: Program;
  browser: BrowserName;
}

/**
 * Every cast that a lesson is recorded with: each program with the stand-in, and with real browsers the
 * one that it plays. The browser changes nothing that a fix changes.
 */
export function castsOf(slug: string): Cast[] {
  const program = playsOf(slug);
  return [
    { program: 'buggy', browser: 'stand-in' },
    { program: 'fixed', browser: 'stand-in' },
    { program, browser: 'chromium' },
    { program, browser: 'firefox' },
    { program: 'original', browser: 'stand-in' },
  ];
}

/** The file of a recording: `recording.jsonl`, `recording.fixed.jsonl`, `recording.chromium.jsonl`, `recording.fixed.chromium.jsonl`. */
export function recordingFile(slug: string, name: string): string {
  const file = name === 'buggy' ? 'recording.jsonl' : `recording.${name}.jsonl`;
  return fileURLToPath(new URL(`../${slug}/${file}`, import.meta.url));
}

/** A cast's name in files and on the command line. */
export function nameOf({ program, browser }: Cast): string {
  return browser === 'stand-in' ? program : program === 'buggy' ? browser : `${program}.${browser}`;
}

/** A lesson's recording by its name; undefined when there is none. */
export function readRecording(slug: string, name: string): LabEvent[] | undefined {
  const file = recordingFile(slug, name);
  return existsSync(file) ? parseRecording(readFileSync(file, 'utf8')) : undefined;
}

/**
 * The recording that a run with this cast should agree with; where this pair was never recorded, the
 * one of the same program with the stand-in browser, since both must tell the same story.
 */
export function readRecordingFor(slug: string, cast: Cast): LabEvent[] | undefined {
  return (
    readRecording(slug, nameOf(cast)) ??
    readRecording(slug, nameOf({ ...cast, browser: 'stand-in' }))
  );
}

/** Writes a recording whole or not at all: a run that is broken off leaves the old one. */
export function writeRecording(slug: string, name: string, events: readonly LabEvent[]): string {
  const file = recordingFile(slug, name);
  writeWhole(file, formatRecording(events));
  return file;
}
