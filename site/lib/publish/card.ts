/** What a page's picture says. */
export interface Card {
  /** Above the title, as `Lesson 3`. */
  label: string;
  title: string;
  /** A line of a recorded run, as the terminal shows it; without one, what the page is about. */
  line?: string;
  description: string;
}

/** The light colours of the site (palette.css). */
export const colours = {
  paper: '#fbf9f4',
  ink: '#1b2130',
  soft: '#5a6274',
  amber: '#a84e08',
  terminal: '#171b26',
  terminalInk: '#e8e6df',
  app1: '#f5b65c',
  app2: '#6fd3d6',
};

interface Node {
  type: string;
  props: {
    style?: Record<string, string | number>;
    children?: unknown;
    [attribute: string]: unknown;
  };
}

const box = (style: Record<string, string | number>, ...children: unknown[]): Node => ({
  type: 'div',
  props: { style: { display: 'flex', ...style }, children },
});

/** A page's card as the tree that satori lays out. */
export function card({ label, title, line, description }: Card): Node {
  return box(
    {
      flexDirection: 'column',
      justifyContent: 'space-between',
      width: '100%',
      height: '100%',
      boxSizing: 'border-box',
      padding: 72,
      background: colours.paper,
      color: colours.ink,
      fontFamily: 'sans',
    },
    box({ alignItems: 'center', gap: 20, fontSize: 34, fontWeight: 600 }, mark, 'Still Answering'),
    box(
      { flexDirection: 'column', gap: 12 },
      box({ fontSize: 32, color: colours.soft }, label),
      box({ fontSize: title.length > 34 ? 60 : 80, fontWeight: 600, lineHeight: 1.1 }, title),
    ),
    line === undefined
      ? box({ fontSize: 34, lineHeight: 1.35, color: colours.soft }, description)
      : terminal(line),
  );
}

/** The site's mark: an upright line that is cut, the listener; a band that goes on, the connection. */
const mark: Node = {
  type: 'svg',
  props: {
    viewBox: '0 0 32 32',
    width: 56,
    height: 56,
    children: [
      {
        type: 'path',
        props: {
          d: 'M16 2.5v7M16 22.5v7',
          stroke: colours.ink,
          'stroke-width': 3.5,
          'stroke-linecap': 'round',
        },
      },
      {
        type: 'rect',
        props: { x: 2, y: 11.5, width: 28, height: 9, rx: 4.5, fill: colours.amber },
      },
      { type: 'circle', props: { cx: 25, cy: 16, r: 2.25, fill: colours.paper } },
    ],
  },
};

/** The font has no ● and ■: they are drawn. */
function terminal(line: string): Node {
  const [before = '', sign = '', after = ''] = line.trim().split(/([●■])/);
  const colour = sign === '●' ? colours.app1 : colours.app2;
  const shape = box({
    width: 26,
    height: 26,
    background: colour,
    borderRadius: sign === '●' ? 13 : 2,
  });
  return box(
    {
      alignItems: 'center',
      gap: 18,
      padding: '30px 36px',
      borderRadius: 14,
      background: colours.terminal,
      color: colours.terminalInk,
      fontFamily: 'mono',
      fontSize: 32,
      whiteSpace: 'pre',
    },
    before.trimEnd(),
    ...(sign ? [shape, box({ color: colour }, after.trim())] : []),
  );
}
