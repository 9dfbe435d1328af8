import { type StreamAddress } from '../stream/address.js';
import { StreamError } from '../stream/errors.js';
import { type LiveUpstream, type PageRequest, type UpstreamOperation } from '../stream/upstream.js';
import { readDomainGroup, readForbidden, readOnline } from './read-lists.js';
import { type Rpc, type RpcAnswer, type RpcContext, type RpcParams } from './rpc.js';
import { toUpstreamError } from './to-stream-error.js';

/** The publisher is the only side of a stream that can be forbidden or resumed (documentation). */
const PUBLISHER = 'publisher';
const NO_SUCH_TIME = { path: 'input.until', rule: 'time', message: 'must be a time before the year 10000' };

/** ApsaraVideo Live behind the domain's port, over either way to speak to it. */
export function createLiveUpstream(rpc: Rpc): LiveUpstream {
  const call = async <T>(
    operation: UpstreamOperation,
    params: RpcParams,
    context: RpcContext,
    read: (answer: RpcAnswer) => T,
  ): Promise<T> => {
    try {
      return read(await rpc.call(operation, params, context));
    } catch (thrown) {
      throw toUpstreamError(thrown, operation);
    }
  };
  const toReceipt = ({ requestId }: RpcAnswer) => ({ requestId });
  return {
    resume: (address, context) => call('ResumeLiveStream', toStream(address), context, toReceipt),
    async forbid(address, order, context) {
      const until: RpcParams =
        order.mode === 'CUT' ? { Oneshot: 'yes' } : { Oneshot: 'no', ResumeTime: toSecondsUtc(order.until) };
      return call('ForbidLiveStream', { ...toStream(address), ...until }, context, toReceipt);
    },
    listForbidden(query, context) {
      const params = { DomainName: query.streamingDomain, ...toPage(query) };
      return call('DescribeLiveStreamsBlockList', params, context, ({ body }) => readForbidden(body, query));
    },
    listOnline({ streamingDomain, stream, ...page }, context) {
      const params = {
        DomainName: streamingDomain,
        QueryType: 'strict',
        StreamType: 'raw',
        ...(stream !== undefined && { AppName: stream.appName, StreamName: stream.streamName }),
        ...toPage(page),
      };
      return call('DescribeLiveStreamsOnlineList', params, context, ({ body }) => readOnline(body, page));
    },
    mapDomain: (domainName, context) =>
      call('DescribeLiveDomainMapping', { DomainName: domainName }, context, ({ body }) =>
        readDomainGroup(body),
      ),
  };
}

function toStream({ domainName, appName, streamName }: StreamAddress): RpcParams {
  return { DomainName: domainName, AppName: appName, StreamName: streamName, LiveStreamType: PUBLISHER };
}

function toPage({ pageNum, pageSize }: PageRequest): RpcParams {
  return { PageNum: String(pageNum), PageSize: String(pageSize) };
}

/**
 * `yyyy-MM-ddTHH:mm:ssZ`: the upstream takes no milliseconds.
 * @throws StreamError BAD_USER_INPUT for a time that has no such form
 */
function toSecondsUtc(time: Date): string {
  const text = Number.isNaN(time.getTime()) ? '' : time.toISOString();
  if (/^\d{4}-/.test(text)) return `${text.slice(0, 19)}Z`;
  throw new StreamError('BAD_USER_INPUT', { outcome: 'NOT_SENT', violations: [NO_SUCH_TIME] });
}
