import { type UpstreamOperation } from '../stream/upstream.js';

const MIB = 1024 * 1024;

/** Nothing the operations document comes near these sizes; what exceeds them is garbage or an attack. */
const ACTION_BODY_BYTES = MIB;

export const API_VERSION = '2016-11-01';

/** What the wire needs to know of an operation. */
export interface OperationRow {
  readonly maxBodyBytes: number;
  /** The method of the generated client, without `WithOptions`, and its request class. */
  readonly sdkMethod: string;
  readonly sdkRequest: string;
}

export const OPERATIONS: Readonly<Record<UpstreamOperation, OperationRow>> = {
  ResumeLiveStream: {
    maxBodyBytes: ACTION_BODY_BYTES,
    sdkMethod: 'resumeLiveStream',
    sdkRequest: 'ResumeLiveStreamRequest',
  },
};
