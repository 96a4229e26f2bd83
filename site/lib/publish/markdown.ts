import type { Element, Root, RootContent } from 'hast';
import { selectAll } from 'hast-util-select';
import { toText } from 'hast-util-to-text';
import rehypeRemark from 'rehype-remark';
import remarkGfm from 'remark-gfm';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';

/** What only a browser or an eye has use for: elements, and classes. */
const tags = [
  ...['script', 'style', 'link', 'svg', 'template', 'footer'],
  ...['button', 'input', 'select', 'textarea'],
];
const classes = ['sl-anchor-link', 'sr-only'];

/** A selector would be parsed anew for each of half a million elements. */
const isForEyes = ({ tagName, properties }: Element): boolean =>
  tags.includes(tagName) ||
  Boolean(properties.hidden) ||
  (Array.isArray(properties.className) &&
    properties.className.some((name) => classes.includes(`${name}`)));

/** A copy of what stands in a page, without it. */
function forReaders<Node extends RootContent>(nodes: readonly Node[]): Node[] {
  return nodes.flatMap((node) => {
    if (node.type !== 'element') return [node];
    return isForEyes(node) ? [] : [{ ...node, children: forReaders(node.children) }];
  });
}

const writer = unified()
  .use(rehypeRemark, {
    handlers: {
      /** Expressive Code keeps the language at the <pre>, and a line in a <div>. */
      pre(_state, node: Element) {
        const lang = node.properties.dataLanguage;
        return { type: 'code', lang: typeof lang === 'string' ? lang : null, value: textOf(node) };
      },
      /** A fold stands open: its summary is a line of its own. */
      summary: (_state, node: Element) => ({
        type: 'paragraph',
        children: [{ type: 'strong', children: [{ type: 'text', value: toText(node).trim() }] }],
      }),
    },
  })
  .use(remarkGfm)
  .use(remarkStringify, { bullet: '-', rule: '-' });

function textOf(node: Element): string {
  const lines = selectAll('.ec-line', node);
  const text = (part: Element) => toText(part, { whitespace: 'pre' }).replace(/\n+$/, '');
  return lines.length > 0 ? lines.map(text).join('\n') : text(node);
}

/** What a page says, as Markdown: for a program that reads, or a person who quotes. */
export function toMarkdown(content: Element | Root): string {
  const children = forReaders(content.type === 'root' ? content.children : [content]);
  return writer.stringify(writer.runSync({ type: 'root', children }) as never);
}
