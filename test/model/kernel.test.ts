import { describe, expect, test } from 'vitest';
import { decode } from '../../code/model/actions.ts';
import { Compared } from './compare.ts';
import { Lane } from './lane.ts';
import { prove } from './prove.ts';

// Of other Nodes, and for longer: npm run prove model.
describe.runIf(process.platform === 'linux')(
  'The model, beside a real Node and this kernel',
  () => {
    test('says the same after each of 300 random actions', async () => {
      const { done, difference } = await prove({
        ...{
          node: '26',
          program: process.execPath,
          actions: 300,
          seed: 15,
          lanes: 10,
          port: 20_000,
        },
      });
      expect(difference).toBeUndefined();
      expect(done).toBeGreaterThanOrEqual(300);
    }, 120_000);

    test('a model that is wrong is told so, with the letters of the run so far', async () => {
      await using lane = await Lane.open(process.execPath, [32_100, 32_101, 32_102].values());
      const { setting, actions } = decode('26c-va');
      const claims = (row: string) => row.replace('CLOSE_WAIT', 'ESTABLISHED');
      const wrong = new Compared(setting, { claims, patience: 300 });
      await lane.begin(setting);
      const run = async () => {
        for (const action of actions) await wrong.act(lane, action);
      };
      await expect(run()).rejects.toThrow(
        `#sim=26c-va
  rows, the model: 0 client ESTABLISHED, 0 server FIN_WAIT2, LISTEN
  rows, for real: 0 client CLOSE_WAIT, 0 server FIN_WAIT2, LISTEN`,
      );
    }, 60_000);
  },
);
