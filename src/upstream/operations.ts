import { type StreamAddress } from '../stream/address.js';
import { StreamError } from '../stream/errors.js';
import { type UpstreamOperation, type UpstreamRequest, type UpstreamResponse } from '../stream/operations.js';
import { type PageRequest, type Receipt } from '../stream/upstream-messages.js';
import {
  readDomainGroup,
  readForbidden,
  readNotifyRecords,
  readNotifySettings,
  readOnline,
  readUserDomains,
} from './read-lists.js';
import { type RpcAnswer, type RpcParams, type Rpc } from './rpc.js';
import { type LiveUpstream } from '../stream/upstream.js';
import { toUpstreamError } from './to-stream-error.js';

/** Converts the request of one operation to documented parameters, and reads its answer. */
export interface OperationAdapter<O extends UpstreamOperation> {
  /** @throws StreamError BAD_USER_INPUT for a value that the wire format cannot express */
  readonly toParams: (request: UpstreamRequest<O>) => RpcParams;
  /** @throws UpstreamFault for an answer that is not reliable */
  readonly readAnswer: (answer: RpcAnswer, request: UpstreamRequest<O>) => UpstreamResponse<O>;
}

/** Only the publisher of a stream can be forbidden or resumed (documentation). */
const PUBLISHER = 'publisher';

export const ADAPTERS: { readonly [O in UpstreamOperation]: OperationAdapter<O> } = {
  ResumeLiveStream: { toParams: toStream, readAnswer: toReceipt },
  ForbidLiveStream: {
    toParams: ({ address, order }) =>
      order.mode === 'CUT'
        ? { ...toStream(address), Oneshot: 'yes' }
        : { ...toStream(address), Oneshot: 'no', ResumeTime: toSecondsUtc(order.until, 'input.until') },
    readAnswer: toReceipt,
  },
  DescribeLiveStreamsBlockList: {
    toParams: (query) => ({ DomainName: query.streamingDomain, ...toPage(query) }),
    readAnswer: ({ body }, query) => readForbidden(body, query),
  },
  DescribeLiveStreamsOnlineList: {
    toParams: ({ streamingDomain, stream, ...page }) => ({
      DomainName: streamingDomain,
      QueryType: 'strict',
      StreamType: 'raw',
      ...(stream !== undefined && { AppName: stream.appName, StreamName: stream.streamName }),
      ...toPage(page),
    }),
    readAnswer: ({ body }, query) => readOnline(body, query),
  },
  DescribeLiveDomainMapping: {
    toParams: ({ domainName }) => ({ DomainName: domainName }),
    readAnswer: ({ body }) => readDomainGroup(body),
  },
  DescribeLiveUserDomains: {
    toParams: ({ kind, search, pageNum, pageSize }) => ({
      LiveDomainType: kind === 'ingest' ? 'liveEdge' : 'liveVideo',
      ...(search !== undefined && { DomainName: search, DomainSearchType: 'fuzzy_match' }),
      PageNumber: String(pageNum),
      PageSize: String(pageSize),
    }),
    readAnswer: ({ body }, query) => readUserDomains(body, query),
  },
  DescribeLiveStreamsNotifyUrlConfig: {
    toParams: ({ domainName }) => ({ DomainName: domainName }),
    readAnswer: ({ body }) => readNotifySettings(body),
  },
  SetLiveStreamsNotifyUrlConfig: {
    toParams: ({ domainName, settings: { notifyUrl, exceptionNotifyUrl, authKey } }) => ({
      DomainName: domainName,
      ...(notifyUrl !== undefined && { NotifyUrl: notifyUrl.reveal() }),
      ...(exceptionNotifyUrl !== undefined && { ExceptionNotifyUrl: exceptionNotifyUrl.reveal() }),
      NotifyReqAuth: authKey === undefined ? 'no' : 'yes',
      ...(authKey !== undefined && { NotifyAuthKey: authKey.reveal() }),
    }),
    readAnswer: toReceipt,
  },
  DeleteLiveStreamsNotifyUrlConfig: {
    toParams: ({ domainName }) => ({ DomainName: domainName }),
    readAnswer: toReceipt,
  },
  DescribeLiveStreamsNotifyRecords: {
    toParams: ({ domainName, since, before, result, pageNum, pageSize }) => ({
      DomainName: domainName,
      StartTime: toSecondsUtc(since, 'since'),
      EndTime: toSecondsUtc(before, 'before'),
      ...(result !== undefined && { Status: result }),
      PageNumber: String(pageNum),
      PageSize: String(pageSize),
    }),
    readAnswer: ({ body }, query) => readNotifyRecords(body, query),
  },
};

function toReceipt({ requestId }: RpcAnswer): Receipt {
  return { requestId };
}

function toStream({ domainName, appName, streamName }: StreamAddress): RpcParams {
  return { DomainName: domainName, AppName: appName, StreamName: streamName, LiveStreamType: PUBLISHER };
}

function toPage({ pageNum, pageSize }: PageRequest): RpcParams {
  return { PageNum: String(pageNum), PageSize: String(pageSize) };
}

/**
 * `yyyy-MM-ddTHH:mm:ssZ`, because the upstream accepts no milliseconds.
 * @param path the path of the time in the request
 * @throws StreamError BAD_USER_INPUT for a time without this form
 */
function toSecondsUtc(time: Date, path: string): string {
  const text = Number.isNaN(time.getTime()) ? '' : time.toISOString();
  if (/^\d{4}-/.test(text)) return `${text.slice(0, 19)}Z`;
  const violations = [{ path, rule: 'time', message: 'must be a time before the year 10000' }];
  throw new StreamError('BAD_USER_INPUT', { outcome: 'NOT_SENT', violations });
}

/** The port `LiveUpstream`, implemented with either client. */
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
