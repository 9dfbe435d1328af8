import { Field, InputType } from 'type-graphql';
import { parseStreamAddresses, type StreamAddress } from '../../stream/address.js';
import { reasonViolations } from '../../stream/names.js';
import { MAX_RESUMED_AT_ONCE } from '../../stream/stream-resumes.js';
import { LiveStreamAddressInput } from '../stream/live-stream-address.input.js';

@InputType({ description: 'The streams to resume, on one domain or on several.' })
export class ResumeLiveStreamsInput {
  @Field(() => [LiveStreamAddressInput], {
    description: `The streams, 1 to ${MAX_RESUMED_AT_ONCE}. For more, start a bulk job.`,
  })
  streams!: LiveStreamAddressInput[];

  @Field(() => String, {
    nullable: true,
    description:
      'The reason, at most 500 characters. `LiveStream.actions` of each stream shows it. It is never sent upstream.',
  })
  reason?: string | null;

  /**
   * Checks the input and returns the addresses.
   * @throws StreamError BAD_USER_INPUT with every violation; the paths are under `input`
   */
  toAddresses(): StreamAddress[] {
    return parseStreamAddresses(this.streams, {
      path: 'input.streams',
      max: MAX_RESUMED_AT_ONCE,
      others: reasonViolations(this.reason, 'input.reason'),
    });
  }
}
