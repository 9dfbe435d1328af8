import { registerEnumType } from 'type-graphql';

export enum BulkResumeState {
  RUNNING = 'RUNNING',
  CANCELLED = 'CANCELLED',
  FINISHED = 'FINISHED',
}

registerEnumType(BulkResumeState, {
  name: 'BulkResumeState',
  description: 'How far a bulk job is.',
  valuesConfig: {
    RUNNING: { description: 'Some items have no outcome yet.' },
    CANCELLED: { description: 'It was cancelled: what was not sent by then never is.' },
    FINISHED: { description: 'Every item has its outcome.' },
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
  description: 'What came of one stream of a bulk job.',
  valuesConfig: {
    PENDING: { description: 'Not decided yet; the only outcome that may still change.' },
    RESUMED: { description: 'ApsaraVideo Live has accepted the resume.' },
    FAILED: { description: 'It was refused, or failed after all retries; `code` gives the reason.' },
    CANCELLED: { description: 'The job was cancelled before this stream was sent.' },
    SKIPPED: {
      description: 'The stream was forbidden after the job was started: the job does not lift that forbid.',
    },
  },
});
