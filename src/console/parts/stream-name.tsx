import { type ReactNode } from 'react';
import { Link } from 'react-router';
import { toVisible } from '../../stream/name-look.js';

export interface NamedStream {
  readonly appName: string;
  readonly streamName: string;
}

/** A name as text that shows what the eye would miss, and that does not turn its neighbours around. */
export function Name({ text }: { readonly text: string }): ReactNode {
  return <bdi>{toVisible(text)}</bdi>;
}

export function toPath({ appName, streamName }: NamedStream): string {
  return `${appName}/${streamName}`;
}

export function toStreamAddress(id: string): string {
  return `/streams/${encodeURIComponent(id)}`;
}

/** The name of a stream as a link to its page. */
export function StreamLink({
  stream,
}: {
  readonly stream: NamedStream & { readonly id: string };
}): ReactNode {
  return (
    <Link to={toStreamAddress(stream.id)}>
      <Name text={stream.appName} />/<Name text={stream.streamName} />
    </Link>
  );
}
