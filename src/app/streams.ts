import { type Config } from '../config/config.js';
import { type AccountRouting } from '../stream/account.js';
import { type Authorize } from '../stream/caller.js';
import { type LiveStreamService, createLiveStreamService } from '../stream/live-stream-service.js';
import { createDirectory, type Directory } from '../stream/directory/directory.js';
import { type LedgerWriter } from '../stream/ledger.js';
import { type LiveUpstream } from '../stream/upstream.js';
import { type Logger } from '../telemetry/logger.js';

export interface StreamParts {
  readonly accounts: AccountRouting;
  readonly authorize: Authorize;
  /** The guarded upstream. */
  readonly upstream: LiveUpstream;
  readonly ledger: LedgerWriter;
  readonly logger: Logger;
}

export interface Streams {
  readonly service: LiveStreamService;
  readonly directory: Directory;
}

/**
 * Creates the service for actions and the directory for reads. The directory is informed of every action, so its
 * results do not contradict a recent action.
 */
export function createStreams(
  { requestTimeoutMs }: Config,
  { accounts, authorize, upstream, ledger, logger }: StreamParts,
): Streams {
  const directory = createDirectory({ upstream, accounts, requestTimeoutMs });
  const service = createLiveStreamService({
    authorize,
    upstream,
    accounts,
    ledger,
    onAction: directory.onAction,
    onLedgerFault: ({ code }, correlationId) => {
      logger.error({ correlationId, code }, 'the outcome of an action could not be written to the ledger');
    },
  });
  return { service, directory };
}
