import { registerEnumType } from 'type-graphql';

export enum LiveStreamType {
  PUBLISHER = 'PUBLISHER',
}

registerEnumType(LiveStreamType, {
  name: 'LiveStreamType',
  description: 'Which side of a stream is meant. ApsaraVideo Live knows publishers only.',
  valuesConfig: {
    PUBLISHER: { description: 'The encoder that pushes the stream (`publisher` upstream).' },
  },
});
