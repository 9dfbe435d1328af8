import { type LiveUpstream, type UpstreamOperation } from '../stream/upstream.js';
import { type Rpc, type RpcAnswer, type RpcParams } from './rpc.js';
import { toUpstreamError } from './to-stream-error.js';

/** The publisher is the only side of a stream that can be forbidden or resumed (documentation). */
const PUBLISHER = 'publisher';

/** ApsaraVideo Live behind the domain's port, over either way to speak to it. */
export function createLiveUpstream(rpc: Rpc): LiveUpstream {
  const call = async (
    operation: UpstreamOperation,
    params: RpcParams,
    signal: AbortSignal,
  ): Promise<RpcAnswer> => {
    try {
      return await rpc.call(operation, params, signal);
    } catch (thrown) {
      throw toUpstreamError(thrown, operation);
    }
  };
  return {
    async resume(address, { signal }) {
      const params = {
        DomainName: address.domainName,
        AppName: address.appName,
        StreamName: address.streamName,
        LiveStreamType: PUBLISHER,
      };
      const { requestId } = await call('ResumeLiveStream', params, signal);
      return { requestId };
    },
  };
}
