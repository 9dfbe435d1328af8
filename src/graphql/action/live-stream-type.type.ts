import { registerEnumType } from 'type-graphql';

export enum LiveStreamType {
  PUBLISHER = 'PUBLISHER',
}

registerEnumType(LiveStreamType, {
  name: 'LiveStreamType',
  description: 'The side of a stream. ApsaraVideo Live supports only publishers.',
  valuesConfig: {
    PUBLISHER: { description: 'The encoder that pushes the stream (`publisher` upstream).' },
  },
});
