import { registerEnumType } from 'type-graphql';

export enum LiveCallOutcome {
  NOT_SENT = 'NOT_SENT',
  REJECTED = 'REJECTED',
  UNKNOWN = 'UNKNOWN',
}

registerEnumType(LiveCallOutcome, {
  name: 'LiveCallOutcome',
  description: 'Whether a failed call may have taken effect, as in `extensions.outcome`.',
  valuesConfig: {
    NOT_SENT: { description: 'The call was not sent. It has no effect.' },
    REJECTED: { description: 'ApsaraVideo Live rejected the call. It has no effect.' },
    UNKNOWN: { description: 'The call was sent, but no valid answer came back. It may have taken effect.' },
  },
});
