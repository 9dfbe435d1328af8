import { ConsoleStatusDocument } from '../../../schema/console/graphql.js';
import { type Api } from '../api/api.js';
import { watchAgain } from '../api/watch-again.js';
import { type Activities, ANY_APP, BRIDGE_MS, type StreamRow, type StreamStatus } from './activity.js';

/** The time in which the page shows the result of an action. */
const WATCH_MS = 10 * 60_000;

/**
 * Compares each activity with the status of its stream. Without this, the page would show an action
 * although the stream was changed elsewhere.
 */
export class ActivityWatch {
  readonly #api: Api;
  readonly #activities: Activities;
  readonly #ends = new Map<string, () => void>();

  constructor(api: Api, activities: Activities) {
    this.#api = api;
    this.#activities = activities;
  }

  /** Starts to compare the new activity of a stream. Replaces the comparison of an earlier one. */
  start({ id, domainName, appName, streamName }: StreamRow): void {
    this.#ends.get(id)?.();
    let status: StreamStatus | undefined;
    const compare = (): void => {
      if (status !== undefined) this.#activities.seeStatus(id, status);
      if (!this.#activities.all.has(id)) end();
    };
    // "*" is no stream, so it has no status.
    const stop =
      appName === ANY_APP
        ? undefined
        : watchAgain(
            this.#api,
            ConsoleStatusDocument,
            { domainName, appName, streamName },
            ({ liveStreamStatus }) => {
              status = liveStreamStatus?.status ?? status;
              compare();
            },
          );
    const timers = [
      setTimeout(compare, BRIDGE_MS),
      setTimeout(() => {
        end();
        // An unknown outcome stays until the user has dealt with it.
        if (this.#activities.all.get(id)?.activity.kind !== 'unknown') this.#activities.forget(id);
      }, WATCH_MS),
    ];
    const end = (): void => {
      for (const timer of timers) clearTimeout(timer);
      stop?.();
      if (this.#ends.get(id) === end) this.#ends.delete(id);
    };
    this.#ends.set(id, end);
  }
}
