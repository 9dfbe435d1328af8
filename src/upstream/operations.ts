import { type UpstreamOperation } from '../stream/upstream.js';

const MIB = 1024 * 1024;

/** Nothing the operations document comes near these sizes; what exceeds them is garbage or an attack. */
const ACTION_BODY_BYTES = MIB;
/** 3,000 entries of long names, and the other fields of each. */
const LIST_BODY_BYTES = 16 * MIB;

export const API_VERSION = '2016-11-01';

export type HttpMethod = 'GET' | 'POST';

/** How an operation is sent and what its answer may be. */
export interface OperationRow {
  /** As Alibaba's generated client sends it. DescribeLiveDomainMapping accepts GET alone (service metadata). */
  readonly method: HttpMethod;
  readonly maxBodyBytes: number;
}

export const OPERATIONS: Readonly<Record<UpstreamOperation, OperationRow>> = {
  ResumeLiveStream: { method: 'POST', maxBodyBytes: ACTION_BODY_BYTES },
  ForbidLiveStream: { method: 'POST', maxBodyBytes: ACTION_BODY_BYTES },
  DescribeLiveStreamsBlockList: { method: 'POST', maxBodyBytes: LIST_BODY_BYTES },
  DescribeLiveStreamsOnlineList: { method: 'POST', maxBodyBytes: LIST_BODY_BYTES },
  DescribeLiveDomainMapping: { method: 'GET', maxBodyBytes: ACTION_BODY_BYTES },
};
