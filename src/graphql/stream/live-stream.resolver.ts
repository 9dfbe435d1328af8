import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { lengthViolations, parseOneStream, type StreamAddress, parseStreamId } from '../../stream/address.js';
import { type Authorize, type GrantedOperation } from '../../stream/caller.js';
import { StreamError, toStreamError } from '../../stream/errors.js';
import { isAuthorized } from '../../stream/is-authorized.js';
import { type GraphqlContext } from '../context.js';
import { type RequestAllowance } from '../documents/request-allowance.js';
import { type Reference, textOf } from '../federation.js';
import { LiveStreamAddressArgs, LiveStreamAddressInput } from './live-stream-address.input.js';
import { LiveStream } from './live-stream.type.js';

/** As many as a page of a list that a person looks at. */
const MAX_ADDRESSES = 100;

@Resolver(() => LiveStream)
export class LiveStreamResolver {
  readonly #authorize: Authorize;
  readonly #allowance: RequestAllowance;

  constructor(authorize: Authorize, allowance: RequestAllowance) {
    this.#authorize = authorize;
    this.#allowance = allowance;
  }

  @Query(() => LiveStream, {
    nullable: true,
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

  @Query(() => [LiveStream], {
    nullable: 'itemsAndList',
    description: [
      'Streams by their addresses, in order; as `liveStream` for each of them. One that is refused is null, with an error',
      'at its own path. What their fields need is read together.',
      'Errors (`extensions.code`): BAD_USER_INPUT, UNAUTHENTICATED, FORBIDDEN.',
    ].join('\n'),
  })
  liveStreamsByAddress(
    @Arg('addresses', () => [LiveStreamAddressInput], {
      description: `1 to ${MAX_ADDRESSES} addresses, of one domain or of several. One may occur twice.`,
    })
    addresses: LiveStreamAddressInput[],
    @Ctx() context: GraphqlContext,
  ): (LiveStream | StreamError)[] {
    const violations = lengthViolations(addresses, 'addresses', MAX_ADDRESSES);
    if (violations.length > 0) throw new StreamError('BAD_USER_INPUT', { violations });
    this.#allowance.take(context, { entries: addresses.length });
    return addresses.map((address, index) => {
      try {
        return this.#read(address.toAddress(`addresses[${index}]`), context);
      } catch (thrown) {
        return toStreamError(thrown);
      }
    });
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether your grants let you resume the stream. Makes no call.',
  })
  viewerCanResume(@Root() stream: LiveStream, @Ctx() context: GraphqlContext): boolean {
    return this.#can('resume', stream, context);
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether your grants let you forbid and cut the stream. Makes no call.',
  })
  viewerCanForbid(@Root() stream: LiveStream, @Ctx() context: GraphqlContext): boolean {
    return this.#can('forbid', stream, context);
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

  #can(operation: GrantedOperation, stream: LiveStream, context: GraphqlContext): boolean {
    return isAuthorized(this.#authorize, context.caller(), operation, stream);
  }
}

function namesOf(reference: Reference): StreamAddress {
  return {
    domainName: textOf(reference, 'domainName'),
    appName: textOf(reference, 'appName'),
    streamName: textOf(reference, 'streamName'),
  };
}
