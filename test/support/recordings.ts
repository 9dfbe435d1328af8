import { type RecordedExchange, toLine } from '../../src/upstream/recording/recorded-exchange.js';

/** A successful resume. */
export const RECORDED_RESUME: RecordedExchange = {
  source: 'emulator',
  at: '2026-11-27T04:00:00.000Z',
  step: undefined,
  operation: 'ResumeLiveStream',
  method: 'POST',
  parameters: {
    DomainName: 'domain-1.example',
    AppName: 'app-1',
    StreamName: 'stream-1',
    LiveStreamType: 'publisher',
  },
  answer: {
    status: 200,
    headers: { 'content-type': 'application/json;charset=utf-8' },
    body: { RequestId: 'request-1' },
  },
  milliseconds: 12,
  made: { result: { requestId: 'request-1' } },
};

/** A page of the forbid list. */
export const RECORDED_LIST: RecordedExchange = {
  source: 'emulator',
  at: '2026-11-27T04:00:01.000Z',
  step: 'look-around',
  operation: 'DescribeLiveStreamsBlockList',
  method: 'POST',
  parameters: { DomainName: 'domain-2.example', PageNum: '1', PageSize: '100' },
  answer: {
    status: 200,
    headers: {},
    body: {
      RequestId: 'request-2',
      TotalNum: 1,
      StreamUrls: { StreamUrl: ['domain-2.example/app-1/stream-1'] },
    },
  },
  milliseconds: 3,
  made: { result: { items: [{ appName: 'app-1', streamName: 'stream-1' }], total: 1 } },
};

/** Returns the line of an exchange with changed members. */
export function toEditedLine(exchange: RecordedExchange, changes: Readonly<Record<string, unknown>>): string {
  return `${JSON.stringify({ ...(JSON.parse(toLine(exchange)) as object), ...changes })}\n`;
}
