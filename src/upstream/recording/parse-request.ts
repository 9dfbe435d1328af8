import { SecretText } from '../../stream/notify-messages.js';
import { type UpstreamOperation, type UpstreamRequest } from '../../stream/operations.js';
import { type StreamAddress } from '../../stream/address.js';
import { type RpcParams } from '../rpc.js';

/** The parameters are not those of a request that the gateway sends. */
export class UnknownRequest extends Error {
  override readonly name = 'UnknownRequest';
}

type Parse<O extends UpstreamOperation> = (params: RpcParams) => UpstreamRequest<O>;

/** The inverse of `toParams` of each operation. */
const REQUESTS: { readonly [O in UpstreamOperation]: Parse<O> } = {
  ResumeLiveStream: parseAddress,
  ForbidLiveStream: (params) => ({
    address: parseAddress(params),
    order:
      params['Oneshot'] === 'yes'
        ? { mode: 'CUT' }
        : { mode: 'UNTIL', until: parseTime(params, 'ResumeTime') },
  }),
  DescribeLiveStreamsBlockList: (params) => ({
    streamingDomain: parseText(params, 'DomainName'),
    ...parsePage(params, 'PageNum'),
  }),
  DescribeLiveStreamsOnlineList: (params) => {
    const all = { streamingDomain: parseText(params, 'DomainName'), ...parsePage(params, 'PageNum') };
    if (params['AppName'] === undefined && params['StreamName'] === undefined) return all;
    const stream = { appName: parseText(params, 'AppName'), streamName: parseText(params, 'StreamName') };
    return { ...all, stream };
  },
  DescribeLiveDomainMapping: parseDomain,
  DescribeLiveUserDomains: (params) => ({
    kind: params['LiveDomainType'] === 'liveEdge' ? 'ingest' : 'streaming',
    ...(params['DomainName'] !== undefined && { search: params['DomainName'] }),
    ...parsePage(params, 'PageNumber'),
  }),
  DescribeLiveStreamsNotifyUrlConfig: parseDomain,
  SetLiveStreamsNotifyUrlConfig: (params) => ({
    ...parseDomain(params),
    settings: {
      notifyUrl: toSecret(params['NotifyUrl']),
      exceptionNotifyUrl: toSecret(params['ExceptionNotifyUrl']),
      authKey: toSecret(params['NotifyAuthKey']),
    },
  }),
  DeleteLiveStreamsNotifyUrlConfig: parseDomain,
  DescribeLiveStreamsNotifyRecords: (params) => ({
    ...parseDomain(params),
    since: parseTime(params, 'StartTime'),
    before: parseTime(params, 'EndTime'),
    ...((params['Status'] === 'success' || params['Status'] === 'failed') && { result: params['Status'] }),
    ...parsePage(params, 'PageNumber'),
  }),
};

/**
 * The request that these parameters express.
 * @throws UnknownRequest if the gateway does not send such parameters
 */
export function parseRequest<O extends UpstreamOperation>(
  operation: O,
  params: RpcParams,
): UpstreamRequest<O> {
  return REQUESTS[operation](params);
}

function parseText(params: RpcParams, name: string): string {
  const value = params[name];
  if (value === undefined) throw new UnknownRequest(name);
  return value;
}

function parseTime(params: RpcParams, name: string): Date {
  const time = new Date(parseText(params, name));
  if (Number.isNaN(time.getTime())) throw new UnknownRequest(name);
  return time;
}

function parsePage(params: RpcParams, name: string): { pageNum: number; pageSize: number } {
  const [pageNum, pageSize] = [Number(params[name]), Number(params['PageSize'])];
  if (!Number.isSafeInteger(pageNum) || !Number.isSafeInteger(pageSize)) throw new UnknownRequest(name);
  return { pageNum, pageSize };
}

function parseDomain(params: RpcParams): { domainName: string } {
  return { domainName: parseText(params, 'DomainName') };
}

function parseAddress(params: RpcParams): StreamAddress {
  return {
    domainName: parseText(params, 'DomainName'),
    appName: parseText(params, 'AppName'),
    streamName: parseText(params, 'StreamName'),
  };
}

function toSecret(value: string | undefined): SecretText | undefined {
  return value === undefined ? undefined : new SecretText(value);
}
