import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { listLessons, loadLesson, playsOf } from '../../code/course/lessons.ts';
import { readRecording } from '../../code/course/recordings.ts';
import type { LabEvent } from '../../code/run/events.ts';
import { claimsIn, clashes } from '../helpers/claims/claims.ts';
import { factsOf } from '../helpers/run-facts.ts';
import { printedBy, recordedRuns, sayings, untold, wordFaults } from '../helpers/word-faults.ts';

const written = listLessons().filter(({ page }) => page);
const runs = written.flatMap(({ slug }) => recordedRuns(slug));

describe('no sentence says of its run what the run does not', () => {
  test.for(runs)('$slug, $name', async ({ slug, events }) => {
    const { words } = await loadLesson(slug);
    expect(wordFaults(slug, words, events)).toEqual([]);
  });
});

/** These are true of both programs, or of no run: what sets the runs apart is said elsewhere. */
const saysNothingOfIts: Record<string, readonly string[]> = {
  '02-not-modified': [
    'which-etag: none: A 304 is an answer',
    'which-etag: app-2: App 2 compares',
    'finding it-counts',
  ],
  '03-the-port-looks-dead': [
    'is-app-1-gone: not-listening: It said the same',
    'is-app-1-gone: gone: Remember this answer',
    'is-app-1-gone: not-listening: Keep the two halves apart',
    'is-app-1-gone: still-there: A sound suspicion',
  ],
  '04-curl-disagrees': ['what-does-curl-get: app-2: So it did. And that is stranger'],
  '06-a-guess': ['end-it: error: It opened a new one', 'finding browser-shares'],
  '07-the-rows-i-filtered-out': [
    'what-was-dropped: nothing: Most rows',
    'what-was-dropped: second-listen: App 1 does not listen.',
  ],
  '08-close-the-connections': [
    'how-many-rows: one: Its system noticed at once, without the browser',
    'how-many-rows: none: None. App 1 has closed',
  ],
  '09-what-i-did-not-know': ['finding the-table-said-so'],
};

test('what is named here is still said', async () => {
  for (const [slug, known] of Object.entries(saysNothingOfIts)) {
    const { words } = await loadLesson(slug);
    const said = recordedRuns(slug).flatMap(({ events }) => [
      ...sayings(words, events).flatMap(({ where, others }) =>
        others.map((text) => `${where}: ${text}`),
      ),
      ...untold(words, events).map((id) => `finding ${id}`),
    ]);
    const gone = known.filter((each) => !said.some((text) => text.startsWith(each)));
    expect({ slug, gone }).toEqual({ slug, gone: [] });
  }
});

// Chromium may connect to App 2 of its own accord before netstat looks: no recording has caught it at that.
test.for([
  ['07-the-rows-i-filtered-out', 'rows-of-app-2'],
  ['09-what-i-did-not-know', 'the-table-said-otherwise'],
] as const)('%s: nor of a run in which the browser was already with App 2', async ([slug, id]) => {
  const { words } = await loadLesson(slug);
  const events = recordedOf(slug, 'fixed').map((event): LabEvent => {
    if (event.kind === 'finding') return { ...event, id };
    if (event.kind !== 'command' || !event.output.includes('TIME_WAIT')) return event;
    const row = event.output.split('\n').find((each) => each.includes('TIME_WAIT'));
    const opened = row?.replace('TIME_WAIT', 'ESTABLISHED');
    return { ...event, output: `${event.output}\n${opened}\n${opened}` };
  });
  expect(wordFaults(slug, words, events)).toEqual([]);
});

describe('said of another run, it is a clash', () => {
  test.for(runs)('$slug, $name', async ({ slug, events }) => {
    const { words } = await loadLesson(slug);
    const read = sayings(words, events).flatMap(({ where, others, asked, run }) =>
      others
        .filter((text) => clashes(text, factsOf(run), asked).length === 0)
        .map((text) => `${where}: ${text}`),
    );
    const findings = untold(words, events)
      .filter((id) => clashes(words.findings[id]?.say ?? '', factsOf(events)).length === 0)
      .map((id) => `finding ${id}`);
    const known = saysNothingOfIts[slug] ?? [];
    const passed = [...read, ...findings].filter(
      (text) => !known.some((each) => text.startsWith(each)),
    );
    expect(passed).toEqual([]);
  });
});

