import { commandIn, isTime } from './around.ts';
import { type Line, longestLine } from './format.ts';
import { beginsSomething, wrappableRow } from './row-beginning.ts';
import { knownState } from './state-word.ts';

/**
 * A terminal breaks a line at its width, wherever that is: in a word, a pid, an address. Then the lines
 * that go on are of one length, the longest of the text, or were, before the blanks at their end were
 * lost. An owner that is cut within its brackets goes on in any case.
 */
export function unwrapped(lines: readonly Line[]): Line[] {
  const width = widthOf(lines);
  const margin = marginOf(lines);
  const widest = lines.reduce((most, { text }) => Math.max(most, text.length), 0);
  const whole: Line[] = [];
  let last: Line | undefined;
  let length = 0;
  let isOpen = false; // within the brackets of an owner
  for (const line of lines) {
    const { text } = line;
    const isRest = width !== null && length >= width - 30 && goesOnFrom(last?.text ?? '', text);
    if (last && isBrokenState(last.text, text)) last.text += text.slice(margin);
    else if (last && isHalf.test(last.text) && beginsWithEnd.test(text))
      last.text += ` ${text.trimStart()}`;
    else if (last && isRest && wrappableRow.test(last.text)) {
      const lost = Math.max(0, (width ?? 0) - length, isWord(last.text, text) ? 1 : 0);
      last.text += ' '.repeat(lost) + text.slice(margin);
    } else if (last && widest === length && pidOfWindows.test(text) && /^\s*TCP\s/.test(last.text))
      last.text += text.slice(margin);
    else if (last && goesOn(text) && isOpen && last.text.length < longestLine) last.text += text;
    else if (last && isOwner.test(text) && wrappableRow.test(last.text)) last.text += ` ${text}`;
    else {
      last = { ...line };
      whole.push(last);
    }
    length = text.length;
    const at = text.indexOf('users:(');
    isOpen = (at !== -1 || (isOpen && goesOn(text))) && !text.includes('))', Math.max(0, at));
  }
  return whole;
}

/** The blanks that stand before every line. */
function marginOf(lines: readonly Line[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (const { text } of lines) {
    const indent = text.search(/\S/);
    if (indent !== -1) least = Math.min(least, indent);
    if (least === 0) break;
  }
  return least;
}

/** `ESTABLISH` and `ED`: broken, whatever the width, since no state is called so. */
function isBrokenState(before: string, after: string): boolean {
  const [head = ''] = /[A-Z_]{2,}$/i.exec(before.slice(-12)) ?? [];
  if (!head || knownState(head) !== 'UNKNOWN' || !/\d[.:]|::/.test(before)) return false;
  const [tail = ''] = /^\s*[A-Z_\d]+/i.exec(after.slice(0, 60)) ?? [];
  return knownState(head + tail.trim()) !== 'UNKNOWN';
}

const goesOnFrom = (before: string, text: string): boolean =>
  goesOn(text) || (isOpenLsof(before) && nodeOfLsof.test(text));

/** A row of lsof whose protocol and name stand on the next line. */
const isOpenLsof = (text: string): boolean =>
  /\sIPv[46]\s/.test(text) && !/\s(?:TCP|UDP|ICMP)/.test(text);
const nodeOfLsof = /^\s*(?:0t0\s+)?(?:TCP|UDP)\s/;

/** What is left of a row of Windows: the lines below it are of -b, and none of them is a number. */
const pidOfWindows = /^\s*(?:[A-Z_]{1,11}\s+)?\d{1,7}\s*$/;

/** null: nothing was broken. */
function widthOf(lines: readonly Line[]): number | null {
  let width = 0;
  let rows = 0;
  let broken = 0;
  let full = 0;
  for (const { text } of lines) width = Math.max(width, text.length);
  if (width < 40 || width >= longestLine) return null;
  for (const [at, { text }] of lines.entries()) {
    if (!wrappableRow.test(text)) continue;
    rows++;
    const next = lines[at + 1]?.text ?? '';
    if (!goesOnFrom(text, next) || (internals.test(next) && /^\s/.test(next))) continue;
    broken++;
    if (text.length === width) full++;
  }
  const isCommon = common.includes(width);
  const isBroken = full > 1 || (full === 1 && isCommon) || (broken > 1 && broken * 2 >= rows);
  if (!isBroken) return null;
  // Where most lines are shorter, blanks at their end were lost, and so may be those of the longest.
  const edge = common.find((each) => each >= width && each - width <= 3);
  return full * 2 > broken ? width : (edge ?? width);
}

/** Behind a state that is whole a blank was lost: `LISTEN` and `1178/nginx`, but not `CLOSE` and `_WAIT`. */
const isWord = (before: string, after: string): boolean =>
  /^\([A-Z_\d]+\)/.test(after) ||
  (/\sTCP$/.test(before) && /^[\w*[]/.test(after)) ||
  (/:(?:\d{1,5}|\*)$/.test(before) &&
    knownState(/^[A-Z]\S*/.exec(after)?.[0] ?? '') !== 'UNKNOWN') ||
  (/^[a-z\d]|^-(?:\s|$)/.test(after) && knownState(/\S*$/.exec(before)?.[0] ?? '') !== 'UNKNOWN');

const common = [80, 100, 120, 132, 160];

/** What ss -i, -m and -e add below a row, indented. */
const internals = /\b(?:cubic|bbr|reno|wscale|rto|rtt|mss|cwnd|skmem|sack|inet-sockopt|ts)\b/;

const isOwner = /^\s*(?:users:\(\(|timer:\()/;

/** What a mail client wraps at a blank: a row with one of its two ends, a header with half of its names. */
const isHalf =
  /^\s*(?:(?:tcp[46]?\s+)?(?:[A-Z][A-Z\d-]{3,}\s+)?\d+\s+\d+\s+\S+:[\w*]+|.*Local Address:Port\s+Peer)\s*$/;
const beginsWithEnd = /^\s*(?:\S*[\d\]*]:(?:\d{1,5}|\*)(?:\s|$)|Address:Port)/;

/** Signs alone divide two looks (lsof -r); a prompt waits for the next command. */
const divides = /^\s*(?:[=#~_+-]{3,}\s*)+$/;

const goesOn = (text: string): boolean =>
  text.length < longestLine &&
  text.trim() !== '' &&
  !beginsSomething.test(text) &&
  !divides.test(text) &&
  commandIn(text) === null &&
  !isTime(text);
