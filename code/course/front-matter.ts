import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
// yaml: keeps the position of every value, so that a mistake can be shown with its line.
import { isMap, isPair, LineCounter, parseDocument, type YAMLMap } from 'yaml';
import { z } from 'zod';
import { syllabus } from './lessons.ts';
import { FrontMatterError, lenses } from './page-head.ts';

/** What a lesson's front matter says beyond Starlight's own fields; the site's schema extends by it. */
export const lessonFields = z.object({
  /** The lesson's name in lists of lessons, which are read before it: it tells nothing that the lesson finds out. */
  nav: z.string().min(1).max(24),
  minutes: z.int().positive(),
  /** What the reader can do afterwards, each beginning with a verb. */
  goals: z.array(z.string()).min(1),
  lens: z.enum(lenses),
  /** “Skip this lesson if you can answer: ...” */
  skip: z.string(),
});

const frontMatter = lessonFields.extend({
  title: z.string().min(1),
  description: z.string().min(1),
});

export type FrontMatter = z.infer<typeof frontMatter>;

/**
 * Reads the front matter of every written lesson of a project.
 * @param root the project's folder
 * @throws FrontMatterError with file and line
 */
export function checkFrontMatter(root: string): void {
  for (const { slug } of syllabus) {
    const file = join(root, 'lessons', `${slug}.mdx`);
    if (existsSync(file)) readFrontMatter(file, `lessons/${slug}.mdx`);
  }
}

/**
 * Reads the front matter of a lesson.
 * @param shown the file's name in errors, relative to the project
 * @throws FrontMatterError with file and line
 */
export function readFrontMatter(file: string | URL, shown: string): FrontMatter {
  const [, yaml] = /^---\r?\n([\s\S]*?\n)---\r?\n/.exec(readFileSync(file, 'utf8')) ?? [];
  if (yaml === undefined)
    throw new FrontMatterError(`${shown}:1: no front matter between two lines “---”`);
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines });
  // Line 1 of the front matter is line 2 of the file.
  const at = (offset: number) => `${shown}:${lines.linePos(offset).line + 1}`;

  const [fault] = document.errors;
  if (fault) throw new FrontMatterError(`${at(fault.pos[0])}: ${fault.message.split('\n')[0]}`);
  const { data, error } = frontMatter.safeParse(document.toJS());
  if (data) return data;
  const [issue] = error.issues;
  const field = String(issue?.path[0] ?? '');
  throw new FrontMatterError(
    `${at(offsetOf(document.contents as YAMLMap, field))}: ${field}: ${issue?.message}`,
  );
}

function offsetOf(map: unknown, field: string): number {
  if (!isMap(map)) return 0;
  const pair = map.items.find((item) => isPair(item) && String(item.key) === field);
  return (pair?.key as { range?: [number] } | undefined)?.range?.[0] ?? 0;
}
