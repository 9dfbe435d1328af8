import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import {
  lengthViolations,
  parseListedStream,
  parseOneStream,
  parseStreamId,
  type StreamAddress,
} from '../../stream/address.js';
import { type Authorize, type GrantedOperation } from '../../stream/caller.js';
import { StreamError, toStreamError } from '../../stream/errors.js';
import { isAuthorized } from '../../stream/is-authorized.js';
import { type GraphqlContext } from '../context.js';
import { type RequestAllowance } from '../documents/request-allowance.js';
import { type Reference, textOf } from '../federation.js';
import { LiveStreamAddressArgs, LiveStreamAddressInput } from './live-stream-address.input.js';
import { LiveStream } from './live-stream.type.js';

/** The largest number of addresses in one list: as many streams as a page for a person shows. */
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
      'A stream by its address. Needs a `read` grant on its domain and app. It makes no upstream call by itself, so a result',
      'does not mean that the stream or its domain exists.',
      'Errors (`extensions.code`): BAD_USER_INPUT, UNAUTHENTICATED, FORBIDDEN.',
    ].join('\n'),
  })
  liveStream(
    @Args(() => LiveStreamAddressArgs) address: LiveStreamAddressArgs,
    @Ctx() context: GraphqlContext,
  ): LiveStream {
    return this.#read(parseOneStream(address, ''), 'domainName', context);
  }

  @Query(() => [LiveStream], {
    nullable: 'itemsAndList',
    description: [
      'Streams by their addresses, in the same order, like `liveStream` for each. A refused address is null, with an error at',
      'its own path. The data for their fields is read together.',
      'Errors (`extensions.code`): BAD_USER_INPUT, UNAUTHENTICATED, FORBIDDEN.',
    ].join('\n'),
  })
  liveStreamsByAddress(
    @Arg('addresses', () => [LiveStreamAddressInput], {
      description: `1 to ${MAX_ADDRESSES} addresses, on one domain or on several. An address may occur twice.`,
    })
    addresses: LiveStreamAddressInput[],
    @Ctx() context: GraphqlContext,
  ): (LiveStream | StreamError)[] {
    const violations = lengthViolations(addresses, 'addresses', MAX_ADDRESSES);
    if (violations.length > 0) throw new StreamError('BAD_USER_INPUT', { violations });
    this.#allowance.take(context, { entries: addresses.length }, 'addresses');
    return addresses.map((address, index) => {
      try {
        const path = `addresses[${index}]`;
        return this.#read(address.toAddress(path), `${path}.domainName`, context);
      } catch (thrown) {
        return toStreamError(thrown);
      }
    });
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether your grants let you resume the stream. Makes no upstream call.',
  })
  viewerCanResume(@Root() stream: LiveStream, @Ctx() context: GraphqlContext): boolean {
    return this.#can('resume', stream, context);
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether your grants let you forbid and cut the stream. Makes no upstream call.',
  })
  viewerCanForbid(@Root() stream: LiveStream, @Ctx() context: GraphqlContext): boolean {
    return this.#can('forbid', stream, context);
  }

  /** Resolves a reference of a supergraph. It is authorized like any other read. */
  resolveReference(reference: Reference, context: GraphqlContext): LiveStream {
    return 'id' in reference
      ? this.#read(parseStreamId(textOf(reference, 'id'), 'id'), 'id', context)
      : this.#read(parseListedStream(namesOf(reference), ''), 'domainName', context);
  }

  #read(address: StreamAddress, domainPath: string, context: GraphqlContext): LiveStream {
    this.#authorize(context.caller(), 'read', address);
    return new LiveStream(address, { domainPath });
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
