import { registerEnumType } from 'type-graphql';

export enum LiveStreamEventKind {
  PUBLISHED = 'PUBLISHED',
  UNPUBLISHED = 'UNPUBLISHED',
  FORBIDDEN = 'FORBIDDEN',
  CUT = 'CUT',
  RESUMED = 'RESUMED',
}

registerEnumType(LiveStreamEventKind, {
  name: 'LiveStreamEventKind',
  description: 'The kind of an event.',
  valuesConfig: {
    PUBLISHED: { description: 'An encoder has started to publish the stream.' },
    UNPUBLISHED: { description: 'The encoder has stopped, or was cut.' },
    FORBIDDEN: { description: 'The stream was cut and forbidden through this gateway.' },
    CUT: { description: 'The stream was cut through this gateway, but not forbidden.' },
    RESUMED: { description: 'The forbid of the stream was lifted through this gateway.' },
  },
});

export enum LiveStreamEventSource {
  CALLBACK = 'CALLBACK',
  GATEWAY = 'GATEWAY',
}

registerEnumType(LiveStreamEventSource, {
  name: 'LiveStreamEventSource',
  description: 'The source of an event.',
  valuesConfig: {
    CALLBACK: {
      description:
        'A callback of ApsaraVideo Live. Callbacks are hints: they may come late and out of order. ' +
        '`status` is read from the lists.',
    },
    GATEWAY: { description: 'A successful action through this gateway.' },
  },
});
