import { registerEnumType } from 'type-graphql';

export enum LiveStreamForbidMode {
  UNTIL = 'UNTIL',
  CUT = 'CUT',
}

registerEnumType(LiveStreamForbidMode, {
  name: 'LiveStreamForbidMode',
  description: 'Whether a stream is kept out, or only cut.',
  valuesConfig: {
    UNTIL: { description: 'Cut it and keep it out until the end that is given.' },
    CUT: {
      description:
        'Only cut it. It is not listed as forbidden, and most encoders connect again within seconds: to end a ' +
        'stream, use UNTIL.',
    },
  },
});
