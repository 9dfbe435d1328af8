/** The channel of PostgreSQL on which replicas learn that there is an event. */
export const EVENT_CHANNEL = 'apsara_live_event';

/** The channel on which they learn that a bulk job has changed: its id is the payload. */
export const JOB_CHANNEL = 'apsara_live_job';
