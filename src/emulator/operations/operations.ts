import { describeLiveDomainMapping } from './describe-live-domain-mapping.js';
import { describeLiveStreamState } from './describe-live-stream-state.js';
import { describeLiveStreamsBlockList } from './describe-live-streams-block-list.js';
import { describeLiveStreamsNotifyRecords } from './describe-live-streams-notify-records.js';
import { describeLiveStreamsOnlineList } from './describe-live-streams-online-list.js';
import { describeLiveUserDomains } from './describe-live-user-domains.js';
import { forbidLiveStream } from './forbid-live-stream.js';
import { deleteNotifyUrlConfig, describeNotifyUrlConfig, setNotifyUrlConfig } from './notify-url-config.js';
import { type Operation } from './operation.js';
import { resumeLiveStream } from './resume-live-stream.js';

/** The highest number of calls of one account within any period of `windowMs`. */
export interface CallLimit {
  readonly calls: number;
  readonly windowMs: number;
}

export interface OperationEntry {
  readonly run: Operation;
  /** The accepted HTTP methods. */
  readonly methods: readonly string[];
  /** All documented parameters, except the legacy ones (OwnerId, SecurityToken, RegionId). */
  readonly parameters: readonly string[];
  readonly limit: CallLimit;
}

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;

/** The methods of most operations, from the service metadata. The others accept only GET. */
const ANY_METHOD = ['GET', 'POST'] as const;
const GET_ONLY = ['GET'] as const;

const STREAM = ['DomainName', 'AppName', 'StreamName'] as const;

/** The operations of the emulator, with their documented methods, limits and parameters. */
export const OPERATIONS: ReadonlyMap<string, OperationEntry> = new Map<string, OperationEntry>([
  [
    'ResumeLiveStream',
    {
      run: resumeLiveStream,
      methods: ANY_METHOD,
      parameters: [...STREAM, 'LiveStreamType'],
      limit: { calls: 30, windowMs: SECOND_MS },
    },
  ],
  [
    'ForbidLiveStream',
    {
      run: forbidLiveStream,
      methods: ANY_METHOD,
      parameters: [...STREAM, 'LiveStreamType', 'Oneshot', 'ResumeTime'],
      limit: { calls: 20, windowMs: SECOND_MS },
    },
  ],
  [
    'DescribeLiveStreamsBlockList',
    {
      run: describeLiveStreamsBlockList,
      methods: ANY_METHOD,
      parameters: ['DomainName', 'PageNum', 'PageSize'],
      limit: { calls: 50, windowMs: SECOND_MS },
    },
  ],
  [
    'DescribeLiveStreamsOnlineList',
    {
      run: describeLiveStreamsOnlineList,
      methods: ANY_METHOD,
      parameters: [...STREAM, 'OnlyStream', 'PageNum', 'PageSize', 'QueryType', 'StreamType'],
      limit: { calls: 10_000, windowMs: MINUTE_MS },
    },
  ],
  [
    'DescribeLiveStreamState',
    {
      run: describeLiveStreamState,
      methods: ANY_METHOD,
      parameters: STREAM,
      limit: { calls: 100, windowMs: SECOND_MS },
    },
  ],
  [
    'DescribeLiveDomainMapping',
    {
      run: describeLiveDomainMapping,
      methods: GET_ONLY,
      parameters: ['DomainName'],
      limit: { calls: 500, windowMs: MINUTE_MS },
    },
  ],
  [
    'DescribeLiveUserDomains',
    {
      run: describeLiveUserDomains,
      methods: ANY_METHOD,
      parameters: [
        'DomainName',
        'DomainSearchType',
        'DomainStatus',
        'LiveDomainType',
        'PageNumber',
        'PageSize',
        'RegionName',
        'ResourceGroupId',
      ],
      limit: { calls: 100, windowMs: SECOND_MS },
    },
  ],
  [
    'DescribeLiveStreamsNotifyUrlConfig',
    {
      run: describeNotifyUrlConfig,
      methods: ANY_METHOD,
      parameters: ['DomainName'],
      // The page of the operation states 1,000 per second. The table of limits states 1,000 per
      // minute. This is the lower limit.
      limit: { calls: 1_000, windowMs: MINUTE_MS },
    },
  ],
  [
    'SetLiveStreamsNotifyUrlConfig',
    {
      run: setNotifyUrlConfig,
      methods: ANY_METHOD,
      parameters: [
        'DomainName',
        'NotifyUrl',
        'ExceptionNotifyUrl',
        'SwitchNotifyUrl',
        'NotifyReqAuth',
        'NotifyAuthKey',
      ],
      limit: { calls: 15, windowMs: SECOND_MS },
    },
  ],
  [
    'DeleteLiveStreamsNotifyUrlConfig',
    {
      run: deleteNotifyUrlConfig,
      methods: ANY_METHOD,
      parameters: ['DomainName'],
      limit: { calls: 15, windowMs: SECOND_MS },
    },
  ],
  [
    'DescribeLiveStreamsNotifyRecords',
    {
      run: describeLiveStreamsNotifyRecords,
      methods: ANY_METHOD,
      parameters: [...STREAM, 'StartTime', 'EndTime', 'Status', 'PageNumber', 'PageSize'],
      limit: { calls: 100, windowMs: SECOND_MS },
    },
  ],
]);
