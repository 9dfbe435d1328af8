/** The data that changes: the sequence of events, or a bulk job. */
export type ChangeTopic = 'events' | 'jobs';

/**
 * How this replica learns of changes by other replicas. `local`: there is no other replica. `listen`: the database
 * announces changes at once. `poll`: the replica assumes a change once per second, because the database cannot announce
 * changes at present.
 */
export type SignalMode = 'local' | 'listen' | 'poll';

/** Called when the data may have changed. @param id the id of the job; undefined if any job may have changed */
export type OnChange = (id?: string) => void;

/** Announces that this replica or another one has changed data. It does not deliver the changed data. */
export interface ChangeSignal {
  readonly mode: SignalMode;
  /** @returns a function that ends the subscription */
  subscribe(topic: ChangeTopic, onChange: OnChange): () => void;
}
