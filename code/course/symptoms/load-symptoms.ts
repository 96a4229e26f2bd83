import type { Kind } from './find-kinds.ts';
import { createFinder, type ErrorLine, type Find } from './find-symptoms.ts';

/** Of a symptom what the terminal tells. */
export interface ListedSymptom {
  id: string;
  title: string;
  apart: string;
  first: { linux: string; macos: string; windows: string };
}

/** A line with the program that printed it. */
export interface ListedLine extends ErrorLine {
  by: string;
}

export interface Symptoms {
  list: readonly ListedSymptom[];
  find: Find<string, ListedLine>;
}

/** Loads the symptoms and the finder of their error lines. */
export async function loadSymptoms(): Promise<Symptoms> {
  const [{ symptoms }, { errorLines }, { errorKinds }] = await Promise.all([
    load<{ symptoms: readonly ListedSymptom[] }>('symptoms.ts'),
    load<{ errorLines: readonly ListedLine[] }>('error-lines.ts'),
    load<{ errorKinds: readonly Kind[] }>('error-kinds.ts'),
  ]);
  return { list: symptoms, find: createFinder(errorLines, errorKinds) };
}

async function load<Module>(file: string): Promise<Module> {
  return (await import(new URL(`../../../lessons/${file}`, import.meta.url).href)) as Module;
}
