import { type GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import { type LiveStreamService } from '../../stream/live-stream-service.js';
import { ANY_APP } from '../../stream/names.js';
import { type StreamResumes } from '../../stream/stream-resumes.js';
import { toForbidOrder } from '../../stream/until.js';
import { type GraphqlContext, toCallerContext } from '../context.js';
import { isSelected } from '../documents/is-selected.js';
import { ForbidLiveStreamInput } from './forbid-live-stream.input.js';
import { ResumeLiveStreamInput } from './resume-live-stream.input.js';
import { ResumeLiveStreamsInput } from './resume-live-streams.input.js';
import { type RequestLoaders } from '../loader/loaders.js';
import { ForbidLiveStreamPayload } from './forbid-live-stream-payload.type.js';
import { LiveStream } from '../stream/live-stream.type.js';
import { ResumeLiveStreamPayload } from './resume-live-stream-payload.type.js';
import { ResumeLiveStreamsPayload } from './resume-live-streams-payload.type.js';

export interface LiveStreamMutationsParts {
  readonly service: LiveStreamService;
  readonly resumes: StreamResumes;
  readonly loaders: RequestLoaders;
  /** How long a forbid lasts that is given no end. */
  readonly forbidMs: number;
}

const ERRORS = [
  'Errors (`extensions.code`): BAD_USER_INPUT, UNAUTHENTICATED, FORBIDDEN, DOMAIN_NOT_FOUND,',
  'OPERATION_NOT_ALLOWED, RATE_LIMITED, UPSTREAM_TIMEOUT (it may have taken effect), UPSTREAM_UNAVAILABLE,',
  'UPSTREAM_DENIED, UPSTREAM_ERROR, STORE_UNAVAILABLE, INTERNAL_SERVER_ERROR.',
  'An error whose path goes on with `stream` is one of reading: the action was done.',
];

@Resolver()
export class LiveStreamMutationsResolver {
  readonly #parts: LiveStreamMutationsParts;

  constructor(parts: LiveStreamMutationsParts) {
    this.#parts = parts;
  }

  @Mutation(() => ResumeLiveStreamPayload, {
    nullable: true,
    description: [
      'Lifts the forbid of a stream, so that its encoder may push again (upstream operation ResumeLiveStream).',
      '',
      'Effect: the stream leaves the forbid list. It does not start to push: the encoder has to connect anew.',
      'Repeat: safe. Resuming twice sets the same state; a stream that is not forbidden stays as it is.',
      'Cost: one call of the account’s 30 a second.',
      ...ERRORS,
    ].join('\n'),
  })
  async resumeLiveStream(
    @Arg('input', () => ResumeLiveStreamInput, { description: 'Which stream to resume.' })
    input: ResumeLiveStreamInput,
    @Ctx() context: GraphqlContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ResumeLiveStreamPayload> {
    const call = toCallerContext(context);
    const address = input.toAddress();
    const result = await this.#parts.resumes.one(address, {
      ...call,
      reason: input.reason ?? undefined,
      tellsWasForbidden: isSelected(info, ['wasForbidden']),
    });
    this.#parts.loaders.forget(context);
    if (result.error !== undefined) throw result.error;
    return new ResumeLiveStreamPayload(
      result.requestId,
      result.wasForbidden ?? null,
      address.appName === ANY_APP ? null : new LiveStream(address),
    );
  }

  @Mutation(() => ResumeLiveStreamsPayload, {
    nullable: true,
    description: [
      'Lifts the forbids of up to 25 streams, side by side (upstream operation ResumeLiveStream, once for each).',
      '',
      'Effect: as of `resumeLiveStream`. One that is refused does not stop the others: each has a result of its own,',
      'with an error like those of `resumeLiveStream`. Input that breaks a rule is refused as a whole, before anything',
      'is sent.',
      'Repeat: safe, as `resumeLiveStream` is.',
      'Cost: for each stream one call of the account’s 30 a second. Each counts as an action of the caller’s limit, and a',
      'request holds at most 25 actions. For more streams, start a bulk job.',
      'Errors (`extensions.code`): BAD_USER_INPUT, UNAUTHENTICATED, RATE_LIMITED, INTERNAL_SERVER_ERROR.',
    ].join('\n'),
  })
  async resumeLiveStreams(
    @Arg('input', () => ResumeLiveStreamsInput, { description: 'Which streams to resume.' })
    input: ResumeLiveStreamsInput,
    @Ctx() context: GraphqlContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ResumeLiveStreamsPayload> {
    const call = toCallerContext(context);
    const results = await this.#parts.resumes.each(input.toAddresses(), {
      ...call,
      reason: input.reason ?? undefined,
      tellsWasForbidden: isSelected(info, ['results', 'wasForbidden']),
    });
    this.#parts.loaders.forget(context);
    return new ResumeLiveStreamsPayload(results);
  }

  @Mutation(() => ForbidLiveStreamPayload, {
    nullable: true,
    description: [
      'Cuts a stream and keeps it out until an end (upstream operation ForbidLiveStream).',
      '',
      'Effect: UNTIL interrupts the stream and lists it as forbidden until `until`. CUT only interrupts it: nothing is',
      'listed, and most encoders connect again within seconds.',
      'Repeat: UNTIL is safe, forbidding again moves the end. CUT interrupts the stream anew each time, so that after an',
      'unknown outcome look at the stream first.',
      'Cost: one call of the account’s 20 a second. The forbid list holds 10,000 streams: QUOTA_EXCEEDED.',
      ...ERRORS,
    ].join('\n'),
  })
  async forbidLiveStream(
    @Arg('input', () => ForbidLiveStreamInput, { description: 'Which stream to forbid, and how.' })
    input: ForbidLiveStreamInput,
    @Ctx() context: GraphqlContext,
  ): Promise<ForbidLiveStreamPayload> {
    const call = toCallerContext(context);
    const nowMs = Date.now();
    const address = input.toAddress(nowMs);
    const order = toForbidOrder(input, nowMs, this.#parts.forbidMs);
    const { service, loaders } = this.#parts;
    const { requestId } = await service.forbid(address, order, {
      ...call,
      reason: input.reason ?? undefined,
    });
    loaders.forget(context);
    const until = order.mode === 'UNTIL' ? order.until : null;
    return new ForbidLiveStreamPayload(requestId, until, new LiveStream(address));
  }
}
