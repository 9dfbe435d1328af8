import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import { parseStreamAddress, type StreamAddress } from '../../stream/address.js';
import { type Authorize } from '../../stream/caller.js';
import { ANY_APP } from '../../stream/names.js';
import { parseStreamId } from '../../stream/stream-id.js';
import { type GraphqlContext } from '../context.js';
import { LiveStream } from '../type/live-stream.type.js';

/** One reference that a supergraph hands over: by either key. */
export type LiveStreamReference = { readonly id: string } | StreamAddress;

@Resolver(() => LiveStream)
export class LiveStreamResolver {
  readonly #authorize: Authorize;

  constructor(authorize: Authorize) {
    this.#authorize = authorize;
  }

  @Query(() => LiveStream, {
    description: [
      'A stream by its address. Needs a `read` grant on its domain and app; makes no upstream call by itself.',
      'Errors (`extensions.code`): BAD_USER_INPUT, UNAUTHENTICATED, FORBIDDEN.',
    ].join('\n'),
  })
  liveStream(
    @Arg('domainName', () => String, { description: 'The ingest domain.' }) domainName: string,
    @Arg('appName', () => String, { description: 'The app name; not `*`.' }) appName: string,
    @Arg('streamName', () => String, { description: 'The stream name.' }) streamName: string,
    @Ctx() context: GraphqlContext,
  ): LiveStream {
    return this.#read(oneStream({ domainName, appName, streamName }), context);
  }

  /** The entity behind a supergraph's reference, authorized like any other read. */
  resolveReference(reference: LiveStreamReference, context: GraphqlContext): LiveStream {
    const address = 'id' in reference ? parseStreamId(reference.id, 'id') : oneStream(reference);
    return this.#read(address, context);
  }

  #read(address: StreamAddress, context: GraphqlContext): LiveStream {
    this.#authorize(context.caller(), 'read', address);
    return new LiveStream(address);
  }
}

function oneStream(address: StreamAddress): StreamAddress {
  const others =
    address.appName === ANY_APP
      ? [{ path: 'appName', rule: 'wildcard', message: '"*" names every app, and one stream is asked for' }]
      : [];
  return parseStreamAddress(address, '', others);
}
