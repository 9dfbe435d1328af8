import DataLoader from 'dataloader';
import { type BulkResume, type BulkResumes } from '../../bulk/bulk-resume.js';
import {
  type EventPage,
  type EventQuery,
  type EventStore,
  type EventTarget,
} from '../../event/event-store.js';
import { type StreamAddress, toStreamId } from '../../stream/address.js';
import { type Directory, type IngestDomain } from '../../stream/directory/directory.js';
import { type StreamStatus } from '../../stream/directory/read-status.js';
import { type StreamList } from '../../stream/directory/stream-list.js';
import { type StreamEvent } from '../../stream/event.js';
import { each, type Found } from '../../stream/directory/found.js';
import { type Action, type ActionPage, type ActionQuery, type LedgerReader } from '../../stream/ledger.js';
import { type CallContext, type OnlineStream } from '../../stream/upstream.js';
import { type GraphqlContext } from '../context.js';
import { type RequestAllowance } from '../documents/request-allowance.js';
import { type Turns } from '../documents/turns.js';
import { beforeAbort } from './before-abort.js';
import { toChunks } from './chunks.js';
import { EventReads } from './event-reads.js';
import { LedgerReads, type SharedLedgerReads, shareLedgerReads } from './ledger-reads.js';

/** Loads single values, which are read in batches. A key that is requested twice is read once. */
export interface Loader<K, V> {
  load(key: K): Promise<V>;
}

/** The loaders of one request, which batch the reads of its fields. */
export interface Loaders {
  readonly domain: Loader<string, IngestDomain>;
  readonly status: Loader<StreamAddress, StreamStatus>;
  readonly online: Loader<StreamAddress, OnlineStream | undefined>;
  readonly forbiddenUntil: Loader<StreamAddress, Date | undefined>;
  readonly actions: Loader<ActionQuery, ActionPage>;
  /** Actions by id. */
  readonly action: Loader<string, Action | undefined>;
  /** Bulk jobs by id. Undefined if there is no such job, or if the caller may not see it. */
  readonly bulkResume: Loader<string, BulkResume | undefined>;
  /** The number of actions of a stream. Undefined if there are too many to count. */
  readonly actionCount: Loader<StreamAddress, number | undefined>;
  /** The reads of the ledger that are not batched. They count against the statements that the request may make. */
  readonly ledger: LedgerReads;
  readonly events: Loader<EventQuery, EventPage>;
  /** Events by position. */
  readonly event: Loader<number, StreamEvent | undefined>;
  /** The number of events. Undefined if there are too many to count. */
  readonly eventCount: Loader<EventTarget, number | undefined>;
  /** Forbid lists by ingest domain. */
  readonly forbiddenList: Loader<string, StreamList>;
  /** Online lists by ingest domain. */
  readonly onlineList: Loader<string, StreamList<OnlineStream>>;
}

export interface RequestLoadersOptions {
  readonly directory: Directory;
  readonly ledger: LedgerReader;
  readonly events: EventStore;
  readonly bulkResumes: BulkResumes;
  readonly allowance: RequestAllowance;
  readonly turns: Turns;
}

/**
 * How many values one turn of the execution handles. This takes a few milliseconds, even if every alias requests
 * them.
 */
const KEYS_PER_TURN = 50;
const ENTRIES_PER_TURN = 50;

type Read<K, V> = (keys: readonly K[]) => Promise<readonly Found<V>[]>;

/**
 * Keeps the loaders of each request until the request ends. If they were kept longer, they would be a stale
 * cache.
 */
export class RequestLoaders {
  readonly #options: RequestLoadersOptions;
  readonly #shared: SharedLedgerReads;
  readonly #loaders = new WeakMap<GraphqlContext, Loaders>();

  constructor(options: RequestLoadersOptions) {
    this.#options = options;
    this.#shared = shareLedgerReads(options.ledger);
  }

  of(context: GraphqlContext): Loaders {
    const known = this.#loaders.get(context);
    if (known !== undefined) return known;
    const loaders = this.#create(context);
    this.#loaders.set(context, loaders);
    return loaders;
  }

  /** Drops the loaders of a request after an action, because the values that it read before may be out of date. */
  forget(context: GraphqlContext): void {
    this.#loaders.delete(context);
  }

