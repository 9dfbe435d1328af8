import { registerEnumType } from 'type-graphql';

export enum BulkResumeState {
  RUNNING = 'RUNNING',
  CANCELLED = 'CANCELLED',
  FINISHED = 'FINISHED',
}

registerEnumType(BulkResumeState, {
  name: 'BulkResumeState',
  description: 'The state of a bulk job.',
  valuesConfig: {
    RUNNING: { description: 'Some items have no outcome yet.' },
    CANCELLED: { description: 'The job was cancelled. Items that were not sent before are never sent.' },
    FINISHED: { description: 'Every item has an outcome.' },
  },
});

export enum BulkResumeItemOutcome {
  PENDING = 'PENDING',
  RESUMED = 'RESUMED',
  FAILED = 'FAILED',
  CANCELLED = 'CANCELLED',
  SKIPPED = 'SKIPPED',
}

registerEnumType(BulkResumeItemOutcome, {
  name: 'BulkResumeItemOutcome',
  description: 'The outcome of one stream of a bulk job.',
  valuesConfig: {
    PENDING: { description: 'The stream has no final outcome yet. Only this outcome can change.' },
    RESUMED: { description: 'ApsaraVideo Live has accepted the resume.' },
    FAILED: { description: 'The resume was refused, or failed after all retries. `code` gives the reason.' },
    CANCELLED: { description: 'The job was cancelled before this stream was sent.' },
    SKIPPED: {
      description: 'The stream was forbidden after the job was started. The job does not lift that forbid.',
    },
  },
});
