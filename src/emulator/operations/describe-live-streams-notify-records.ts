import { parseSecondsUtc, toSecondsUtc } from '../clock.js';
import { LEAK_MARKS } from '../leak-marks.js';
import { toCallbackQuery } from '../world/callback-request.js';
import { type NotifyRecord } from '../world/notifications.js';
import { type Operation, type ResultFields } from './operation.js';
import { integer, invalid, oneOf, required } from './parameters.js';
import { type Parameters } from '../wire/query.js';

const DAY_MS = 86_400_000;
const KEPT_DAYS = 7;
const DEFAULT_PAGE_SIZE = 20;
const MAX_PAGE_SIZE = 500;

function time(parameters: Parameters, name: string): number {
  const text = required(parameters, name);
  const ms = parseSecondsUtc(text);
  if (ms === undefined) throw invalid(name, text);
  return ms;
}

/**
 * Returns the row of a record. The URL, the header, the content and the answer of the callback
 * contain markers, because a client must not pass them on.
 */
function toRow({ domainName, appName, streamName, type, result, atMs, time }: NotifyRecord): ResultFields {
  const content = { domainName, appName, streamName, action: type, time: time ?? Math.floor(atMs / 1_000) };
  return {
    DomainName: domainName,
    AppName: appName,
    StreamName: streamName,
    NotifyTime: toSecondsUtc(atMs),
    NotifyType: type,
    NotifyResult: result,
    Description: result === 'success' ? 'success' : `no answer from ${LEAK_MARKS.proxyHost}`,
    NotifyUrl: `https://${LEAK_MARKS.callbackSecret}.example.com/`,
    NotifyContent: toCallbackQuery(content),
    NotifyHeader: `ALI-LIVE-SIGNATURE: ${LEAK_MARKS.callbackSecret}`,
    NotifyResponse: LEAK_MARKS.proxyHost,
  };
}

/** Returns the callbacks of an ingest domain in a period of the last seven days, oldest first. */
export const describeLiveStreamsNotifyRecords: Operation = ({ parameters, world, accountId, nowMs }) => {
  const domain = world.domains.find(required(parameters, 'DomainName'), accountId, ['publish']);
  const startMs = time(parameters, 'StartTime');
  const endMs = time(parameters, 'EndTime');
  if (startMs < nowMs - KEPT_DAYS * DAY_MS) throw invalid('StartTime', parameters.get('StartTime') ?? '');
  if (endMs <= startMs) throw invalid('EndTime', parameters.get('EndTime') ?? '');
  const status = oneOf(parameters, 'Status', ['', 'success', 'failed']);
  const isMeant = (name: string, value: string): boolean => (parameters.get(name) ?? value) === value;
  const pageNum = integer(parameters, 'PageNumber', 1, Number.MAX_SAFE_INTEGER);
  const pageSize = integer(parameters, 'PageSize', DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE);
  const all = world.notifications
    .records(domain.name)
    .filter(({ atMs }) => atMs >= startMs && atMs < endMs)
    .filter(({ result }) => status === '' || result === status)
    .filter((record) => isMeant('AppName', record.appName) && isMeant('StreamName', record.streamName));
  return {
    PageNum: pageNum,
    PageSize: pageSize,
    TotalNum: all.length,
    TotalPage: Math.ceil(all.length / pageSize),
    NotifyRecordsInfo: {
      LiveStreamNotifyRecordsInfo: all.slice((pageNum - 1) * pageSize, pageNum * pageSize).map(toRow),
    },
  };
};
