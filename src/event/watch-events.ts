import { type StreamEvent } from '../stream/event.js';
import { type EventHub } from './event-hub.js';
import { type EventStore, type EventTarget, isOfTarget } from './event-store.js';

export interface WatchEventsParts {
  readonly hub: Pick<EventHub, 'subscribe'>;
  readonly store: Pick<EventStore, 'readAfter'>;
}

export interface WatchedEvents {
  readonly target: EventTarget;
  /** Begins behind this position with what the store has; default: with what comes from now on. */
  readonly after: number | undefined;
  readonly signal: AbortSignal;
}

/** How many events wait for a subscriber that reads slowly. With more of them, it reads from the store again. */
const MOST_WAITING = 100;
const REPLAYED_AT_ONCE = 100;

/**
 * The events of a target in their sequence, each once and without a gap: first those that the store has behind `after`,
 * then those that come. Ends when the signal aborts. @throws StreamError STORE_UNAVAILABLE
 */
export async function* watchEvents(
  { hub, store }: WatchEventsParts,
  { target, after, signal }: WatchedEvents,
): AsyncGenerator<StreamEvent, void, undefined> {
  const inbox = new Inbox(signal);
  const { position, unsubscribe } = await hub.subscribe(target.domainName, (event) => {
    if (isOfTarget(event.address, target)) inbox.add(event);
  });
  try {
    let last = after ?? position;
    // What has come meanwhile is in the store, too.
    if (last < position) inbox.readAgain();
    while (!signal.aborted) {
      if (inbox.takeOverflow()) {
        for await (const event of readFrom(store, { target, after: last, signal })) {
          last = event.position;
          yield event;
        }
      }
      const event = await inbox.next();
      if (event === undefined || event.position <= last) continue;
      last = event.position;
      yield event;
    }
  } finally {
    unsubscribe();
  }
}

/** The events that the store has behind a position, page by page. */
async function* readFrom(
  store: WatchEventsParts['store'],
  { target, after, signal }: { target: EventTarget; after: number; signal: AbortSignal },
): AsyncGenerator<StreamEvent, void, undefined> {
  let last = after;
  let events: readonly StreamEvent[];
  do {
    events = await store.readAfter(last, REPLAYED_AT_ONCE, target);
    yield* events;
    last = events.at(-1)?.position ?? last;
  } while (events.length === REPLAYED_AT_ONCE && !signal.aborted);
}

/** The events that wait for one subscriber. */
class Inbox {
  /** Whether events were dropped. They are in the store. */
  #isOverflown = false;
  #waiting: StreamEvent[] = [];
  #wake: (() => void) | undefined;
  readonly #signal: AbortSignal;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    signal.addEventListener(
      'abort',
      () => {
        this.#wake?.();
      },
      { once: true },
    );
  }

  add(event: StreamEvent): void {
    if (this.#waiting.length >= MOST_WAITING) this.#isOverflown = true;
    if (this.#isOverflown) this.#waiting = [];
    else this.#waiting.push(event);
    this.#wake?.();
  }

  /** From here on, what comes is found in the store. */
  readAgain(): void {
    this.#isOverflown = true;
  }

  /** @returns whether the store has to be read. What waited before is found there, too. */
  takeOverflow(): boolean {
    const isOverflown = this.#isOverflown;
    this.#isOverflown = false;
    return isOverflown;
  }

  /** @returns undefined where events were dropped, and when the signal aborts */
  async next(): Promise<StreamEvent | undefined> {
    while (this.#waiting.length === 0 && !this.#isOverflown && !this.#signal.aborted)
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    return this.#waiting.shift();
  }
}
