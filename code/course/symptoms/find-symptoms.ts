import { findKinds, type Kind, ownLines } from './find-kinds.ts';
import { httpLines } from './http-lines.ts';
import { likeness } from './same-word.ts';
import { type Word, wordsOf } from './words-of.ts';

/** A line that some program prints. */
export interface ErrorLine<Id extends string = string> {
  line: string;
  /** Symptoms in which it is seen, the likeliest first; none when it is not this course's. */
  fits: readonly Id[];
  /** What it is, when it is not this course's. */
  instead?: string;
  /** It stands around other lines, and says little by itself: `TypeError: fetch failed`. */
  vague?: boolean;
  /** It stands within other lines, and they say more: `Connection reset by peer`. */
  bare?: boolean;
}

export interface Hit<Id extends string, Line extends ErrorLine<Id>> {
  id: Id;
  /** The known line that speaks for it; where there is none, the kind does. */
  line?: Line;
  kind?: Kind<Id>;
}

export interface Found<Id extends string, Line extends ErrorLine<Id>> {
  /** The best first; none when nothing fits. */
  hits: Hit<Id, Line>[];
  /** The line of something else, when it fits better than all of ours. */
  elsewhere?: Line;
}

/** Finds the symptoms of a pasted text. */
export type Find<Id extends string, Line extends ErrorLine<Id>> = (text: string) => Found<Id, Line>;

/**
 * Makes a finder of these lines. It compares words, those that few lines have the most: a pasted line is
 * found with slips, prefixes, times, JSON and a stack trace around it. Bounded: 4,000 words are read.
 * Where no line fits, or only a bare or half a one, what the words mean decides first.
 */
export function createFinder<Id extends string, Line extends ErrorLine<Id>>(
  lines: readonly Line[],
  kinds: readonly Kind<Id>[],
): Find<Id, Line> {
  const known = lines.map((line) => ({ line, words: unique(wordsOf(line.line)) }));
  const weights = weigh(known.map(({ words }) => words));

  const lookIn = (ours: string): Found<Id, Line> => {
    const asked = wordsOf(ours).slice(0, 4000);
    const places = placesOf(asked, weights);
    const scored = known
      .map(({ line, words }) => ({ line, ...score(words, line, places, weights, asked.length) }))
      .filter(({ score }) => score > 0)
      .sort((one, other) => other.score - one.score);
    const [best] = scored;
    const meant = findKinds(ours, kinds);
    if (!best) return { hits: meant };
    if (best.line.fits.length === 0) return { hits: [], elsewhere: best.line };
    const byLine: Hit<Id, Line>[] = rank(scored, best.score);
    return {
      hits: best.line.bare || best.share < nearlyWhole ? together(meant, byLine) : byLine,
    };
  };

  return (text) => {
    const whole = text.slice(0, 60_000);
    const ours = httpLines(whole);
    if (ours.trim() === '' && whole.trim() !== '') {
      return {
        hits: findKinds(
          whole,
          kinds.filter(({ anyProtocol }) => anyProtocol),
        ),
      };
    }
    const found = lookIn(ours);
    const own = ownLines(ours, kinds);
    // A known line of something else says what it is; a kind only that it is none of ours.
    return found.elsewhere || own === ours ? found : lookIn(own);
  };
}

/** In the order of what is meant, then the rest; a known line speaks for its symptom in both. */
const together = <Id extends string, Line extends ErrorLine<Id>>(
  meant: readonly Hit<Id, Line>[],
  byLine: readonly Hit<Id, Line>[],
): Hit<Id, Line>[] => [
  ...meant.map((hit) => byLine.find(({ id }) => id === hit.id) ?? hit),
  ...byLine.filter(({ id }) => !meant.some((hit) => hit.id === id)),
];

/** Below this share of a line's weight it is another line. */
const enough = 0.62;
/** Below this share a line is found by half, and what all words mean goes before it. */
const nearlyWhole = 0.97;
/** Of two plain words, as `Error: aborted`, one is no sign: both are there, one with a slip. */
const enoughOfTwo = 0.78;
/** A plain line of so few telling words is none without one of them. */
const few = 5;
/** What lies further below the best one only shares common words with it. */
const nearBest = 0.5;
/** A symptom's second place in a line's list counts that much less, and so on. */
const laterFit = 0.9;

interface Scored<Line> {
  line: Line;
  score: number;
}

