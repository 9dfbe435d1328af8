import DataLoader from 'dataloader';
import { type StreamAddress } from '../../stream/address.js';
import { type Directory, type IngestDomain } from '../../stream/directory/directory.js';
import { type StreamStatus } from '../../stream/directory/read-status.js';
import { type Ledger } from '../../stream/ledger.js';
import { toStreamId } from '../../stream/stream-id.js';
import { type CallContext, type OnlineStream } from '../../stream/upstream.js';
import { type GraphqlContext } from '../context.js';

/** What the fields of one request ask for, gathered so that it is asked for together. */
export interface Loaders {
  readonly domain: DataLoader<string, IngestDomain>;
  readonly status: StreamLoader<StreamStatus>;
  readonly online: StreamLoader<OnlineStream | undefined>;
  readonly forbiddenUntil: StreamLoader<Date | undefined>;
}

type StreamLoader<T> = DataLoader<StreamAddress, T, string>;

/** The loaders of each request that is under way. They live no longer: kept, they would be a cache that lies. */
export class RequestLoaders {
  readonly #directory: Directory;
  readonly #ledger: Ledger;
  readonly #loaders = new WeakMap<GraphqlContext, Loaders>();

  constructor(directory: Directory, ledger: Ledger) {
    this.#directory = directory;
    this.#ledger = ledger;
  }

  of(context: GraphqlContext): Loaders {
    const known = this.#loaders.get(context);
    if (known !== undefined) return known;
    const loaders = this.#create(toCallContext(context));
    this.#loaders.set(context, loaders);
    return loaders;
  }

  /** After an action: what the request has read before may not be true any more. */
  forget(context: GraphqlContext): void {
    this.#loaders.delete(context);
  }

  #create(call: CallContext): Loaders {
    const directory = this.#directory;
    const ledger = this.#ledger;
    return {
      domain: new DataLoader<string, IngestDomain>((names) => directory.findDomains(names, call)),
      status: perStream<StreamStatus>((streams) => directory.readStatus(streams, call)),
      online: perStream<OnlineStream | undefined>((streams) => directory.readOnline(streams, call)),
      forbiddenUntil: perStream<Date | undefined>((streams) => ledger.readForbiddenUntil(streams)),
    };
  }
}

function perStream<T>(
  read: (streams: readonly StreamAddress[]) => Promise<readonly (T | Error)[]>,
): StreamLoader<T> {
  return new DataLoader<StreamAddress, T, string>(read, { cacheKeyFn: toStreamId });
}

/** A person waits for what is read; who they are was asked before. */
export function toCallContext({ correlationId, signal }: GraphqlContext): CallContext {
  return { correlationId, signal, lane: 'interactive' };
}
