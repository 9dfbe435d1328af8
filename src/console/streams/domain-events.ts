import { useEffect, useRef } from 'react';
import { ConsoleEventsDocument, type ConsoleEventsSubscription } from '../../../schema/console/graphql.js';
import { useApi } from '../api/api.js';
import { watchAgain } from '../api/watch-again.js';
import { useStreamActions } from './actions-context.js';

export type StreamEvent = NonNullable<ConsoleEventsSubscription['liveStreamEvents']>;

/** Events are batched for this long, so that a burst renders the page once. */
const TOGETHER_MS = 400;

/** Subscribes to the events of the streams of a domain. Newer events win over earlier actions on the page. */
export function useDomainEvents(
  domainName: string,
  onEvents: (events: readonly StreamEvent[]) => void,
): void {
  const api = useApi();
  const { activities } = useStreamActions();
  const latest = useRef(onEvents);
  latest.current = onEvents;
  useEffect(() => {
    let waiting: StreamEvent[] = [];
    let flushTimer: number | undefined;
    const flush = (): void => {
      flushTimer = undefined;
      const events = waiting;
      waiting = [];
      activities.seeEvents(events);
      latest.current(events);
    };
    const stop = watchAgain(api, ConsoleEventsDocument, { domainName }, ({ liveStreamEvents }) => {
      if (!liveStreamEvents) return;
      waiting.push(liveStreamEvents);
      flushTimer ??= window.setTimeout(flush, TOGETHER_MS);
    });
    return () => {
      window.clearTimeout(flushTimer);
      stop();
    };
  }, [api, activities, domainName]);
}
