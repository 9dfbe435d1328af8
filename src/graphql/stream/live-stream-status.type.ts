import { registerEnumType } from 'type-graphql';

export enum LiveStreamStatus {
  ONLINE = 'ONLINE',
  OFFLINE = 'OFFLINE',
  FORBIDDEN = 'FORBIDDEN',
}

registerEnumType(LiveStreamStatus, {
  name: 'LiveStreamStatus',
  description: 'What a stream is doing.',
  valuesConfig: {
    ONLINE: { description: 'It is being published.' },
    OFFLINE: { description: 'It is not being published, and may be.' },
    FORBIDDEN: { description: 'It is on the forbid list: an encoder that pushes it is turned away.' },
  },
});
