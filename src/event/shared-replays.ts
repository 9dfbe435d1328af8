import { type StreamEvent } from '../stream/event.js';
import { type EventStore, type EventTarget } from './event-store.js';
import { SharedLoader } from './shared-loader.js';

interface Replay {
  readonly position: number;
  readonly limit: number;
  readonly target: EventTarget | undefined;
}

const REPLAYS_AT_ONCE = 50;

/** Shares the reads of missed events between the many subscribers that reconnect at the same time. */
export function shareReplays(
  store: Pick<EventStore, 'readAfter' | 'latestPosition'>,
): Pick<EventStore, 'readAfter' | 'latestPosition'> {
  const replays = new SharedLoader<Replay, readonly StreamEvent[]>({
    toKey: ({ position, limit, target }) =>
      JSON.stringify([position, limit, target?.domainName, target?.appName, target?.streamName]),
    mostKeys: REPLAYS_AT_ONCE,
    read: async (keys) => {
      const pages: (readonly StreamEvent[])[] = [];
      for (const { position, limit, target } of keys)
        pages.push(await store.readAfter(position, limit, target));
      return pages;
    },
  });
  return {
    readAfter: (position, limit, target) => replays.load({ position, limit, target }),
    latestPosition: () => store.latestPosition(),
  };
}
