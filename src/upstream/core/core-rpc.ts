import Pool from 'undici/lib/dispatcher/pool.js';
import { parseAnswer } from '../answer.js';
import { type AccessKeys, type CredentialSource } from '../credentials.js';
import { UpstreamFault } from '../fault.js';
import { OPERATIONS } from '../operations.js';
import { type Rpc } from '../rpc.js';
import { exchange } from './exchange.js';
import { createSigner } from './signer.js';

export interface CoreRpcOptions {
  /** `host[:port]` of ApsaraVideo Live. */
  readonly endpoint: string;
  readonly protocol: 'http' | 'https';
  readonly credentials: CredentialSource;
  /** Deadline of one attempt, from sending to the last byte of the body, in milliseconds. */
  readonly timeoutMs: number;
}

/** More would only queue at the upstream's own limit of 30 calls a second. */
const MAX_CONNECTIONS = 64;
/** The upstream drops idle connections after about 10 s; ours must be gone before, or a call meets a reset. */
const IDLE_MS = 5_000;

/** Speaks to ApsaraVideo Live with the SDK's own signer over connections that can be timed, limited and aborted. */
export function createCoreRpc(options: CoreRpcOptions): Rpc {
  const pool = new Pool(`${options.protocol}://${options.endpoint}`, {
    connections: MAX_CONNECTIONS,
    pipelining: 1,
    allowH2: false,
    keepAliveTimeout: IDLE_MS,
    keepAliveMaxTimeout: IDLE_MS,
    connectTimeout: options.timeoutMs,
    // One deadline holds for the whole attempt; the pool's own two start anew with every byte.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const sign = createSigner();
  return {
    async call(operation, params, { signal, trail }) {
      const start = performance.now();
      const { credentials, timeoutMs } = options;
      const keys = credentials.fixedKeys() ?? (await keysInTime(credentials, timeoutMs));
      const request = sign(operation, params, keys, options.endpoint);
      // Not signed: the signature covers the host and x-acs-* alone, so that a proxy may change it.
      if (trail?.traceparent !== undefined) request.headers['traceparent'] = trail.traceparent;
      const { status, retryAfter, text } = await exchange(pool, request, {
        timeoutMs: Math.max(1, timeoutMs - (performance.now() - start)),
        maxBodyBytes: OPERATIONS[operation].maxBodyBytes,
        signal,
      });
      return parseAnswer(status, retryAfter, text);
    },
    close: () => pool.destroy(),
  };
}

/** Temporary keys are fetched over the network, and that counts against the attempt too. */
async function keysInTime(source: CredentialSource, timeoutMs: number): Promise<AccessKeys> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(reject, timeoutMs);
  });
  try {
    return await Promise.race([source.keys(), late]);
  } catch {
    throw new UpstreamFault('noCredentials');
  } finally {
    clearTimeout(timer);
  }
}
