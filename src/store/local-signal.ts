import {
  type ChangeSignal,
  type ChangeTopic,
  type OnChange,
  type SignalMode,
} from '../event/change-signal.js';

/** Announces only the changes of this replica. */
export class LocalSignal implements ChangeSignal {
  readonly #subscribers = { events: new Set<OnChange>(), jobs: new Set<OnChange>() };

  #mode: SignalMode = 'local';

  get mode(): SignalMode {
    return this.#mode;
  }

  protected setMode(mode: SignalMode): void {
    this.#mode = mode;
  }

  subscribe(topic: ChangeTopic, onChange: OnChange): () => void {
    // A new function per subscription, because a caller can subscribe the same function twice.
    const subscriber: OnChange = (id) => {
      onChange(id);
    };
    this.#subscribers[topic].add(subscriber);
    return () => {
      this.#subscribers[topic].delete(subscriber);
    };
  }

  /** Call it after this replica has committed a change. */
  committed(topic: ChangeTopic, id?: string): void {
    this.emit(topic, id);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  protected emit(topic: ChangeTopic, id?: string): void {
    for (const onChange of this.#subscribers[topic]) onChange(id);
  }
}