describe('a planted clash is found', () => {
  test.for([
    // in other words, and in another order
    ['01-the-swap', 'buggy', 'App 2’s page is what the browser showed.'],
    ['01-the-swap', 'fixed', 'App 1’s page is what the browser showed.'],
    ['01-the-swap', 'buggy', 'What your browser got was App 2’s page.'],
    ['01-the-swap', 'firefox', 'The fresh client was served by App 1.'],
    ['01-the-swap', 'chromium', 'Nobody got App 1’s page.'],
    ['01-the-swap', 'fixed', 'Hello, world! came back to the browser, as before the swap.'],
    ['02-not-modified', 'buggy', 'The ETag is App 2’s.'],
    ['01-the-swap', 'fixed', 'It was a 304 that the browser got.'],
    ['02-not-modified', 'buggy', 'The counter went up by two with the browser’s reload.'],
    ['03-the-port-looks-dead', 'buggy', 'One row, one row, one row.'],
    ['04-curl-disagrees', 'buggy', 'It was App 1 that answered curl.'],
    ['04-curl-disagrees', 'fixed', 'Two clients with the same past, and they disagree.'],
    ['05-it-heals', 'fixed', 'Six reloads did not heal it.'],
    ['05-it-heals', 'buggy', 'The first reload after the swap got App 2’s page.'],
    ['05-it-heals', 'firefox', 'Two seconds without a request were enough.'],
    ['05-it-heals', 'firefox', 'App 1 closed the connection first.'],
    ['06-a-guess', 'buggy', 'The new tab was shown App 2’s page.'],
    ['06-a-guess', 'chromium', 'The new tab asked on a new connection.'],
    ['06-a-guess', 'fixed', 'Only the connections were ended, and the fault was gone.'],
    ['07-the-rows-i-filtered-out', 'buggy', 'Three ESTABLISHED rows of the port are listed.'],
    ['07-the-rows-i-filtered-out', 'fixed', 'The ESTABLISHED rows were there all the time.'],
    ['08-close-the-connections', 'buggy', 'netstat lists no ESTABLISHED row after the stop.'],
    ['08-close-the-connections', 'fixed', 'The fault is still there.'],
    ['08-close-the-connections', 'buggy', 'The fault is cured.'],
    ['01-the-swap', 'fixed', 'App 1 went on answering your browser.'],
    ['02-not-modified', 'fixed', 'The 304 was signed by App 1.'],
    ['05-it-heals', 'buggy', 'Five reloads were enough to heal it.'],
    ['05-it-heals', 'buggy', 'After three seconds of silence it was healed.'],
    ['07-the-rows-i-filtered-out', 'buggy', 'netstat shows four established connections.'],
    ['07-the-rows-i-filtered-out', 'fixed', 'Two rows say ESTABLISHED.'],
    ['09-what-i-did-not-know', 'buggy', 'App 1 listens on the port.'],
    ['09-what-i-did-not-know', 'fixed', 'The browser got an error.'],
  ] as const)('%s, %s: %s', ([slug, name, sentence]) => {
    expect(clashes(sentence, factsOf(recordedOf(slug, name)))).not.toEqual([]);
  });

  // The sentences of the report that this test was written for: right of one program, said of the other.
  test('as an answer to what was asked: “None”, after two ESTABLISHED rows', () => {
    const asked = { question: 'How many ESTABLISHED rows will netstat list?', option: 'None.' };
    const told = (name: string) =>
      clashes(
        'None. Nobody answers on them.',
        factsOf(recordedOf('08-close-the-connections', name)),
        asked,
      );
    expect(told('buggy')).not.toEqual([]);
    expect(told('fixed')).toEqual([]);
  });

  test('as an assent: “So it did” claims what the option said', () => {
    const asked = { question: 'What does the browser show?', option: 'The page of App 2.' };
    const told = (name: string) =>
      clashes('So it did.', factsOf(recordedOf('01-the-swap', name)), asked);
    expect(told('buggy')).not.toEqual([]);
    expect(told('fixed')).toEqual([]);
  });
});

