import { type UpstreamOperation } from '../stream/upstream.js';

const MIB = 1024 * 1024;

/** Nothing the operations document comes near these sizes; what exceeds them is garbage or an attack. */
const ACTION_BODY_BYTES = MIB;
/** 3,000 entries of long names, and what else a list says of each. */
const LIST_BODY_BYTES = 16 * MIB;

export const API_VERSION = '2016-11-01';

/** What the wire needs to know of an operation. */
export interface OperationRow {
  readonly maxBodyBytes: number;
  /** The method of the generated client, without `WithOptions`, and its request class. */
  readonly sdkMethod: string;
  readonly sdkRequest: string;
}

const row = (name: string, maxBodyBytes: number): OperationRow => ({
  maxBodyBytes,
  sdkMethod: name.charAt(0).toLowerCase() + name.slice(1),
  sdkRequest: `${name}Request`,
});

export const OPERATIONS: Readonly<Record<UpstreamOperation, OperationRow>> = {
  ResumeLiveStream: row('ResumeLiveStream', ACTION_BODY_BYTES),
  ForbidLiveStream: row('ForbidLiveStream', ACTION_BODY_BYTES),
  DescribeLiveStreamsBlockList: row('DescribeLiveStreamsBlockList', LIST_BODY_BYTES),
  DescribeLiveStreamsOnlineList: row('DescribeLiveStreamsOnlineList', LIST_BODY_BYTES),
  DescribeLiveDomainMapping: row('DescribeLiveDomainMapping', ACTION_BODY_BYTES),
};
