import { accountOf, type AccountRouting, SINGLE_ACCOUNT } from './account.js';
import { type StreamAddress } from './address.js';
import { type Authorize, type Caller } from './caller.js';
import { type StreamError, toStreamError } from './errors.js';
import { type ActionIntent, type ActionResult, type LedgerWriter, toActionKind } from './ledger.js';
import { type CallContext, type ForbidOrder, type LiveUpstream, type Receipt } from './upstream.js';

/** A call and who makes it. */
export interface CallerContext extends CallContext {
  readonly caller: Caller;
}

/** A call that changes something, and why. */
export interface ActionCall extends CallerContext {
  /** Checked by `reasonViolations`; for the ledger, never for the upstream. */
  readonly reason?: string | undefined;
  /** The bulk job that makes the call. */
  readonly jobId?: string | undefined;
}

/**
 * Called for every action as soon as the upstream has accepted it, before the ledger is written, so that a list that
 * lags does not contradict it. It must not throw.
 */
export type OnAction = (
  address: StreamAddress,
  action: { readonly kind: 'RESUME' } | { readonly kind: 'FORBID'; readonly order: ForbidOrder },
) => void;

export interface LiveStreamServiceOptions {
  readonly authorize: Authorize;
  readonly upstream: LiveUpstream;
  /** Which account a domain belongs to. Default: one account for all. */
  readonly accounts?: AccountRouting | undefined;
  /** Where actions are written down. Default: nowhere. */
  readonly ledger?: LedgerWriter | undefined;
  readonly onAction?: OnAction | undefined;
  /** Called when an outcome could not be written. The action stays done, and its caller gets the answer. */
  readonly onLedgerFault?: ((fault: StreamError, correlationId: string) => void) | undefined;
}

/** Changes the state of streams. Every action on a stream goes through here. */
export interface LiveStreamService {
  /**
   * Lifts the forbid of one stream, or of one stream name under every app where `appName` is "*".
   * @throws StreamError FORBIDDEN before anything is sent, DOMAIN_NOT_FOUND for a domain of no account, STORE_UNAVAILABLE where the intent cannot be written,
   * else what the upstream's answer means
   */
  resume(address: StreamAddress, call: ActionCall): Promise<Receipt>;
  /** Cuts a stream and, for `UNTIL`, keeps it out until then. @throws StreamError as `resume` does */
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

/** A repeated resume would lift a forbid that was made meanwhile, perhaps through another replica. */
async function mayRepeat(ledger: LedgerWriter, id: string): Promise<boolean> {
  try {
    return !(await ledger.hasNewerForbid(id));
  } catch {
    // Not known: the answer of the previous attempt is the correct one.
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
