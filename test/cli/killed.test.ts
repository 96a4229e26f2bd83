import { describe, expect, test } from 'vitest';
import { killedWith, nothingIsLeft, toItAlone } from '../helpers/killed-with.ts';
import { startCli } from '../helpers/run-cli.ts';

describe('a lesson that is killed leaves nothing', () => {
  test.for(['Lesson 1', 'App 1 answers', 'App 1 stops', 'Two clients ask'])(
    'SIGKILL in “%s”: not the stand-in either',
    async (scene) => {
      await using cli = await startCli(['lesson', '1', '--port', '0']);
      await cli.until(scene);
      toItAlone(cli, 'SIGKILL');
      await cli.ended;
      await nothingIsLeft(cli);
      expect(cli.stderr).toBe('');
    },
  );
});

// With Firefox, and by the other signals: `npm run prove killed`.
killedWith('chromium', 1);
