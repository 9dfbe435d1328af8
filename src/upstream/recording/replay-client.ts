import { type UpstreamOperation } from '../../stream/operations.js';
import { toStreamError } from '../../stream/errors.js';
import { type LiveUpstream } from '../../stream/upstream.js';
import { createCoreRpc } from '../core-rpc.js';
import { type ClientName } from '../client-name.js';
import { createLiveUpstream } from '../operations.js';
import { type RpcParams } from '../rpc.js';
import { type GeneratedPackage } from '../sdk/generated-client.js';
import { createSdkRpc } from '../sdk/sdk-rpc.js';
import { type RpcRequest } from '../wire/sign.js';
import { parseRequest } from './parse-request.js';
import { type Made, type RecordedExchange } from './recorded-exchange.js';
import { ReplayTransport } from './replay-transport.js';
import { type JsonObject } from './sanitize.js';

/** What a client made of a recorded answer, and what it would send. */
export interface Replayed {
  readonly made: Made;
  /** Undefined if the client sends nothing. */
  readonly request: RpcRequest | undefined;
}

/** One of the two clients, with recorded answers instead of a connection. */
export interface ReplayClient {
  readonly name: ClientName;
  /**
   * Replays one exchange. Do not call it again before it has settled.
   * @throws UnknownRequest if the gateway does not send such parameters
   */
  replay(exchange: Pick<RecordedExchange, 'operation' | 'parameters' | 'answer'>): Promise<Replayed>;
}

export function createCoreReplay(): ReplayClient {
  const transport = new ReplayTransport();
  return createReplay('core', transport, createLiveUpstream(createCoreRpc(transport)));
}

export function createSdkReplay({ module, version }: GeneratedPackage): ReplayClient {
  const transport = new ReplayTransport();
  const rpc = createSdkRpc({ module, endpoint: 'replay.invalid', protocol: 'https', transport });
  return createReplay(`sdk@${version}`, transport, createLiveUpstream(rpc));
}

function createReplay(name: ClientName, transport: ReplayTransport, live: LiveUpstream): ReplayClient {
  return {
    name,
    async replay({ operation, parameters, answer }) {
      transport.load(answer);
      const made = await call(live, operation, parameters);
      return { made, request: transport.request };
    },
  };
}

async function call(live: LiveUpstream, operation: UpstreamOperation, params: RpcParams): Promise<Made> {
  const request = parseRequest(operation, params);
  const context = { correlationId: 'replay', signal: NEVER, lane: 'interactive' } as const;
  try {
    return toPlain({ result: await live.call(operation, request, context) });
  } catch (thrown) {
    const { code, outcome, upstreamCode, requestId, retryAfterMs } = toStreamError(thrown);
    return toPlain({ error: { code, outcome, upstreamCode, requestId, retryAfterMs } as JsonObject });
  }
}

const NEVER = new AbortController().signal;

/** The same value as when it is read from a file: without `undefined`, with times as text and secrets as `[secret]`. */
function toPlain(made: Made): Made {
  return JSON.parse(JSON.stringify('result' in made ? { result: made.result ?? null } : made)) as Made;
}