function rank<Id extends string, Line extends ErrorLine<Id>>(
  scored: readonly Scored<Line>[],
  best: number,
): Hit<Id, Line>[] {
  const hits = new Map<Id, Scored<Line>>();
  for (const { line, score } of scored.filter(({ score }) => score >= best * nearBest)) {
    for (const [index, id] of line.fits.entries()) {
      const here = score * laterFit ** index;
      if (here > (hits.get(id)?.score ?? 0)) hits.set(id, { line, score: here });
    }
  }
  return [...hits]
    .sort(([, one], [, other]) => other.score - one.score)
    .map(([id, { line }]) => ({ id, line }));
}

/** These only join others: without them a line says the same. */
const joining = new Set(
  'a an the of to in on at by for from with and or is are was were has had been be it its this that as ms'.split(
    ' ',
  ),
);

/** A word that few lines have weighs more (inverse document frequency); a number is half a word, a joining one a fifth. */
function weigh(lines: readonly Word[][]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const words of lines)
    for (const { text } of words) counts.set(text, (counts.get(text) ?? 0) + 1);
  return new Map(
    [...counts].map(([text, count]) => [
      text,
      Math.log(1 + lines.length / count) *
        (text.startsWith('#') ? 0.5 : joining.has(text) ? 0.2 : 1),
    ]),
  );
}

interface Place {
  index: number;
  likeness: number;
}

/** Of each word that some line has: where it stands in the text. */
function placesOf(
  asked: readonly Word[],
  weights: ReadonlyMap<string, number>,
): ReadonlyMap<string, Place[]> {
  const places = new Map<string, Place[]>();
  const alike = new Map<string, [string, number][]>();
  for (const [index, { text }] of asked.entries()) {
    let same = alike.get(text);
    if (!same) {
      // A word as it is known is that word; only an unknown one is taken for a slip.
      same = weights.has(text)
        ? [[text, 1]]
        : [...weights.keys()]
            .map((word): [string, number] => [word, likeness(text, word)])
            .filter(([, likeness]) => likeness > 0);
      alike.set(text, same);
    }
    for (const [word, likeness] of same) {
      const list = places.get(word) ?? [];
      list.push({ index, likeness });
      places.set(word, list);
    }
  }
  return places;
}

/** How well a line is found, 0 when it is not: its weight that is there, close together. */
function score(
  words: readonly Word[],
  { vague }: ErrorLine,
  places: ReadonlyMap<string, Place[]>,
  weights: ReadonlyMap<string, number>,
  length: number,
): { score: number; share: number } {
  const none = { score: 0, share: 0 };
  const whole = sum(words.map(({ text }) => weights.get(text) ?? 0));
  const isPlain = !words.some(({ isCode }) => isCode);
  // One plain word, as `Killed`, is the whole line or no sign at all.
  if (words.length < 2 && isPlain && length > 1) return none;
  const seen = words.flatMap((word) =>
    (places.get(word.text) ?? []).map((place) => ({ ...place, word: word.text })),
  );
  seen.sort((one, other) => one.index - other.index);
  // Two plain words stand together.
  const reach = isPlain && words.length < 3 ? words.length - 1 : words.length * 2 + 6;
  let best = 0;
  const inReach = new Map<string, number[]>();
  let start = 0;
  for (const place of seen) {
    inReach.set(place.word, [...(inReach.get(place.word) ?? []), place.likeness]);
    for (; place.index - (seen[start]?.index ?? 0) > reach; start++) {
      inReach.get(seen[start]?.word ?? '')?.shift();
    }
    const found = sum(
      [...inReach].map(([word, likes]) => (weights.get(word) ?? 0) * Math.max(0, ...likes)),
    );
    best = Math.max(best, found);
  }
  const share = whole > 0 ? best / whole : 0;
  // Without its number, `exit code 137` is every exit; of few words none may be missing.
  const telling = words.filter(({ text }) => !joining.has(text) && text !== 'error');
  const needed = telling.filter(
    ({ text }) => (telling.length <= few && telling.length > 1) || text.startsWith('#'),
  );
  if (isPlain && needed.some(({ text }) => !places.has(text))) return none;
  // `TypeError: fetch failed` is not any other TypeError that failed.
  if (vague && telling.some(({ text }) => !places.has(text))) return none;
  if (share < (isPlain && words.length < 3 ? enoughOfTwo : enough)) return none;
  return { score: best * share ** 2 * (vague ? 0.5 : 1), share };
}

const sum = (numbers: readonly number[]): number =>
  numbers.reduce((total, number) => total + number, 0);

const unique = (words: readonly Word[]): Word[] => [
  ...new Map(words.map((word) => [word.text, word])).values(),
];
