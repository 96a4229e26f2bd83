/** Names of pages, so that no `Hello, world!` ends a sentence, and every way to name one is one. */
export function marked(text: string): string {
  return text
    .replace(/[’']/g, '’')
    .replace(/[«“]Hello, world(2?)![»”]/g, 'Hello, world$1!')
    .replace(/Hello, world2!(, the page of App 2)?/g, 'PAGE2 ')
    .replace(/Hello, world!(, the page of App 1)?/g, 'PAGE1 ')
    .replace(/\b(?:an? |the )?ETag (?:that )?(?:of|from) App ([12])/g, 'ETAG$1')
    .replace(/\bApp ([12])’s (?:own )?(?:ETag|signature)/g, 'ETAG$1')
    .replace(/\bETag (?:is|was) App ([12])’s/g, 'ETag is ETAG$1')
    .replace(/\bsigned by App ([12])/g, 'carries ETAG$1')
    .replace(/\bApp ([12]) (?:has )?signed\b/g, 'ETAG$1 in')
    .replace(/\bcounter is App ([12])’s/g, 'counter is COUNT$1')
    .replace(/\b(?:the |a )?(?:page|body|answer|greeting) (?:of|from) App ([12])/gi, 'PAGE$1')
    .replace(/\bApp ([12])’s (?:own )?(?:old )?(?:page|body|answer|greeting)/g, 'PAGE$1')
    .replace(/\bApp ([12])’s (?=\w)/g, 'APP$1S ')
    .replace(/\bApp ([12])’s/g, 'PAGE$1')
    .replace(/\bworld2\b/g, 'PAGE2')
    .replace(/\bwith or without\b/gi, 'with');
}

/** What another run or no run is claimed to have done is no claim about this one. */
const elsewhere = /\b(lesson \d|other program|other one|elsewhere|with the bug|you have seen)\b/i;
const supposed =
  /\b(would|could|can|if|must|may|might|should|whoever|the question is|how many)\b|\?$|^(look|compare|remember|read|watch|hold|first a)\b/i;

/** Where a new clause begins; after `A new tab:` an app alone belongs to what stands before. */
const aside =
  /, (?:and|but|while|so|because|where)\b|\band (?=it\b|App )|:\s+(?!(?:still )?(?:PAGE|App )[12]\s*\.?$)/;

/**
 * The clauses of a text that claim something of the run it is said of.
 * @param option of an option every clause counts: it supposes, and `so it did` makes it real
 */
export function clausesOf(text: string, option = false): string[] {
  return marked(text)
    .split(/(?<=[.?!])\s+|;\s*/)
    .filter((sentence) => option || !elsewhere.test(sentence))
    .flatMap((sentence) => sentence.split(aside))
    .map((clause) => clause.trim().replace(/[.!]$/, ''))
    .filter((clause) => option || !supposed.test(clause));
}

const clients: [string, RegExp][] = [
  ['second browser', /\b(second|another|new|other) browser\b|same program a second time/i],
  ['new tab', /\b(new|second|other) tab\b|\bthe tab\b/i],
  ['fresh client', /\bfresh (client|one)\b/i],
  ['curl', /\bcurl\b/i],
  [
    'browser',
    /(?<!(second|another|new|other|same) )\bbrowser\b(?!’s (system|pool|cache|end|row|own|window))/i,
  ],
  ['browser', /\b(?:you (?:got|saw|were shown)|your reloads?|last reload|first reload)\b/i],
];

/** Who is named, the first first. */
export function clientsIn(clause: string): string[] {
  if (/\b(both|two|all) (clients|of them)\b|^both\b|: both\b|\bboth (got|were|saw)\b/i.test(clause))
    return ['everybody'];
  if (/\bnobody\b|\bneither\b/i.test(clause)) return ['nobody'];
  const found = clients.flatMap(([who, name]) => {
    const at = clause.search(name);
    return at < 0 ? [] : [{ who, at }];
  });
  return [...new Set(found.sort((a, b) => a.at - b.at).map(({ who }) => who))];
}

/** What denies a clause. */
export const negation = /\b(not|never|no longer|nobody|none|neither)\b|n’t\b/i;
