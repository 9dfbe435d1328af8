import { Args, Ctx, Query, Resolver } from 'type-graphql';
import { parseOneStream, type StreamAddress, parseStreamId } from '../../stream/address.js';
import { type Authorize } from '../../stream/caller.js';
import { type GraphqlContext } from '../context.js';
import { LiveStreamAddressArgs } from './live-stream-address.input.js';
import { type Reference } from '../federation.js';
import { LiveStream } from './live-stream.type.js';

@Resolver(() => LiveStream)
export class LiveStreamResolver {
  readonly #authorize: Authorize;

  constructor(authorize: Authorize) {
    this.#authorize = authorize;
  }

  @Query(() => LiveStream, {
    description: [
      'A stream by its address. Needs a `read` grant on its domain and app; makes no upstream call by itself:',
      'that it answers does not mean that the stream or its domain exists.',
      'Errors (`extensions.code`): BAD_USER_INPUT, UNAUTHENTICATED, FORBIDDEN.',
    ].join('\n'),
  })
  liveStream(
    @Args(() => LiveStreamAddressArgs) address: LiveStreamAddressArgs,
    @Ctx() context: GraphqlContext,
  ): LiveStream {
    return this.#read(parseOneStream(address, ''), context);
  }

  /** The entity behind a supergraph's reference, authorized like any other read. */
  resolveReference(reference: Reference, context: GraphqlContext): LiveStream {
    const address =
      'id' in reference
        ? parseStreamId(textOf(reference, 'id'), 'id')
        : parseOneStream(namesOf(reference), '');
    return this.#read(address, context);
  }

  #read(address: StreamAddress, context: GraphqlContext): LiveStream {
    this.#authorize(context.caller(), 'read', address);
    return new LiveStream(address);
  }
}

/** What is no text is as good as missing, and refused as such. */
function textOf(reference: Reference, name: string): string {
  const value = reference[name];
  return typeof value === 'string' ? value : '';
}

function namesOf(reference: Reference): StreamAddress {
  return {
    domainName: textOf(reference, 'domainName'),
    appName: textOf(reference, 'appName'),
    streamName: textOf(reference, 'streamName'),
  };
}
