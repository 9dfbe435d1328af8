import { StreamError } from './errors.js';
import { type StreamEvent } from './event.js';
import { ANY_APP, isListedName } from './names.js';

/**
 * The content of an event id: the position of the event. If the event is for every app, the content also has the app
 * under which the event is shown.
 */
export interface EventReference {
  readonly position: number;
  readonly appName: string | undefined;
}

/**
 * Returns a stable, opaque id.
 * @param appName the app that the event is shown for if it is a resume of every app
 */
export function toEventId({ position, address }: StreamEvent, appName: string): string {
  return encode({ position, appName: address.appName === ANY_APP ? appName : undefined });
}

/**
 * Returns the content of an event id.
 * @param path the position of the id in the request
 * @throws StreamError BAD_USER_INPUT if `toEventId` cannot have created the id
 */
export function parseEventId(id: string, path: string): EventReference {
  const [, digits = '', , appName] =
    /^event\/([1-9]\d{0,14})(\/(.+))?$/s.exec(Buffer.from(id, 'base64url').toString()) ?? [];
  const reference = { position: Number(digits), appName };
  const isApp = appName === undefined || (appName !== ANY_APP && isListedName(appName));
  if (digits !== '' && isApp && encode(reference) === id) return reference;
  throw new StreamError('BAD_USER_INPUT', {
    violations: [{ path, rule: 'id', message: 'is not an id that this gateway returned' }],
  });
}

function encode({ position, appName }: EventReference): string {
  const text = appName === undefined ? `event/${position}` : `event/${position}/${appName}`;
  return Buffer.from(text).toString('base64url');
}
