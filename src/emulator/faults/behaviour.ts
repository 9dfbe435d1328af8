/** How an answer goes wrong. `body` may hold `$REQUEST_ID`, the RequestId of the call. */
export type FaultBehaviour =
  | {
      readonly kind: 'respond';
      readonly status: number;
      readonly body: string;
      readonly contentType?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** The documented error body for a code, with everything in it that must not leak. */
  | {
      readonly kind: 'refuse';
      readonly status: number;
      readonly code: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** The right answer, wrapped as no client requested. */
  | { readonly kind: 'wrap'; readonly as: 'gzip' | 'byte-order-mark' }
  /** The right answer, late. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** No answer at all, or none after status line and headers. */
  | { readonly kind: 'hang'; readonly after: 'request' | 'headers' }
  /** A body that never ends, one byte each `intervalMs`. */
  | { readonly kind: 'drip'; readonly intervalMs: number }
  /** A body that never ends, as fast as the client reads. */
  | { readonly kind: 'flood' }
  /** The connection ends with RST (`reset`) or FIN (`close`). */
  | {
      readonly kind: 'sever';
      readonly how: 'reset' | 'close';
      readonly when: 'before-answer' | 'during-body';
    }
  /** Bytes on the socket that need not be HTTP; then the connection is closed. */
  | { readonly kind: 'raw'; readonly bytes: string };

/** One named fault. */
export interface FaultRow {
  /** What a client sees. */
  readonly says: string;
  readonly behaviour: FaultBehaviour;
  /** Whether the operation takes effect although its answer goes wrong. Default: no. */
  readonly applies?: boolean;
}

/** What one injection may change of its row. Fields that the behaviour does not know are ignored. */
export interface FaultParams {
  /** HTTP status, 100 to 999. */
  readonly status?: number | undefined;
  readonly code?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly contentType?: string | undefined;
  readonly body?: string | undefined;
  readonly ms?: number | undefined;
  readonly intervalMs?: number | undefined;
  /** Sets x-acs-retry-after, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  readonly applies?: boolean | undefined;
}

/** The row's behaviour with the injection's wishes. */
export function toBehaviour(row: FaultRow, params: FaultParams): FaultBehaviour {
  const { behaviour } = row;
  switch (behaviour.kind) {
    case 'respond':
      return {
        ...behaviour,
        ...(params.contentType !== undefined && { contentType: params.contentType }),
        status: params.status ?? behaviour.status,
        body: params.body ?? behaviour.body,
        headers: toHeaders(behaviour.headers, params),
      };
    case 'refuse':
      return {
        ...behaviour,
        status: params.status ?? behaviour.status,
        code: params.code ?? behaviour.code,
        headers: toHeaders(behaviour.headers, params),
      };
    case 'delay':
      return { ...behaviour, ms: params.ms ?? behaviour.ms };
    case 'drip':
      return { ...behaviour, intervalMs: params.intervalMs ?? behaviour.intervalMs };
    case 'raw':
      return { ...behaviour, bytes: params.body ?? behaviour.bytes };
    default:
      return behaviour;
  }
}

function toHeaders(
  headers: Readonly<Record<string, string>> | undefined,
  params: FaultParams,
): Readonly<Record<string, string>> {
  return {
    ...headers,
    ...params.headers,
    ...(params.retryAfterMs !== undefined && { 'x-acs-retry-after': String(params.retryAfterMs) }),
  };
}
