import { registerEnumType } from 'type-graphql';

export enum LiveStreamForbidMode {
  UNTIL = 'UNTIL',
  CUT = 'CUT',
}

registerEnumType(LiveStreamForbidMode, {
  name: 'LiveStreamForbidMode',
  description: 'Whether a stream is forbidden until a time, or only cut.',
  valuesConfig: {
    UNTIL: { description: 'Cuts the stream and forbids it until the end that is given.' },
    CUT: {
      description:
        'Only cuts the stream. It is not put on the forbid list, and most encoders connect again within seconds. To end ' +
        'a stream, use UNTIL.',
    },
  },
});
