import { type GatewayErrorCode } from './messages.js';

/**
 * Whether the call to ApsaraVideo Live may have taken effect. `NOT_SENT`: no, the gateway did not send it.
 * `REJECTED`: no, ApsaraVideo Live rejected it. `UNKNOWN`: perhaps, it was sent but no valid answer came back.
 */
export type CallOutcome = 'NOT_SENT' | 'REJECTED' | 'UNKNOWN';

/** A rule that the input breaks. */
export interface Violation {
  /** The path of the argument, such as `input.streamName`. Empty for the whole request. */
  readonly path: string;
  /** The name of the rule, such as `control`. */
  readonly rule: string;
  /** The fault, in English. It never contains the value. */
  readonly message: string;
}

/** `errors[].extensions` of the gateway. A key without a value is absent, never null. */
export interface GatewayError {
  /** The code of the error. A newer gateway may have codes that this version of the client does not have. */
  readonly code: GatewayErrorCode | (string & {});
  /** Whether the same request, unchanged, may succeed later. */
  readonly retryable: boolean;
  /** Whether the call may have taken effect. Present if a call to ApsaraVideo Live was made or planned. */
  readonly outcome?: CallOutcome;
  /** The earliest useful time of a retry, in milliseconds from now. */
  readonly retryAfterMs?: number;
  /** Alibaba's RequestId of the call, if ApsaraVideo Live returned one. */
  readonly requestId?: string;
  /** The gateway's id of the request. The operator can find it in the log. */
  readonly correlationId?: string;
  /** The operation of ApsaraVideo Live, such as `ResumeLiveStream`. */
  readonly operation?: string;
  /** The code of ApsaraVideo Live, such as `InvalidDomain.NotFound`. */
  readonly upstreamCode?: string;
  /** Every rule that the input breaks. Only with BAD_USER_INPUT. */
  readonly violations?: readonly Violation[];
}

/** An error in the form that every GraphQL client provides. */
export interface GraphqlError {
  readonly path?: readonly (string | number)[] | null | undefined;
  readonly extensions?: unknown;
}

/** Returns the first error of the gateway, or undefined if there is none. */
export function toGatewayError(errors: readonly GraphqlError[] = []): GatewayError | undefined {
  return errors.map(({ extensions }) => extensions).find(isGatewayError);
}

/** Checks whether the `extensions` of an error come from the gateway. Those of other servers have no `retryable`. */
export function isGatewayError(extensions: unknown): extensions is GatewayError {
  if (typeof extensions !== 'object' || extensions === null) return false;
  const { code, retryable } = extensions as { readonly code?: unknown; readonly retryable?: unknown };
  return typeof code === 'string' && typeof retryable === 'boolean';
}
