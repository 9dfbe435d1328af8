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
  /** The duration of a forbid without an end, in milliseconds. */
  readonly forbidMs: number;
}

const ERRORS = [
  'Errors (`extensions.code`): BAD_USER_INPUT, UNAUTHENTICATED, FORBIDDEN, DOMAIN_NOT_FOUND,',
  'OPERATION_NOT_ALLOWED, RATE_LIMITED, UPSTREAM_TIMEOUT (it may have taken effect), UPSTREAM_UNAVAILABLE,',
  'UPSTREAM_DENIED, UPSTREAM_ERROR, STORE_UNAVAILABLE, INTERNAL_SERVER_ERROR.',
  'If the path of an error continues with `stream`, the action succeeded, and only reading the stream failed.',
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
      'Effect: the stream leaves the forbid list. This does not start the stream: the encoder has to connect again.',
      'Repeat: safe. A second resume sets the same state. A stream that is not forbidden does not change.',
      'Cost: one of the 30 calls per second of the account.',
      ...ERRORS,
    ].join('\n'),
  })
  async resumeLiveStream(
    @Arg('input', () => ResumeLiveStreamInput, { description: 'The stream to resume.' })
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
      'Lifts the forbids of up to 25 streams, in parallel (upstream operation ResumeLiveStream, once for each stream).',
      '',
      'Effect: that of `resumeLiveStream` for each stream. A failure does not stop the other streams: each has its own result,',
      'with an error like those of `resumeLiveStream`. If any input breaks a rule, the whole request is refused before',
      'anything is sent.',
      'Repeat: safe, like `resumeLiveStream`.',
      'Cost: for each stream, one of the 30 calls per second of the account. Each stream counts as an action in the limit',
      'of the caller. A request has at most 25 actions. For more streams, start a bulk job.',
      'Errors (`extensions.code`): BAD_USER_INPUT, UNAUTHENTICATED, RATE_LIMITED, INTERNAL_SERVER_ERROR.',
    ].join('\n'),
  })
  async resumeLiveStreams(
    @Arg('input', () => ResumeLiveStreamsInput, { description: 'The streams to resume.' })
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
      'Cuts a stream and forbids it until a time (upstream operation ForbidLiveStream).',
      '',
      'Effect: UNTIL interrupts the stream and keeps it on the forbid list until `until`. CUT only interrupts it: the stream',
      'is not put on the forbid list, and most encoders connect again within seconds.',
      'Repeat: UNTIL is safe: a second forbid changes the end. CUT interrupts the stream again each time. After an unknown',
      'outcome, check the stream before you repeat a CUT.',
      'Cost: one of the 20 calls per second of the account. The forbid list holds at most 10,000 streams; then QUOTA_EXCEEDED.',
      ...ERRORS,
    ].join('\n'),
  })
  async forbidLiveStream(
    @Arg('input', () => ForbidLiveStreamInput, { description: 'The stream to forbid, and how to forbid it.' })
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