describe('and what is so is none', () => {
  test.for([
    ['01-the-swap', 'buggy', 'App 1’s page is what the browser showed.'],
    ['01-the-swap', 'fixed', 'What your browser got was App 2’s page.'],
    ['01-the-swap', 'buggy', 'The browser did not get App 2’s page, but Hello, world! came.'],
    ['02-not-modified', 'buggy', 'The 304 carries App 1’s ETag.'],
    ['05-it-heals', 'buggy', 'Silence healed it, where six reloads did not heal it.'],
    ['05-it-heals', 'firefox', 'The browser hung up first.'],
    ['06-a-guess', 'buggy', 'The new tab asked on an old connection.'],
    ['07-the-rows-i-filtered-out', 'buggy', 'There are two ESTABLISHED rows and one LISTEN row.'],
    ['08-close-the-connections', 'fixed', 'No ESTABLISHED row is left.'],
    ['09-what-i-did-not-know', 'buggy', 'App 2 listens, and App 1 does not listen.'],
  ] as const)('%s, %s: %s', ([slug, name, sentence]) => {
    expect(claimsIn(sentence)).not.toEqual([]);
    expect(clashes(sentence, factsOf(recordedOf(slug, name)))).toEqual([]);
  });

  test.for([
    'If the guess is right, the browser would get App 1’s page.',
    'With the other program the browser got App 1’s page.',
    'In lesson 4 curl got App 2’s page.',
    'Does the browser show App 1’s page?',
  ])('nor is what is no claim about this run: %s', (sentence) => {
    expect(claimsIn(sentence)).toEqual([]);
  });
});

function recordedOf(slug: string, name: string): LabEvent[] {
  const events = readRecording(slug, name);
  if (!events) throw new Error(`no recording ${name} of ${slug}`);
  return events;
}

// Beside the feedback: what a page says over a recording, and what the notebook says was seen.
describe('captions and evidence', () => {
  test.for(written)('$slug: no caption says of its recording what that does not', ({ slug }) => {
    const mdx = readFileSync(new URL(`../../lessons/${slug}.mdx`, import.meta.url), 'utf8');
    const wrong = [...mdx.matchAll(/<(?:Recording|Timeline)\s[^>]*?\/>/g)].flatMap(([element]) => {
      const of = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(element)?.[1];
      const events = recordedOf(of('lesson') ?? slug, of('variant') ?? 'buggy');
      const scenes = [
        ...(/scenes=\{\[(.*?)\]\}/.exec(element)?.[1] ?? '').matchAll(/'([\w-]+)'/g),
      ].map(([, id]) => id);
      const last = events.findLastIndex(
        (event) => event.kind === 'scene' && scenes.includes(event.id),
      );
      const after = events.findIndex(
        ({ kind }, index) => kind === 'scene' && last >= 0 && index > last,
      );
      const shown = after < 0 ? events : events.slice(0, after);
      return clashes(
        of('caption') ?? '',
        factsOf(
          shown,
          shown.map((event) => (event.kind === 'command' ? event.output : '')).join('\n'),
        ),
      );
    });
    expect(wrong).toEqual([]);
  });

  test.for(written)('$slug: the notebook says nothing that its run does not', async ({ slug }) => {
    const { words } = await loadLesson(slug);
    const run = factsOf(recordedOf(slug, playsOf(slug)), printedBy(slug));
    expect(words.notebook.flatMap(({ evidence }) => clashes(evidence, run))).toEqual([]);
  });
});
