/** The PostgreSQL channel that notifies replicas of new events. */
export const EVENT_CHANNEL = 'apsara_live_event';

/** The PostgreSQL channel that notifies replicas of a changed bulk job. Its payload is the id of the job. */
export const JOB_CHANNEL = 'apsara_live_job';
