import { type CallContext, type UpstreamOperation } from '../stream/upstream.js';

/** Documented parameters by wire name, `DomainName`. Only what is given is sent. */
export type RpcParams = Readonly<Record<string, string>>;

/** A trustworthy success: HTTP 200 with a non-empty RequestId. */
export interface RpcAnswer {
  readonly requestId: string;
  /** The whole body by wire names. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** What of a call concerns the wire. */
export type RpcContext = Pick<CallContext, 'signal' | 'trace'>;

/**
 * One signed call of one operation: the only thing that differs between the two clients.
 *
 * Rejects with an UpstreamFault, never with anything else, within the attempt's deadline.
 */
export interface Rpc {
  call(operation: UpstreamOperation, params: RpcParams, context: RpcContext): Promise<RpcAnswer>;
}
