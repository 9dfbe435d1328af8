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
  description: 'What happened to a stream.',
  valuesConfig: {
    PUBLISHED: { description: 'An encoder has begun to publish it.' },
    UNPUBLISHED: { description: 'Its encoder has stopped, or was cut.' },
    FORBIDDEN: { description: 'It was cut and kept out, through this gateway.' },
    CUT: { description: 'It was cut only, through this gateway.' },
    RESUMED: { description: 'Its forbid was lifted, through this gateway.' },
  },
});

export enum LiveStreamEventSource {
  CALLBACK = 'CALLBACK',
  GATEWAY = 'GATEWAY',
}

registerEnumType(LiveStreamEventSource, {
  name: 'LiveStreamEventSource',
  description: 'Where an event is known from.',
  valuesConfig: {
    CALLBACK: {
      description:
        'ApsaraVideo Live has reported it. Reports are a hint: they may come late, and their order may differ. ' +
        '`status` is what is read from the lists.',
    },
    GATEWAY: { description: 'An action through this gateway has succeeded.' },
  },
});
