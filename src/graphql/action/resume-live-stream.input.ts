import { Field, InputType } from 'type-graphql';
import { parseStreamAddress, type StreamAddress } from '../../stream/address.js';
import { reasonViolations } from '../../stream/names.js';
import { LiveStreamType } from './live-stream-type.type.js';

@InputType({ description: 'Which stream to resume. Names are matched exactly by ApsaraVideo Live.' })
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
      'The stream name, under the same rules as `appName`. There is no wildcard: `*` alone is refused, since ' +
      'ApsaraVideo Live would look for a stream of that name.',
  })
  streamName!: string;

  @Field(() => LiveStreamType, {
    defaultValue: LiveStreamType.PUBLISHER,
    description: 'Which side of the stream to resume.',
  })
  liveStreamType!: LiveStreamType;

  @Field(() => String, {
    nullable: true,
    description:
      'Why, in at most 500 characters. For `LiveStream.actions`; never sent to ApsaraVideo Live, which has no place ' +
      'for it.',
  })
  reason?: string | null;

  /** @throws StreamError BAD_USER_INPUT with every violation at once, paths under `input` */
  toAddress(): StreamAddress {
    return parseStreamAddress(this, 'input', reasonViolations(this.reason, 'input.reason'));
  }
}
