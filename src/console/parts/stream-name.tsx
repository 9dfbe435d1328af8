import { type ReactNode } from 'react';
import { Link } from 'react-router';
import { toVisible } from '../../stream/name-look.js';

export interface NamedStream {
  readonly appName: string;
  readonly streamName: string;
}

/**
 * Shows a name with its invisible characters as escapes. `bdi` isolates the name, so that text
 * from right to left does not reorder the text around it.
 */
export function Name({ text }: { readonly text: string }): ReactNode {
  return <bdi>{toVisible(text)}</bdi>;
}

export function toPath({ appName, streamName }: NamedStream): string {
  return `${appName}/${streamName}`;
}

export function toStreamAddress(id: string): string {
  return `/streams/${encodeURIComponent(id)}`;
}

/** Shows the app and the name of a stream as text. */
export function StreamName({ stream: { appName, streamName } }: { readonly stream: NamedStream }): ReactNode {
  return (
    <>
      <Name text={appName} />/<Name text={streamName} />
    </>
  );
}

/** Shows the name of a stream as a link to its page. A name that was only typed has no page. */
export function StreamLink({
  stream,
}: {
  readonly stream: NamedStream & { readonly id: string; readonly isTyped?: boolean | undefined };
}): ReactNode {
  const name = <StreamName stream={stream} />;
  return stream.isTyped === true ? name : <Link to={toStreamAddress(stream.id)}>{name}</Link>;
}
