import { OPERATIONS } from '../../stream/operations.js';
import { type LiveUpstream } from '../../stream/upstream.js';
import { API_VERSION, createCoreRpc } from '../core-rpc.js';
import { createCredentialSource } from '../credentials.js';
import { type UpstreamOptions } from '../index.js';
import { createLiveUpstream } from '../operations.js';
import { createTransport } from '../wire/transport.js';

/** Direct access to ApsaraVideo Live without the guard, for calls that the command `record` makes. */
export interface Probe {
  readonly live: LiveUpstream;
  /** The same, but with POST for every operation, including those that are documented with GET only. */
  readonly livePost: LiveUpstream;
  close(): Promise<void>;
}

/** @throws Error if the options do not make a valid credential source */
export async function createProbe(options: UpstreamOptions): Promise<Probe> {
  const credentials = await createCredentialSource(options.credentials);
  const { endpoint, protocol, timeoutMs, onExchange } = options;
  const transport = createTransport({ endpoint, protocol, credentials, timeoutMs, onExchange });
  return {
    live: createLiveUpstream(createCoreRpc(transport)),
    livePost: createLiveUpstream({
      call: (action, query, context) =>
        transport.send(
          { method: 'POST', action, version: API_VERSION, query },
          context,
          OPERATIONS[action].maxBodyBytes,
        ),
    }),
    close: () => transport.close(),
  };
}