  #create(context: GraphqlContext): Loaders {
    const { directory, ledger, events, bulkResumes, allowance, turns } = this.#options;
    const call = toCallContext(context);
    const load = <K, V>(
      toKey: (key: K) => string,
      read: Read<K, V>,
      isOneTurn: (keys: readonly K[]) => boolean = fewKeys,
    ): Loader<K, V> => createLoader({ context, turns, toKey, read, isOneTurn });
    const before = async (): Promise<void> => {
      allowance.take(context, { statements: 1 });
      await turns.take(context);
    };
    const reads = new LedgerReads({ ledger, shared: this.#shared }, before, context.signal);
    const eventReads = new EventReads(events, before, context.signal);
    return {
      domain: load(itself, (names) => directory.findDomains(names, call)),
      status: load(toStreamId, (streams) => directory.readStatus(streams, call)),
      online: load(toStreamId, (streams) => directory.readOnline(streams, call)),
      forbiddenUntil: load(toStreamId, (streams) => reads.readForbiddenUntil(streams)),
      actions: load(toPageKey, (queries) => reads.listActions(queries), fewEntries),
      action: load(itself, (ids) => reads.findActions(ids)),
      bulkResume: load(itself, (ids) =>
        each(ids, async (id) => {
          await before();
          return beforeAbort(context.signal, () => bulkResumes.find(id, context.caller()));
        }),
      ),
      actionCount: load(toStreamId, (streams) => reads.countActions(streams)),
      ledger: reads,
      events: load(toEventPageKey, (queries) => eventReads.listEvents(queries), fewEntries),
      event: load<number, StreamEvent | undefined>(String, (positions) => eventReads.findEvents(positions)),
      eventCount: load(toTargetKey, (targets) => eventReads.countEvents(targets)),
      forbiddenList: load(itself, (names) => each(names, (name) => directory.listForbidden(name, call))),
      onlineList: load(itself, (names) => each(names, (name) => directory.listOnline(name, call))),
    };
  }
}

interface LoaderOptions<K, V> {
  readonly context: GraphqlContext;
  readonly turns: Turns;
  readonly toKey: (key: K) => string;
  readonly read: Read<K, V>;
  /** Checks whether the values of these keys may be handled in one turn. */
  readonly isOneTurn: (keys: readonly K[]) => boolean;
}

/**
 * Creates a loader that reads when every part of the request has had its turn, so that a batch is as large as
 * possible. The execution continues with the values of a batch in turns.
 */
function createLoader<K, V>({ context, turns, toKey, read, isOneTurn }: LoaderOptions<K, V>): Loader<K, V> {
  const readInTurns = async (keys: readonly K[]): Promise<readonly Promise<V>[]> => {
    const values = await read(keys);
    let position = 0;
    return toChunks(keys, isOneTurn).flatMap((chunk) => {
      const turn = turns.take(context);
      return chunk.map(() => valueOf(turn, values[position++] as Found<V>));
    });
  };
  // DataLoader awaits a promise in the position of a value separately for each key.
  return new DataLoader<K, V, string>(readInTurns as unknown as Read<K, V>, {
    cacheKeyFn: toKey,
    batchScheduleFn: (dispatch) => {
      afterPromises(() => {
        turns.whenIdle(context, dispatch);
      });
    },
  });
}

async function valueOf<V>(turn: Promise<void>, found: Found<V>): Promise<V> {
  await turn;
  if (found instanceof Error) throw found;
  return found;
}

function fewKeys(keys: readonly unknown[]): boolean {
  return keys.length <= KEYS_PER_TURN;
}

function fewEntries(queries: readonly { readonly first: number }[]): boolean {
  return queries.reduce((sum, { first }) => sum + first, 0) <= ENTRIES_PER_TURN;
}

/**
 * Calls `act` after the promises that can settle now, because they may request more keys. DataLoader does the
 * same by default.
 */
function afterPromises(act: () => void): void {
  void Promise.resolve().then(() => {
    process.nextTick(act);
  });
}

function itself(key: string): string {
  return key;
}

function toPageKey({ address, first, after = '' }: ActionQuery): string {
  return `${toStreamId(address)}/${first}/${after}`;
}

function toTargetKey({ domainName, appName = '', streamName = '' }: EventTarget): string {
  return `${domainName}/${appName}/${streamName}`;
}

function toEventPageKey({ first, before = 0, ...target }: EventQuery): string {
  return `${toTargetKey(target)}/${first}/${before}`;
}

/** Returns the call context of a read. A person waits for it, and the caller is already authorized. */
export function toCallContext({ correlationId, signal }: GraphqlContext): CallContext {
  return { correlationId, signal, lane: 'interactive' };
}
