import { registerEnumType } from 'type-graphql';

export enum LiveStreamActionKind {
  RESUME = 'RESUME',
  FORBID = 'FORBID',
  CUT = 'CUT',
}

registerEnumType(LiveStreamActionKind, {
  name: 'LiveStreamActionKind',
  description: 'What was done to a stream.',
  valuesConfig: {
    RESUME: { description: 'Its forbid was lifted.' },
    FORBID: { description: 'It was cut and kept out.' },
    CUT: { description: 'It was cut only.' },
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
  description: 'How an action ended.',
  valuesConfig: {
    PENDING: { description: 'It is under way.' },
    SUCCEEDED: { description: 'ApsaraVideo Live has accepted it.' },
    NOT_SENT: { description: 'Nothing left the gateway: surely no effect.' },
    REJECTED: { description: 'ApsaraVideo Live refused it.' },
    UNKNOWN: { description: 'It was sent and no trustworthy answer came back: it may have taken effect.' },
  },
});
