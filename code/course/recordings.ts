import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { writeWhole } from '../base/write-whole.ts';
import type { Release } from '../lab/another-node.ts';
import type { BrowserName, LabEvent, MiddlemanName, Program } from '../run/events.ts';
import { formatRecording, parseRecording } from '../run/recording.ts';
import { companyOf, playsOf } from './lessons.ts';

/** Who plays: a program and a browser. The plain pair is the buggy program and the stand-in. */
export interface Cast {
  program: Program;
  browser: BrowserName;
  /** Another Node than ours. */
  node?: Release;
  /** Another middleman than the lesson's first. */
  through?: MiddlemanName;
}

/**
 * Every cast that a lesson is recorded with: each program with the stand-in, and the one that it plays with
 * real browsers, on other Nodes, behind other middlemen. The browser changes nothing that a fix changes.
 */
export function castsOf(slug: string): Cast[] {
  const program = playsOf(slug);
  const browser = 'stand-in';
  const { browsers, nodes, middlemen } = companyOf(slug);
  const real = browsers ? (['chromium', 'firefox'] as const) : [];
  return [
    { program: 'buggy', browser },
    { program: 'fixed', browser },
    ...real.map((browser) => ({ program, browser })),
    ...nodes.map((node): Cast => ({ program, browser, node })),
    ...middlemen.slice(1).map((through): Cast => ({ program, browser, through })),
    { program: 'original', browser },
  ];
}

/** The file of a recording: `recording.jsonl`, `recording.fixed.jsonl`, `recording.chromium.jsonl`, `recording.fixed.chromium.jsonl`. */
export function recordingFile(slug: string, name: string): string {
  const file = name === 'buggy' ? 'recording.jsonl' : `recording.${name}.jsonl`;
  return fileURLToPath(new URL(`../${slug}/${file}`, import.meta.url));
}

/** A cast's name in files and on the command line: `buggy`, `fixed.chromium`, `node-18`, `nginx`. */
export function nameOf({ program, browser, node, through }: Cast): string {
  const others = [browser === 'stand-in' ? [] : browser, node ? `node-${node}` : [], through ?? []];
  const name = [program === 'buggy' ? [] : program, ...others].flat().join('.');
  return name || program;
}

/** A lesson's recording by its name; undefined when there is none. */
export function readRecording(slug: string, name: string): LabEvent[] | undefined {
  const file = recordingFile(slug, name);
  return existsSync(file) ? parseRecording(readFileSync(file, 'utf8')) : undefined;
}

/**
 * The recording that a run with this cast should agree with; where this pair was never recorded, the
 * one of the same program with the stand-in browser, since both must tell the same story. Another Node or
 * another middleman may tell another one.
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
