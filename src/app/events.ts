import { CALLBACK_REASONS, type CallbackReason } from '../event/callback-reasons.js';
import { CallbackConfigs } from '../event/callback-config.js';
import { CatchUp } from '../event/catch-up.js';
import { createDomainCheck } from '../event/domain-check.js';
import { EventHub } from '../event/event-hub.js';
import { type EventStore } from '../event/event-store.js';
import { createCallbackReceiver } from '../event/receiver.js';
import { shareReplays } from '../event/shared-replays.js';
import { StatusHub } from '../event/status-hub.js';
import { watchEvents } from '../event/watch-events.js';
import { type WatchEvents, type WatchStatus } from '../graphql/parts.js';
import { type CallbackEndpoint, createCallbackEndpoint } from '../http/callbacks.js';
import { type Store } from '../store/open-store.js';
import { toStoreReason } from '../store/store-reason.js';
import { type Directory } from '../stream/directory/directory.js';
import { toStreamError } from '../stream/errors.js';
import { type LedgerReader } from '../stream/ledger.js';
import { type Logger } from '../telemetry/logger.js';
import { type Metrics } from '../telemetry/metrics.js';
import { type Accounts } from './accounts.js';

export interface EventParts {
  readonly accounts: Accounts;
  readonly directory: Directory;
  readonly isNamedInGrants: (domainName: string) => boolean;
  readonly ledger: LedgerReader;
  readonly store: Store;
  readonly metrics: Metrics;
  readonly logger: Logger;
}

export interface Events {
  readonly store: EventStore;
  readonly callbacks: CallbackEndpoint;
  readonly watchEvents: WatchEvents;
  readonly watchStatus: WatchStatus;
  /**
   * Checks whether the gateway receives callbacks for a domain. Resolves to undefined if the settings cannot be
   * read. Never rejects.
   */
  readonly hasCallbacks: (domainName: string) => Promise<boolean | undefined>;
  /** Call this when the gateway listens. It starts to add missed events from the records of ApsaraVideo Live. */
  start(): void;
  close(): Promise<void>;
}

/** Creates the live events: callbacks are received, stored and delivered to subscribers. */
export function createEvents(parts: EventParts): Events {
  const { accounts, directory, isNamedInGrants, ledger, store, metrics, logger } = parts;
  const hub = new EventHub({
    store: store.events,
    signal: store.signal,
    onFault: (thrown) => {
      logger.warn({ reason: toStoreReason(thrown) }, 'events cannot be read from the store');
    },
  });
  const configs = new CallbackConfigs({ upstream: accounts, accounts, callbacks: () => accounts.callbacks });
  const hasCallbacks = (domainName: string): Promise<boolean | undefined> => configs.has(domainName);
  const catchUp = new CatchUp({
    upstream: accounts,
    accounts,
    store: store.events,
    hasCallbacks,
    onFound: (events) => {
      logger.info({ events }, 'missing callbacks were found in the records');
    },
    onFault: (thrown) => {
      logger.warn({ code: toStreamError(thrown).code }, 'the records of callbacks could not be read');
    },
  });
  const receiver = createCallbackReceiver({
    accounts: () => accounts.callbacks,
    isDomainOfAccount: createDomainCheck({ accounts, isNamedInGrants, directory }),
    store: store.events,
  });
  const log = createRefusalLog(logger);
  let hasMissed = false;
  const callbacks = createCallbackEndpoint({
    receiver,
    onCallback: (result, account) => {
      metrics.events.onCallback(result);
      if (result !== 'stored') log(result, account);
      if (result === 'store') hasMissed = true;
      // The store is available again. The callbacks that it could not store are in the records of ApsaraVideo
      // Live.
      else if (result === 'stored' && hasMissed) {
        hasMissed = false;
        void catchUp.run();
      }
    },
  });
  const replays = shareReplays(store.events);
  const statuses = new StatusHub({ directory, hub, ledger, hasCallbacks });
  return {
    store: store.events,
    callbacks,
    watchEvents: (watched) => watchEvents({ hub, store: replays }, watched),
    watchStatus: (address, signal) => statuses.watch(address, signal),
    hasCallbacks,
    start: () => void catchUp.run(),
    close: async () => {
      statuses.close();
      hub.close();
      await catchUp.close();
    },
  };
}

/**
 * The interval of log lines for the same reason, in milliseconds. The URL is public, and many refused callbacks
 * must not cause many log lines.
 */
const SAME_REASON_MS = 10_000;

function createRefusalLog(logger: Logger): (reason: CallbackReason, account?: string) => void {
  const last = new Map(CALLBACK_REASONS.map((reason) => [reason, { atMs: -Infinity, more: 0 }]));
  return (reason, account) => {
    const nowMs = performance.now();
    const { atMs, more } = last.get(reason) ?? { atMs: -Infinity, more: 0 };
    if (nowMs < atMs + SAME_REASON_MS) {
      last.set(reason, { atMs, more: more + 1 });
      return;
    }
    last.set(reason, { atMs: nowMs, more: 0 });
    logger.warn({ reason, account, more }, 'callback refused');
  };
}
