import { stripVTControlCharacters, styleText } from 'node:util';
import { safe } from '../base/text/safe.ts';
import { columnsOf } from '../base/text/width.ts';
import { wrap } from '../base/text/wrap.ts';
import type { AnswerFact, CommandFact, LabEvent, ServerFact, SocketFact } from './events.ts';
import type { Words } from './words.ts';

/**
 * What may be seen: `story` shows what the author of the report saw, `signed` also the ETag that a
 * client brought and the one it was given, `connections` who is connected to whom, and `whole` all
 * that was recorded, with what the stage did not show.
 */
export type Lens = 'story' | 'signed' | 'connections' | 'whole';

export interface TerminalOptions {
  words: Words;
  lens: Lens;
  /** Columns; under 60 a line says less. Default 80. */
  width?: number;
  /** 16 ANSI colours and bold; shapes and words carry the same. */
  color: boolean;
}

/** Renders a run's events as lines for a terminal, one call an event; '' for what the lens hides. */
export function createTerminalView(options: TerminalOptions): (event: LabEvent) => string {
  const { words, lens, width = 80, color } = options;
  const paint = (style: Parameters<typeof styleText>[0], text: string) =>
    color ? styleText(style, text, { validateStream: false }) : text;
  const narrow = width < 60;
  const indent = ' '.repeat(narrow ? 0 : 10);
  const whole = lens === 'whole';
  const connections = whole || lens === 'connections';
  /** Whose page a text is: the app that sent it with a 200. */
  const pages = new Map<string, string>();

  const line = (at: number | undefined, who: string, said: string) => {
    const when = at === undefined ? '' : `${(at / 1000).toFixed(2)} s`;
    if (narrow) return `${[when, who, said].filter(Boolean).join(' ')}\n`;
    return `${when.padStart(8)}  ${who.padEnd(12)}  ${said}\n`;
  };

  const page = (shown: string) => {
    const app = pages.get(shown);
    if (!app) return shown;
    return app === 'App 1' ? paint('yellow', `● ${shown}`) : paint('cyan', `■ ${shown}`);
  };

  function answer(fact: AnswerFact): string {
    const { at, who, method, path, status, app, shown, peer, nth } = fact;
    if (shown === null) {
      return whole ? line(at, who, `${method} ${path}  ${status}${carried(peer, nth)}`) : '';
    }
    const text = safe(shown);
    if (status === 200 && path === '/') pages.set(text, app);
    const asked = narrow ? '' : `${method} ${path}  `;
    const got = `${asked}${status}${narrow ? ' ' : '  '}${page(text)}`;
    if (lens === 'signed') return line(at, who, got) + line(undefined, '', signatures(fact));
    if (!connections) return line(at, who, got);
    const by = `from ${app}${carried(peer, nth)}`;
    const inOne = line(at, who, `${got}  ${by}`);
    // Where a terminal would break it inside a word, the connection stands below.
    return fits(inOne) ? inOne : `${line(at, who, got)}${indent}${by}\n`;
  }

  const fits = (shown: string) => columnsOf(stripVTControlCharacters(shown).trimEnd()) <= width;

  const carried = (peer: number, nth: number) => `, connection :${peer}, request ${nth}`;

  const row = ({ owner, state, local, remote }: SocketFact) => {
    const ends = state === 'LISTEN' ? `:${local}` : `:${local} -> :${remote}`;
    return `${indent}${(owner ?? 'nobody').padEnd(14)}${state.padEnd(12)} ${ends}\n`;
  };

  function command({ line, output, others = 0 }: CommandFact): string {
    // A carriage return before the line feed belongs to HTTP, and would only blur its lines here.
    const printed = safe(output.replaceAll('\r\n', '\n')).trimEnd();
    const left = others === 1 ? 'one row' : `${others} rows`;
    const note = others > 0 ? `(${left} of earlier runs left out)\n` : '';
    return `${paint('bold', `$ ${line}`)}\n${printed || (others ? '' : '(it printed nothing)')}${printed || !others ? '\n' : ''}${note}`;
  }

  return (event) => {
    switch (event.kind) {
      case 'scene':
        return `\n${paint('bold', words.scenes[event.id] ?? event.id)}\n`;
      case 'server':
        return line(event.at, event.app, deeds[event.did](event));
      case 'answer':
        return answer(event);
      case 'finding':
        return `\n${paint('bold', wrap(words.findings[event.id] ?? event.id, width))}\n`;
      case 'note':
        return `${wrap(`Note: ${safe(event.text)}.`, width)}\n`;
      case 'command':
        if (!event.shown && !whole) return '';
        return command(event);
      case 'connection':
        if (!connections) return '';
        return line(
          event.at,
          event.who,
          `connection :${event.peer} to ${event.app} ${ended(event)}`,
        );
      case 'sockets':
        return !whole ? '' : event.rows.map(row).join('');
      case 'run':
      case 'prediction':
        return '';
      default:
        return event satisfies never;
    }
  };
}

const deeds: Record<ServerFact['did'], (fact: ServerFact) => string> = {
  listen: ({ port }) => `listens on port ${port}`,
  stop: () => 'stops',
  'close-all': () => 'closes all its connections',
};

function ended({ did, by }: { did: 'open' | 'close'; by?: 'client' | 'server' }): string {
  return did === 'open' ? 'opened' : `closed by the ${by ?? 'kernel'}`;
}

/** What a client brought and what it was given. Six digits tell the two apps' ETags apart. */
function signatures({ ifNoneMatch, etag }: AnswerFact): string {
  const brought = ifNoneMatch === null ? '' : `If-None-Match ${short(ifNoneMatch)}  `;
  return `${brought}ETag ${etag === null ? 'none' : short(etag)}`;
}

function short(etag: string): string {
  return safe(etag.replace(/^("[^"]{6})[^"]+"$/, '$1…"'));
}

/**
 * A recorded run as the terminal would have shown it, for a page.
 * @param scenes only these scenes, each with its title
 */
export function transcript(
  events: readonly LabEvent[],
  { scenes, ...options }: TerminalOptions & { scenes?: readonly string[] },
): string {
  const view = createTerminalView(options);
  let scene = '';
  return events
    .map((event) => {
      if (event.kind === 'scene') scene = event.id;
      const text = view(event); // also of what is left out: it may tell whose page a text is
      return !scenes || scenes.includes(scene) ? text : '';
    })
    .join('')
    .replace(/^\n+/, '')
    .trimEnd();
}
