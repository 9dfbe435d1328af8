import { Field, InputType } from 'type-graphql';
import { parseStreamAddress, type StreamAddress } from '../../stream/address.js';
import { reasonViolations } from '../../stream/names.js';
import { LiveStreamType } from './live-stream-type.type.js';

@InputType({ description: 'The stream to resume. ApsaraVideo Live compares names exactly.' })
export class ResumeLiveStreamInput {
  @Field(() => String, {
    description:
      'The ingest domain (not the streaming domain), a host name such as `push.example.com`. Case does not matter.',
  })
  domainName!: string;

  @Field(() => String, {
    description:
      'The app name, 1 to 255 characters without control characters, whitespace, `/`, `?` or `#`. `*` alone means ' +
      'every app of the domain and needs a grant with `anyApp`.',
  })
  appName!: string;

  @Field(() => String, {
    description:
      'The stream name. The rules of `appName` apply, but there is no wildcard: `*` alone is refused, because ' +
      'ApsaraVideo Live would search for a stream of that name.',
  })
  streamName!: string;

  @Field(() => LiveStreamType, {
    defaultValue: LiveStreamType.PUBLISHER,
    description: 'The side of the stream to resume.',
  })
  liveStreamType!: LiveStreamType;

  @Field(() => String, {
    nullable: true,
    description:
      'The reason, at most 500 characters. `LiveStream.actions` shows it. It is never sent to ApsaraVideo Live.',
  })
  reason?: string | null;

  /**
   * Checks the input and returns the address.
   * @throws StreamError BAD_USER_INPUT with every violation; the paths are under `input`
   */
  toAddress(): StreamAddress {
    return parseStreamAddress(this, 'input', reasonViolations(this.reason, 'input.reason'));
  }
}
