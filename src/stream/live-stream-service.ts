import { accountOf, type AccountRouting, SINGLE_ACCOUNT } from './account.js';
import { type StreamAddress } from './address.js';
import { type Authorize, type Caller } from './caller.js';
import { type StreamError, toStreamError } from './errors.js';
import { type ActionIntent, type ActionResult, type LedgerWriter, toActionKind } from './ledger.js';
import { type CallContext, type ForbidOrder, type LiveUpstream, type Receipt } from './upstream.js';

/** The context of a call, and its caller. */
export interface CallerContext extends CallContext {
  readonly caller: Caller;
}

/** The context of a call that changes a stream, and its reason. */
export interface ActionCall extends CallerContext {
  /** The reason, checked by `reasonViolations`. It is stored in the ledger and never sent to the upstream. */
  readonly reason?: string | undefined;
  /** The id of the bulk job that makes the call. */
  readonly jobId?: string | undefined;
}

/**
 * Called for every action as soon as the upstream has accepted it, before the outcome is written to the ledger. The
 * directory uses it to correct lists that do not show the action yet. It must not throw.
 */
export type OnAction = (
  address: StreamAddress,
  action: { readonly kind: 'RESUME' } | { readonly kind: 'FORBID'; readonly order: ForbidOrder },
) => void;

export interface LiveStreamServiceOptions {
  readonly authorize: Authorize;
  readonly upstream: LiveUpstream;
  /** The routing from domains to accounts. Default: one account for all domains. */
  readonly accounts?: AccountRouting | undefined;
  /** The ledger that records actions. Default: actions are not recorded. */
  readonly ledger?: LedgerWriter | undefined;
  readonly onAction?: OnAction | undefined;
  /**
   * Called if an outcome cannot be written. The action itself is not affected, and its caller still gets the result.
   */
  readonly onLedgerFault?: ((fault: StreamError, correlationId: string) => void) | undefined;
}

/** Changes the state of streams. Every action on a stream uses this service. */
export interface LiveStreamService {
  /**
   * Removes the forbid of one stream. If `appName` is "*", it removes the forbids of this stream name under every app.
   * @throws StreamError before anything is sent: FORBIDDEN, DOMAIN_NOT_FOUND if the domain belongs to no account, or
   * STORE_UNAVAILABLE if the intent cannot be recorded. After that: the error for the upstream's answer.
   */
  resume(address: StreamAddress, call: ActionCall): Promise<Receipt>;
  /**
   * Cuts a stream. For `UNTIL`, it also keeps the publisher out until that time. @throws StreamError as `resume` does
   */
  forbid(address: StreamAddress, order: ForbidOrder, call: ActionCall): Promise<Receipt>;
}

export function createLiveStreamService(options: LiveStreamServiceOptions): LiveStreamService {
  const { authorize, upstream, accounts = SINGLE_ACCOUNT, ledger, onAction, onLedgerFault } = options;

  const record = async (
    intent: ActionIntent,
    act: (mayRepeat?: CallContext['mayRepeat']) => Promise<Receipt>,
  ): Promise<Receipt> => {
    if (ledger === undefined) return act();
    const id = await ledger.intend(intent);
    const conclude = async (result: ActionResult): Promise<void> => {
      try {
        await ledger.conclude(id, result);
      } catch (thrown) {
        onLedgerFault?.(toStreamError(thrown), intent.correlationId);
      }
    };
    try {
      const receipt = await act(() => mayRepeat(ledger, id));
      await conclude({ outcome: 'SUCCEEDED', requestId: receipt.requestId, code: undefined });
      return receipt;
    } catch (thrown) {
      const { outcome = 'UNKNOWN', requestId, code } = toStreamError(thrown);
      await conclude({ outcome, requestId, code });
      throw thrown;
    }
  };

  return {
    async resume(address, call) {
      authorize(call.caller, 'resume', address);
      const account = accountOf(accounts, address.domainName);
      const intent = { ...toIntent(address, call, 'RESUME', undefined), account };
      return record(intent, async (mayRepeat) => {
        const receipt = await upstream.call('ResumeLiveStream', address, { ...call, account, mayRepeat });
        onAction?.(address, { kind: 'RESUME' });
        return receipt;
      });
    },
    async forbid(address, order, call) {
      authorize(call.caller, 'forbid', address);
      const until = order.mode === 'UNTIL' ? order.until : undefined;
      const account = accountOf(accounts, address.domainName);
      const intent = { ...toIntent(address, call, toActionKind(order), until), account };
      return record(intent, async () => {
        const receipt = await upstream.call('ForbidLiveStream', { address, order }, { ...call, account });
        onAction?.(address, { kind: 'FORBID', order });
        return receipt;
      });
    },
  };
}

/**
 * Returns whether a resume may be repeated. A repeat would remove a forbid that was made in the meantime, possibly
 * through another replica.
 */
async function mayRepeat(ledger: LedgerWriter, id: string): Promise<boolean> {
  try {
    return !(await ledger.hasNewerForbid(id));
  } catch {
    // The ledger cannot be read, so the call is not repeated. The caller gets the error of the previous attempt.
    return false;
  }
}

function toIntent(
  address: StreamAddress,
  { caller, reason, correlationId, jobId }: ActionCall,
  kind: ActionIntent['kind'],
  until: Date | undefined,
): Omit<ActionIntent, 'account'> {
  return { address, kind, subject: caller.subject, reason, until, correlationId, jobId };
}
