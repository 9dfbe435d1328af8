import { registerEnumType } from 'type-graphql';

export enum LiveCallOutcome {
  NOT_SENT = 'NOT_SENT',
  REJECTED = 'REJECTED',
  UNKNOWN = 'UNKNOWN',
}

registerEnumType(LiveCallOutcome, {
  name: 'LiveCallOutcome',
  description: 'Whether a call that failed may have taken effect, as in `extensions.outcome`.',
  valuesConfig: {
    NOT_SENT: { description: 'It was not sent: it has no effect.' },
    REJECTED: { description: 'ApsaraVideo Live refused it: it has no effect.' },
    UNKNOWN: { description: 'It was sent and no trustworthy answer came back: it may have taken effect.' },
  },
});
