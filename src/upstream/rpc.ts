import { type CallContext, type UpstreamOperation } from '../stream/upstream.js';

/** Documented parameters by their wire names, such as `DomainName`. Only the given parameters are sent. */
export type RpcParams = Readonly<Record<string, string>>;

/** A confirmed success: HTTP 200 with a non-empty RequestId. */
export interface RpcAnswer {
  readonly requestId: string;
  /** The whole body, by wire names. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** The part of a call's context that the transport needs. */
export type RpcContext = Pick<CallContext, 'signal' | 'trace'>;

/**
 * One signed call of one operation. The two clients differ only in the implementation of this interface.
 *
 * Rejects only with an UpstreamFault, within the deadline of the attempt.
 */
export interface Rpc {
  call(operation: UpstreamOperation, params: RpcParams, context: RpcContext): Promise<RpcAnswer>;
}
