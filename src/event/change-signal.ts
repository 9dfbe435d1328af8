/** What changes: the sequence of events, or a bulk job, whose id comes with it. */
export type ChangeTopic = 'events' | 'jobs';

/**
 * How changes by other replicas are noticed. `local`: there is no other replica. `listen`: the database announces them at
 * once. `poll`: once per second, since the database cannot announce them now.
 */
export type SignalMode = 'local' | 'listen' | 'poll';

/** Called when something may have changed. @param id of the job; undefined where every job may have changed */
export type OnChange = (id?: string) => void;

/** Announces that something has changed, in this replica or another, without what has changed. */
export interface ChangeSignal {
  readonly mode: SignalMode;
  /** @returns ends the subscription */
  subscribe(topic: ChangeTopic, onChange: OnChange): () => void;
}
