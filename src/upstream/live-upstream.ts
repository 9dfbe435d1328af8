import { type LiveUpstream } from '../stream/upstream.js';
import { ADAPTERS } from './operations.js';
import { type Rpc } from './rpc.js';
import { toUpstreamError } from './to-stream-error.js';

/** ApsaraVideo Live behind the domain's port, over either client. */
export function createLiveUpstream(rpc: Rpc): LiveUpstream {
  return {
    async call(operation, request, context) {
      const adapter = ADAPTERS[operation];
      try {
        const answer = await rpc.call(operation, adapter.toParams(request), context);
        return adapter.readAnswer(answer, request);
      } catch (thrown) {
        throw toUpstreamError(thrown, operation);
      }
    },
  };
}
