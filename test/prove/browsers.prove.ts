import { expect, test } from 'vitest';
import { listLessons, loadLesson } from '../../code/course/lessons.ts';
import { readRecordingFor } from '../../code/course/recordings.ts';
import { findBrowser } from '../../code/lab/clients/find-browser.ts';
import { drift } from '../../code/run/drift.ts';
import { playLesson } from '../helpers/lesson.ts';
import { needs } from '../helpers/needs.ts';
import { wordFaults } from '../helpers/word-faults.ts';

const written = listLessons().filter(({ page }) => page);

const runs = written.flatMap(({ slug }) =>
  (['chromium', 'firefox'] as const).flatMap((browser) =>
    (['buggy', 'fixed'] as const).map((program) => ({ slug, program, browser })),
  ),
);

test.for(runs)(
  '$slug told by $browser with the $program program, three times: always as recorded',
  async ({ slug, ...cast }, ctx) => {
    const { words } = await loadLesson(slug);
    needs(ctx, cast.browser, findBrowser(cast.browser));
    for (let run = 1; run <= 3; run++) {
      const events = await playLesson(slug, cast.program, cast.browser);
      expect({ run, drift: drift(readRecordingFor(slug, cast) ?? [], events) }).toEqual({
        run,
        drift: undefined,
      });
      expect(wordFaults(slug, words, events)).toEqual([]);
    }
  },
);
