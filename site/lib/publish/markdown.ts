import type { Element, Nodes, Root } from 'hast';
import { matches, selectAll } from 'hast-util-select';
import { toText } from 'hast-util-to-text';
import rehypeRemark from 'rehype-remark';
import remarkGfm from 'remark-gfm';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';
import { remove } from 'unist-util-remove';

/** What only a browser or an eye has use for. */
const forEyes = [
  'script',
  'style',
  'link',
  'svg',
  'button',
  'input',
  'select',
  'textarea',
  'template',
  'footer',
  '.sl-anchor-link',
  '.sr-only',
  '[hidden]',
].join();

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
  const tree: Root = { type: 'root', children: structuredClone([content]) as Root['children'] };
  remove(tree, (node) => matches(forEyes, node as Nodes));
  return writer.stringify(writer.runSync(tree) as never);
}
