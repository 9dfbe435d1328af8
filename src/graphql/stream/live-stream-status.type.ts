import { registerEnumType } from 'type-graphql';

export enum LiveStreamStatus {
  ONLINE = 'ONLINE',
  OFFLINE = 'OFFLINE',
  FORBIDDEN = 'FORBIDDEN',
}

registerEnumType(LiveStreamStatus, {
  name: 'LiveStreamStatus',
  description: 'The status of a stream.',
  valuesConfig: {
    ONLINE: { description: 'The stream is being published.' },
    OFFLINE: { description: 'The stream is not being published, and is not forbidden.' },
    FORBIDDEN: { description: 'The stream is on the forbid list. ApsaraVideo Live refuses its publisher.' },
  },
});
