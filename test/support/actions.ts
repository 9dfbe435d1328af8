import { type StreamAddress } from '../../src/stream/address.js';
import { type ActionPage, type LedgerReader } from '../../src/stream/ledger.js';

export interface PageOfActions {
  readonly first: number;
  readonly after?: string | undefined;
}

/** Returns one page of the actions of one stream. */
export async function listActionsOf(
  ledger: LedgerReader,
  address: StreamAddress,
  page: PageOfActions,
): Promise<ActionPage> {
  const [actions] = await ledger.listActions([{ address, ...page }]);
  if (actions === undefined) throw new Error('the ledger has answered nothing');
  return actions;
}

/** Returns the number of actions of one stream, up to 10,000. */
export async function countActionsOf(ledger: LedgerReader, address: StreamAddress): Promise<number> {
  const [total] = await ledger.countActions([address], 10_000);
  if (total === undefined) throw new Error('the ledger has answered nothing');
  return total;
}
