import { isDeepStrictEqual } from 'node:util';
import { OPERATIONS } from '../../stream/operations.js';
import { type ClientName } from '../client-name.js';
import { type GeneratedPackage, loadGeneratedPackage } from '../sdk/generated-client.js';
import { type Made, type RecordedExchange } from './recorded-exchange.js';
import { createCoreReplay, createSdkReplay, type ReplayClient, type Replayed } from './replay-client.js';

/** What one client made of one exchange. */
export interface ReplayResult {
  readonly client: ClientName;
  readonly made: Made;
  /** The differences from the recording. */
  readonly differences: readonly ReplayDifference[];
}

/** `made`: the answer now has another meaning. `request`: the client would send another request. */
export type ReplayDifference = 'made' | 'request';

/**
 * Both clients, or only `core` if the generated client is not installed.
 * @throws Error in one line if the generated client lacks a required class or method
 */
export async function openReplayClients(
  loadSdk: () => Promise<GeneratedPackage | undefined> = loadGeneratedPackage,
): Promise<ReplayClient[]> {
  const sdk = await loadSdk();
  return sdk === undefined ? [createCoreReplay()] : [createCoreReplay(), createSdkReplay(sdk)];
}

/** Passes one recorded answer to each client. */
export async function replayExchange(
  exchange: RecordedExchange,
  clients: readonly ReplayClient[],
): Promise<ReplayResult[]> {
  const results: ReplayResult[] = [];
  for (const client of clients) {
    const replayed = await client.replay(exchange);
    const differences = toDifferences(exchange, replayed);
    results.push({ client: client.name, made: replayed.made, differences });
  }
  return results;
}

function toDifferences(exchange: RecordedExchange, { made, request }: Replayed): ReplayDifference[] {
  const differences: ReplayDifference[] = [];
  if (!isDeepStrictEqual(made, exchange.made)) differences.push('made');
  if (!isRequestOf(exchange, request)) differences.push('request');
  return differences;
}

/**
 * Whether a client would send the recorded request. The command `record` also sends other methods than that of the
 * operation. No client does, so in this case the method is not compared.
 */
function isRequestOf(
  { operation, method, parameters }: RecordedExchange,
  request: Replayed['request'],
): boolean {
  const isProbe = method !== OPERATIONS[operation].method;
  return (
    request?.action === operation &&
    (isProbe || request.method === method) &&
    isDeepStrictEqual({ ...request.query }, parameters)
  );
}
