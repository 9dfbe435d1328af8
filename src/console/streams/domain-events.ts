import { useEffect, useRef } from 'react';
import { ConsoleEventsDocument, type ConsoleEventsSubscription } from '../../../schema/console/graphql.js';
import { useApi } from '../api/api.js';

export type StreamEvent = NonNullable<ConsoleEventsSubscription['liveStreamEvents']>;

/** Events are batched for this long, so that a burst renders the page once. */
const TOGETHER_MS = 400;
/** The pause before a new subscription, if one ends while the connection stays open. */
const AGAIN_MS = 3_000;

/** Subscribes to the events of the streams of a domain. */
export function useDomainEvents(
  domainName: string,
  onEvents: (events: readonly StreamEvent[]) => void,
): void {
  const api = useApi();
  const latest = useRef(onEvents);
  latest.current = onEvents;
  useEffect(() => {
    let waiting: StreamEvent[] = [];
    let flushTimer: number | undefined;
    let againTimer: number | undefined;
    let stop: () => void = () => undefined;
    const flush = (): void => {
      flushTimer = undefined;
      const events = waiting;
      waiting = [];
      latest.current(events);
    };
    const start = (): void => {
      stop = api.watch(
        ConsoleEventsDocument,
        { domainName },
        ({ liveStreamEvents }) => {
          if (!liveStreamEvents) return;
          waiting.push(liveStreamEvents);
          flushTimer ??= window.setTimeout(flush, TOGETHER_MS);
        },
        () => {
          stop();
          againTimer = window.setTimeout(start, AGAIN_MS);
        },
      );
    };
    start();
    return () => {
      window.clearTimeout(flushTimer);
      window.clearTimeout(againTimer);
      stop();
    };
  }, [api, domainName]);
}
