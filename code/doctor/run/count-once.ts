import { answered } from '../probes/steps.ts';
import { firstAnswer } from '../target/ready.ts';
import { numberIn } from '../wire/answers.ts';
import { type Address, openConnection } from '../wire/connection.ts';
import { post } from '../wire/request.ts';

/** How long the count may take to answer, in ms. */
const patience = 2_000;

/**
 * The server's own count before the signal, after one request of ours: so a number that is kept in
 * the process and begins anew with it goes down, and is found out.
 */
export async function countOnce(address: Address, path: string): Promise<number | null> {
  const connection = await openConnection(address).catch(() => undefined);
  if (!connection) return null;
  connection.ask(post(address, path));
  await answered(connection, 1, patience);
  connection.leave();
  return numberIn((await firstAnswer(address, path))?.text);
}
