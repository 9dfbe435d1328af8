import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { type Control } from '../../stream/control.js';
import { ANY_APP } from '../../stream/names.js';
import { type GraphqlContext, toControlCall } from '../context.js';
import { ResumeLiveStreamInput } from '../input/resume-live-stream.input.js';
import { LiveStream } from '../type/live-stream.type.js';
import { ResumeLiveStreamPayload } from '../type/resume-live-stream-payload.type.js';

@Resolver()
export class LiveStreamControlResolver {
  readonly #control: Control;

  constructor(control: Control) {
    this.#control = control;
  }

  @Mutation(() => ResumeLiveStreamPayload, {
    description: [
      'Lifts the forbid of a stream, so that its encoder may push again (upstream operation ResumeLiveStream).',
      '',
      'Effect: the stream leaves the forbid list. It does not start to push: the encoder has to connect anew.',
      'Repeat: safe. Resuming twice sets the same state; a stream that is not forbidden stays as it is.',
      'Cost: one call of the account’s 30 a second.',
      'Errors (`extensions.code`): BAD_USER_INPUT, UNAUTHENTICATED, FORBIDDEN, DOMAIN_NOT_FOUND,',
      'OPERATION_NOT_ALLOWED, RATE_LIMITED, UPSTREAM_TIMEOUT (it may have taken effect), UPSTREAM_UNAVAILABLE,',
      'UPSTREAM_DENIED, UPSTREAM_ERROR, INTERNAL_SERVER_ERROR.',
    ].join('\n'),
  })
  async resumeLiveStream(
    @Arg('input', () => ResumeLiveStreamInput, { description: 'Which stream to resume.' })
    input: ResumeLiveStreamInput,
    @Ctx() context: GraphqlContext,
  ): Promise<ResumeLiveStreamPayload> {
    const call = toControlCall(context);
    const address = input.toAddress();
    const { requestId } = await this.#control.resume(address, call);
    return new ResumeLiveStreamPayload(
      requestId,
      address.appName === ANY_APP ? null : new LiveStream(address),
    );
  }
}
