import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { type LiveStreamService } from '../../stream/live-stream-service.js';
import { ANY_APP } from '../../stream/names.js';
import { toForbidOrder } from '../../stream/until.js';
import { type GraphqlContext, toCallerContext } from '../context.js';
import { ForbidLiveStreamInput } from './forbid-live-stream.input.js';
import { ResumeLiveStreamInput } from './resume-live-stream.input.js';
import { type RequestLoaders } from '../loader/loaders.js';
import { ForbidLiveStreamPayload } from './forbid-live-stream-payload.type.js';
import { LiveStream } from '../stream/live-stream.type.js';
import { ResumeLiveStreamPayload } from './resume-live-stream-payload.type.js';

export interface LiveStreamMutationsParts {
  readonly service: LiveStreamService;
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
  ): Promise<ResumeLiveStreamPayload> {
    const call = toCallerContext(context);
    const address = input.toAddress();
    const { requestId } = await this.#parts.service.resume(address, {
      ...call,
      reason: input.reason ?? undefined,
    });
    this.#parts.loaders.forget(context);
    return new ResumeLiveStreamPayload(
      requestId,
      address.appName === ANY_APP ? null : new LiveStream(address),
    );
  }

  @Mutation(() => ForbidLiveStreamPayload, {
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
