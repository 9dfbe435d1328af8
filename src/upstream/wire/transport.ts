import { type CredentialReason } from '../../stream/reasons.js';
import { waitWithin } from '../../stream/wait-within.js';
import Pool from 'undici/lib/dispatcher/pool.js';
import { type AccessKeys, type CredentialSource } from '../credentials.js';
import { isPassing, toCredentialReason } from '../credential-reason.js';
import { UpstreamFault } from '../fault.js';
import { type ExchangeObserver } from '../recording/exchange-observer.js';
import { observeExchange } from '../recording/observe-exchange.js';
import { type RpcAnswer, type RpcContext } from '../rpc.js';
import { parseAnswer } from './answer.js';
import { exchange } from './exchange.js';
import { type RpcRequest, signRequest } from './sign.js';

export interface TransportOptions {
  /** `host[:port]` of ApsaraVideo Live. */
  readonly endpoint: string;
  readonly protocol: 'http' | 'https';
  readonly credentials: CredentialSource;
  /** Deadline of one attempt, from sending to the last byte of the body, in milliseconds. */
  readonly timeoutMs: number;
  /** Receives every exchange of either client. By default, exchanges are not recorded. */
  readonly onExchange?: ExchangeObserver | undefined;
}

/** Sends signed calls with a deadline, a size limit and an abort signal. Both clients send through it. */
export interface Transport {
  /**
   * Sends one request and reads its answer. Rejects with an UpstreamFault.
   * @param maxBodyBytes the maximum size of the answer
   */
  send(request: RpcRequest, context: RpcContext, maxBodyBytes: number): Promise<RpcAnswer>;
  close(): Promise<void>;
}

/** More connections would bring nothing, because the upstream allows only 30 calls per second. */
const MAX_CONNECTIONS = 64;
/**
 * The upstream closes idle connections after about 10 s. The gateway closes them earlier, because a call on a closed
 * connection fails with a reset.
 */
const IDLE_MS = 5_000;

export function createTransport(options: TransportOptions): Transport {
  const { endpoint, protocol, credentials, timeoutMs, onExchange } = options;
  const pool = new Pool(`${protocol}://${endpoint}`, {
    connections: MAX_CONNECTIONS,
    pipelining: 1,
    allowH2: false,
    keepAliveTimeout: IDLE_MS,
    keepAliveMaxTimeout: IDLE_MS,
    connectTimeout: timeoutMs,
    // One deadline applies to the whole attempt. The two timeouts of the pool would restart with every byte.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  return {
    async send(request, { signal, trace }, maxBodyBytes) {
      const start = performance.now();
      const keys = credentials.fixedKeys() ?? (await keysInTime(credentials, timeoutMs, signal));
      const signed = signRequest(request, keys, endpoint);
      // This header is not signed, so a proxy can change it: the signature covers only the host and the x-acs-*
      // headers.
      if (trace?.traceparent !== undefined) signed.headers['traceparent'] = trace.traceparent;
      const answer = exchange(pool, signed, {
        timeoutMs: Math.max(1, timeoutMs - (performance.now() - start)),
        maxBodyBytes,
        signal,
      });
      if (onExchange !== undefined) observeExchange(request, answer, onExchange);
      const { status, retryAfter, text } = await answer;
      return parseAnswer(status, retryAfter, text);
    },
    close: () => pool.destroy(),
  };
}

/**
 * Fetches temporary keys over the network. This time counts towards the deadline of the attempt.
 * @throws UpstreamFault if the source fails or is late, or if the call is aborted: nothing was sent
 */
async function keysInTime(
  source: CredentialSource,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<AccessKeys> {
  try {
    return await waitWithin(
      { timeoutMs, signal },
      () => source.keys(),
      () => toCredentialFault('timeout'),
    );
  } catch (thrown) {
    throw thrown instanceof UpstreamFault ? thrown : toCredentialFault(toCredentialReason(thrown));
  }
}

function toCredentialFault(reason: CredentialReason): UpstreamFault {
  return new UpstreamFault(isPassing(reason) ? 'credentialsAway' : 'noCredentials', reason);
}
