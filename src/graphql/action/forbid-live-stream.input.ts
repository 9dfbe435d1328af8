import { Field, InputType } from 'type-graphql';
import { parseOneStream, type StreamAddress } from '../../stream/address.js';
import { reasonViolations } from '../../stream/names.js';
import { untilViolations } from '../../stream/until.js';
import { DateTime } from '../date-time.scalar.js';
import { LiveStreamForbidMode } from './live-stream-forbid-mode.type.js';
import { LiveStreamType } from './live-stream-type.type.js';

@InputType({ description: 'Which stream to forbid, and how.' })
export class ForbidLiveStreamInput {
  @Field(() => String, {
    description:
      'The ingest domain (not the streaming domain), a host name such as `push.example.com`. Case does not matter.',
  })
  domainName!: string;

  @Field(() => String, {
    description:
      'The app name, 1 to 255 characters without control characters, whitespace, `/`, `?` or `#`. There is no ' +
      'wildcard for forbidding.',
  })
  appName!: string;

  @Field(() => String, { description: 'The stream name, under the same rules as `appName`.' })
  streamName!: string;

  @Field(() => LiveStreamType, {
    defaultValue: LiveStreamType.PUBLISHER,
    description: 'Which side of the stream to forbid.',
  })
  liveStreamType!: LiveStreamType;

  @Field(() => LiveStreamForbidMode, {
    defaultValue: LiveStreamForbidMode.UNTIL,
    description:
      'Whether to keep the stream out, or only to cut it. After a CUT most encoders connect again.',
  })
  mode!: LiveStreamForbidMode;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'When the forbid ends by itself, in the future; a part of a second counts as a whole one. Default: the duration that the ' +
      'gateway is configured with, 24 hours unless changed. Not with CUT.',
  })
  until?: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why, in at most 500 characters. For `LiveStream.actions`; never sent to ApsaraVideo Live.',
  })
  reason?: string | null;

  /** @throws StreamError BAD_USER_INPUT with every violation at once, paths under `input` */
  toAddress(nowMs: number): StreamAddress {
    return parseOneStream(this, 'input', [
      ...untilViolations(this, 'input.until', nowMs),
      ...reasonViolations(this.reason, 'input.reason'),
    ]);
  }
}
