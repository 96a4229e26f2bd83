import { expect, test } from 'vitest';
import { deployFeed } from '../helpers/deploys.ts';

test('lesson 14’s feed: 200 deploys, 20 clients, no event lost, none twice', {
  timeout: 1_200_000,
}, async () => {
  const { written, ...seen } = await deployFeed(200, 20);
  console.log(`${written} events, of each client: ${JSON.stringify(seen)}`);
  expect(seen).toEqual({ lost: 0, twice: 0, inOrder: true });
});
