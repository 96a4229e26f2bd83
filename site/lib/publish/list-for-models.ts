import type { BuiltPage } from './built-pages.ts';
import { markdownOf } from './paths.ts';

/**
 * `llms.txt`: what the site is and where each page's Markdown stands (llmstxt.org).
 * @param root the site's address, or its base where it has no origin; ends with a slash
 */
export function listForModels(pages: readonly BuiltPage[], root: string): string {
  const link = ({ path, title, description }: BuiltPage) =>
    `- [${title}](${root}${markdownOf(path)})${description ? `: ${description}` : ''}`;
  const part = (heading: string, keep: (path: string) => boolean) =>
    `## ${heading}\n\n${pages
      .filter(({ path }) => keep(path))
      .map(link)
      .join('\n')}\n`;
  const isLesson = (path: string) => /^\d\d-/.test(path);
  const isSymptom = (path: string) => path.startsWith('symptoms/');
  const isServer = (path: string) => /^servers\/./.test(path);
  return [
    '# Still Answering\n',
    `> ${pages.find(({ path }) => path === '')?.description}\n`,
    part('Lessons', isLesson),
    part('Symptoms', isSymptom),
    part('Measured servers', isServer),
    part('All else', (path) => !isLesson(path) && !isSymptom(path) && !isServer(path)),
  ].join('\n');
}
