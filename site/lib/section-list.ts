/**
 * The points of a list in a lesson's Markdown, so that a hand-out of it cannot differ from the lesson.
 * @throws when the heading or its list is not there; names both
 */
export function sectionList(markdown: string | undefined, heading: string): string[] {
  const [, section = ''] = (markdown ?? '').split(`\n## ${heading}\n`);
  const [own = ''] = section.split('\n## ');
  const points = [...own.matchAll(/^- (.+)$/gm)].map(([, point = '']) => point);
  if (points.length === 0) throw new Error(`no list under a heading "${heading}"`);
  return points;
}
