import { Field, InputType } from 'type-graphql';
import { parseOneStream, type StreamAddress } from '../../stream/address.js';
import { reasonViolations } from '../../stream/names.js';
import { untilViolations } from '../../stream/until.js';
import { DateTime } from '../date-time.scalar.js';
import { LiveStreamForbidMode } from './live-stream-forbid-mode.type.js';
import { LiveStreamType } from './live-stream-type.type.js';

@InputType({ description: 'The stream to forbid, and how to forbid it.' })
export class ForbidLiveStreamInput {
  @Field(() => String, {
    description:
      'The ingest domain (not the streaming domain), a host name such as `push.example.com`. Case does not matter.',
  })
  domainName!: string;

  @Field(() => String, {
    description:
      'The app name, 1 to 255 characters without control characters, whitespace, `/`, `?` or `#`. A forbid ' +
      'takes no wildcard.',
  })
  appName!: string;

  @Field(() => String, { description: 'The stream name. The rules of `appName` apply.' })
  streamName!: string;

  @Field(() => LiveStreamType, {
    defaultValue: LiveStreamType.PUBLISHER,
    description: 'The side of the stream to forbid.',
  })
  liveStreamType!: LiveStreamType;

  @Field(() => LiveStreamForbidMode, {
    defaultValue: LiveStreamForbidMode.UNTIL,
    description:
      'Whether to forbid the stream until a time, or only to cut it. Most encoders connect again after a CUT.',
  })
  mode!: LiveStreamForbidMode;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'When the forbid expires. It must be in the future, and is rounded up to whole seconds. Default: now plus the ' +
      'duration in the setting FORBID_HOURS, which is 24 hours by default. Not allowed with CUT.',
  })
  until?: Date | null;

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
  toAddress(nowMs: number): StreamAddress {
    return parseOneStream(this, 'input', [
      ...untilViolations(this, 'input.until', nowMs),
      ...reasonViolations(this.reason, 'input.reason'),
    ]);
  }
}
