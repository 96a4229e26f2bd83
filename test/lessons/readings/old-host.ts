import { node, type Readings, shell } from '../readings.ts';
import { answers, asked, client } from './scenes.ts';

function samePorts(output: string): 'same' | 'new' | 'none' {
  const [before = '', after = ''] = output.split('twice');
  const local = (text: string) => /:(\d+) +\S+:\d+/.exec(text)?.[1];
  if (local(before) === undefined) return 'none';
  return local(before) === local(after) ? 'same' : 'new';
}

export const cases: Readings = {
  'same-port': {
    print: async () => {
      const { app } = await asked(answers);
      const command = `ss -Htn 'dport = :${app.port}'`;
      return `${await shell(command)}twice\n${await shell(command)}`;
    },
    sees: (output) => samePorts(output) === 'same',
  },
  'new-ports': {
    print: async () => {
      const app = await node(answers);
      const ask = async () => {
        await node(client, app.port, 'GET');
        return (await shell(`ss -Htn 'dport = :${app.port}'`)).trim().split('\n').at(-1);
      };
      const [first, second] = [await ask(), await ask()];
      const newest =
        first === second ? (await shell(`ss -Htn 'dport = :${app.port}'`)).split('\n')[0] : second;
      return `${first}\ntwice\n${newest}`;
    },
    sees: (output) => samePorts(output) === 'new',
  },
  'old-name': { skipped: 'would ask a name server' },
  'no-row': {
    print: async () => `${await shell("ss -Htn 'dport = :1'")}twice\n`,
    sees: (output) => samePorts(output) === 'none',
  },
};
