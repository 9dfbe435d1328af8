import { registerEnumType } from 'type-graphql';

export enum LiveStreamActionKind {
  RESUME = 'RESUME',
  FORBID = 'FORBID',
  CUT = 'CUT',
}

registerEnumType(LiveStreamActionKind, {
  name: 'LiveStreamActionKind',
  description: 'The kind of an action.',
  valuesConfig: {
    RESUME: { description: 'The forbid of the stream was lifted.' },
    FORBID: { description: 'The stream was cut and forbidden.' },
    CUT: { description: 'The stream was cut, but not forbidden.' },
  },
});

export enum LiveStreamActionOutcome {
  PENDING = 'PENDING',
  SUCCEEDED = 'SUCCEEDED',
  NOT_SENT = 'NOT_SENT',
  REJECTED = 'REJECTED',
  UNKNOWN = 'UNKNOWN',
}

registerEnumType(LiveStreamActionOutcome, {
  name: 'LiveStreamActionOutcome',
  description: 'The outcome of an action.',
  valuesConfig: {
    PENDING: { description: 'The action has not ended.' },
    SUCCEEDED: { description: 'ApsaraVideo Live has accepted the action.' },
    NOT_SENT: { description: 'The gateway did not send the call. The action has no effect.' },
    REJECTED: { description: 'ApsaraVideo Live rejected the action. It has no effect.' },
    UNKNOWN: {
      description: 'The call was sent, but no valid answer came back. The action may have taken effect.',
    },
  },
});
