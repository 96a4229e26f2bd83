/** A word of a pasted text: how it is compared, and whether it is a name that programs made up. */
export interface Word {
  text: string;
  /** As `ECONNRESET`, `CLOSE_WAIT`, `RemoteDisconnected`: it says something by itself. */
  isCode: boolean;
}

/**
 * The words of a pasted text, without what differs each time: colours, addresses, times, ids, numbers.
 * Only numbers that mean something stay: one alone, a status after `code` or in brackets, 500 to 504.
 */
export function wordsOf(text: string): Word[] {
  const plain = text
    .replace(ansi, '')
    .replace(/\\+["'/]/g, ' ')
    .replace(/\\+[nrt]/g, ' ')
    .replace(/\b(?:https?|wss?|ipv[46]):\/*\[?[\w.:%-]*\]?[^\s"')\]}>,]*/gi, ' ')
    .replace(host, ' ')
    .replace(/[@#]0?x?[0-9a-f]{6,}\b/gi, ' ')
    .replace(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi, ' ')
    .replace(/\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/g, ' ');
  const alone = /^\s*(\d{2,5})\s*$/.exec(plain);
  if (alone) return [{ text: `#${alone[1]}`, isCode: false }];
  const found: Word[] = [];
  for (const [word, meant, bracketed, status, name] of plain.matchAll(token)) {
    const number = meant ?? bracketed ?? status;
    if (number) found.push({ text: `#${number}`, isCode: false });
    else if (name) {
      found.push({
        text: name.toLowerCase().replaceAll('-', '_'),
        isCode:
          codeLike.test(word) && !/^(?:HTTP|TCP|GET|POST|EOF|ERROR|WARN|INFO|FATAL)$/.test(word),
      });
    }
  }
  return found;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one
const ansi = /\u001b\[[\d;]*[A-Za-z]/g;
const host =
  /(?<![\w.])(?:[\w-]+\.)+(?:com|net|org|io|dev|app|cloud|local|internal|invalid|example|test)(?::\d+)?(?![\w.])/gi;
const token =
  /(?:(?<=\b(?:errno|code|status|error|signal)\W{1,3})(-?\d{1,5}))\b|(?<=\()(\d{1,5})(?=[:)])|\b(50[0-4])\b|([A-Za-z][A-Za-z0-9]*(?:[_-][A-Za-z0-9]+)*)/gi;
const codeLike =
  /^(?:E[A-Z]{3,}|[A-Z][A-Z0-9]*[_-][A-Z0-9_-]+|[A-Z]{4,}|(?:[A-Z][a-z0-9]+){2,}[A-Z]*|[A-Z]{2,}[a-z][A-Za-z0-9]*)$/;
