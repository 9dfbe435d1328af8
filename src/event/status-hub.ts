import { type StreamAddress } from '../stream/address.js';
import { type Clock, systemClock } from '../stream/clock.js';
import { type StreamStatus } from '../stream/directory/read-status.js';
import { DomainStatus, type StatusHubParts } from './domain-status.js';

export { type StatusHubParts } from './domain-status.js';

/** Delivers the status of watched streams. All watchers of a domain share its reads. */
export class StatusHub {
  readonly #parts: StatusHubParts & { readonly clock: Clock };
  readonly #domains = new Map<string, DomainStatus>();

  constructor({ clock = systemClock, ...parts }: StatusHubParts) {
    this.#parts = { ...parts, clock };
  }

  /**
   * Yields the status now and after each change. Yields undefined if the status cannot be read: at the first read, or for
   * longer than 30 seconds. Ends when the signal aborts.
   * @throws StreamError STORE_UNAVAILABLE if the subscription to events fails
   */
  async *watch(
    address: StreamAddress,
    signal: AbortSignal,
  ): AsyncGenerator<StreamStatus | undefined, void, undefined> {
    const domain = this.#domains.get(address.domainName) ?? new DomainStatus(address.domainName, this.#parts);
    this.#domains.set(address.domainName, domain);
    let wake = (): void => undefined;
    const stop = (): void => {
      wake();
    };
    signal.addEventListener('abort', stop, { once: true });
    const member = domain.join(address, () => {
      wake();
    });
    try {
      await domain.opened;
      let seen = -1;
      while (!signal.aborted) {
        const { version, status, reads } = member.stream;
        if (version === seen || reads < member.currentFrom)
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        else {
          seen = version;
          yield status;
        }
      }
    } finally {
      signal.removeEventListener('abort', stop);
      member.leave();
      if (domain.isEmpty && this.#domains.get(address.domainName) === domain) {
        this.#domains.delete(address.domainName);
        domain.close();
      }
    }
  }

  close(): void {
    for (const domain of this.#domains.values()) domain.close();
  }
}
