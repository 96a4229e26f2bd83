import { fileURLToPath } from 'node:url';
import { expect, type TestContext } from 'vitest';
import { until } from '../../code/base/until.ts';
import { loadLesson } from '../../code/course/lessons.ts';
import { programStage } from '../../code/lab/programs/program-stage.ts';
import { hasSender, type SenderName, startSender } from '../../code/lab/senders/senders.ts';
import type { ProgramStage } from '../../code/lab/stage.ts';
import type { LessonCode, Story } from '../../code/lab/story.ts';
import type { Words } from '../../code/run/words.ts';
import { playStory } from './lesson.ts';
import { needs, type Program } from './needs.ts';

const file = fileURLToPath(new URL('../specimens/programs/app.ts', import.meta.url));
const lesson = await loadLesson('01-the-swap');

/** A story without a browser, of apps of test/specimens/programs/app.ts. */
export const telling = (story: Story<Words, ProgramStage>): LessonCode => ({
  ...lesson,
  story: story as LessonCode['story'],
  programs: { buggy: (lab) => programStage(file, lab) },
  browsers: false,
});

const program: Partial<Record<SenderName, Program>> = {
  curl: 'curl',
  urllib3: 'urllib3',
  requests: 'requests',
  Go: 'go',
  HttpURLConnection: 'java',
  HttpClient: 'java',
};

/** It keeps five connections, each after one answer, and sends five POSTs on them, one each. */
export async function keepsFive(name: SenderName, ctx: TestContext): Promise<void> {
  const needed = program[name];
  if (needed) needs(ctx, needed, await hasSender(name));
  let seen: string[] = [];
  await playStory(
    telling(async (lab, { start, enter }) => {
      const app = await start('Good day', 0);
      // All five are held until the last is there: so each has a connection of its own.
      const errand = { warm: '/slow', order: '/order/#', method: 'POST', count: 5 } as const;
      const starting = startSender(lab, name, errand);
      const all = () => lab.ledger.ran('GET', '/slow') === 5 || undefined;
      await until('five to wait', all, { ms: 60_000 });
      enter(app);
      const sender = await starting;
      const before = lab.ledger.connections.length;
      seen = await sender.go();
      expect([before, lab.ledger.connections.length]).toEqual([5, 5]);
      for (let n = 0; n < 5; n++) expect(lab.ledger.ran('POST', `/order/${n}`)).toBe(1);
    }),
  );
  expect(seen).toEqual(Array(5).fill('Good day'));
}
