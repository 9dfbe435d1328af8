import { toRequestId } from '../answer.js';
import { type CredentialSource } from '../credentials.js';
import { UpstreamFault } from '../fault.js';
import { OPERATIONS, type OperationRow } from '../operations.js';
import { type Rpc, type RpcAnswer, type RpcParams } from '../rpc.js';
import {
  type GeneratedMethod,
  type GeneratedModule,
  type GeneratedRequestClass,
  type GeneratedResponse,
  type GeneratedRuntime,
  memberOf,
  toClientClass,
} from './generated-client.js';
import { toSdkFault } from './sdk-fault.js';

export interface SdkRpcOptions {
  readonly module: GeneratedModule;
  /** `host[:port]` of ApsaraVideo Live. */
  readonly endpoint: string;
  readonly protocol: 'http' | 'https';
  readonly credentials: CredentialSource;
  /** Deadline of one attempt in milliseconds. */
  readonly timeoutMs: number;
}

/**
 * Speaks to ApsaraVideo Live with the generated client. Its own timers fail on reused connections and it can
 * neither abort nor limit a body, so the deadline here is an outer one: a call given up goes on unseen, and its
 * outcome is UNKNOWN.
 *
 * @throws Error where the module lacks a method or class that is used
 */
export function createSdkRpc(options: SdkRpcOptions): Rpc {
  const { module, timeoutMs } = options;
  // Only equal timeouts are honoured: the connect timeout stays armed after connecting.
  const timeouts = { connectTimeout: timeoutMs, readTimeout: timeoutMs };
  const client = new (toClientClass(module))({
    credential: options.credentials.credential,
    endpoint: options.endpoint,
    protocol: options.protocol,
    ...timeouts,
  });
  const runtime = { autoretry: false, maxAttempts: 1, ...timeouts } as const;
  const toRuntime = (traceparent: string | undefined): GeneratedRuntime =>
    traceparent === undefined ? runtime : { ...runtime, extendsParameters: { headers: { traceparent } } };
  for (const row of Object.values(OPERATIONS)) bind(module, client, row);
  return {
    async call(operation, params, { signal, trail }) {
      const { request, method } = bind(module, client, OPERATIONS[operation]);
      try {
        const sent = method.call(client, new request(toFields(params)), toRuntime(trail?.traceparent));
        return toAnswer(await settledInTime(sent, timeoutMs, signal));
      } catch (thrown) {
        throw toSdkFault(thrown);
      }
    },
    close: () => Promise.resolve(),
  };
}

function bind(
  module: GeneratedModule,
  client: object,
  row: OperationRow,
): { request: GeneratedRequestClass; method: GeneratedMethod } {
  return {
    request: memberOf(module, row.sdkRequest) as GeneratedRequestClass,
    method: memberOf(client, `${row.sdkMethod}WithOptions`) as GeneratedMethod,
  };
}

/** The SDK's models take `domainName` and write `DomainName`. */
function toFields(params: RpcParams): Record<string, string> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name.charAt(0).toLowerCase() + name.slice(1), value]),
  );
}

function toAnswer({ statusCode = 0, body }: GeneratedResponse): RpcAnswer {
  if (statusCode >= 300 && statusCode < 400) throw new UpstreamFault('redirect');
  if (statusCode !== 200) throw new UpstreamFault('unreadable');
  const map = body?.toMap() ?? {};
  const requestId = toRequestId(map['RequestId']);
  if (requestId === undefined) throw new UpstreamFault('noRequestId');
  return { requestId, body: map };
}

async function settledInTime<T>(sent: Promise<T>, timeoutMs: number, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(new UpstreamFault('timeout'));
  }, timeoutMs);
  const onAbort = (): void => {
    reject(new UpstreamFault('aborted'));
  };
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  try {
    return await Promise.race([sent, promise]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}
