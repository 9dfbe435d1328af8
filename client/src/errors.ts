import { type GatewayErrorCode } from './messages.js';

/**
 * Whether the call to ApsaraVideo Live may have taken effect. `NOT_SENT`: no, it never left the gateway. `REJECTED`: no,
 * ApsaraVideo Live refused it. `UNKNOWN`: it was sent, and no usable answer came back.
 */
export type CallOutcome = 'NOT_SENT' | 'REJECTED' | 'UNKNOWN';

/** One broken rule of the input. */
export interface Violation {
  /** The argument, `input.streamName`; empty for the request as a whole. */
  readonly path: string;
  /** The rule's name, such as `control`. */
  readonly rule: string;
  /** What is wrong, in English. It never repeats the value. */
  readonly message: string;
}

/** `errors[].extensions` of the gateway. A key without a value is absent, never null. */
export interface GatewayError {
  /** What went wrong. A newer gateway may have codes that this version of the client does not know. */
  readonly code: GatewayErrorCode | (string & {});
  /** Whether the same request, unchanged, may succeed later. */
  readonly retryable: boolean;
  /** Present where a call to ApsaraVideo Live was at stake. */
  readonly outcome?: CallOutcome;
  /** The earliest useful retry, in milliseconds from now. */
  readonly retryAfterMs?: number;
  /** Alibaba's RequestId, where ApsaraVideo Live gave one. */
  readonly requestId?: string;
  /** The gateway's id of the request, which its operator finds in the log. */
  readonly correlationId?: string;
  /** The operation of ApsaraVideo Live, such as `ResumeLiveStream`. */
  readonly operation?: string;
  /** The code of ApsaraVideo Live, such as `InvalidDomain.NotFound`. */
  readonly upstreamCode?: string;
  /** With BAD_USER_INPUT: every broken rule. */
  readonly violations?: readonly Violation[];
}

/** An error as every GraphQL client hands it over. */
export interface GraphqlError {
  readonly path?: readonly (string | number)[] | null | undefined;
  readonly extensions?: unknown;
}

/** The first error that is the gateway's; undefined where there is none. */
export function toGatewayError(errors: readonly GraphqlError[] = []): GatewayError | undefined {
  return errors.map(({ extensions }) => extensions).find(isGatewayError);
}

/** Whether an error's `extensions` are the gateway's: another server's have no `retryable`. */
export function isGatewayError(extensions: unknown): extensions is GatewayError {
  if (typeof extensions !== 'object' || extensions === null) return false;
  const { code, retryable } = extensions as { readonly code?: unknown; readonly retryable?: unknown };
  return typeof code === 'string' && typeof retryable === 'boolean';
}
