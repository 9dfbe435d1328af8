import { StreamError } from './errors.js';
import { type StreamEvent } from './event.js';
import { ANY_APP, appFault } from './names.js';

/** An event as a client names it: its position, and the app that it is shown for where it belongs to every app. */
export interface EventReference {
  readonly position: number;
  readonly appName: string | undefined;
}

/** A stable, opaque id. @param appName the app that a resume of every app is shown for */
export function toEventId({ position, address }: StreamEvent, appName: string): string {
  return encode({ position, appName: address.appName === ANY_APP ? appName : undefined });
}

/**
 * The event that an id names.
 * @param path where the id stands in the request
 * @throws StreamError BAD_USER_INPUT where this gateway never gave that id out
 */
export function parseEventId(id: string, path: string): EventReference {
  const [, digits = '', , appName] =
    /^event\/([1-9]\d{0,14})(\/(.+))?$/.exec(Buffer.from(id, 'base64url').toString()) ?? [];
  const reference = { position: Number(digits), appName };
  const isApp = appName === undefined || (appName !== ANY_APP && appFault(appName) === undefined);
  if (digits !== '' && isApp && encode(reference) === id) return reference;
  throw new StreamError('BAD_USER_INPUT', {
    violations: [{ path, rule: 'id', message: 'is not an id that this gateway gave out' }],
  });
}

function encode({ position, appName }: EventReference): string {
  const text = appName === undefined ? `event/${position}` : `event/${position}/${appName}`;
  return Buffer.from(text).toString('base64url');
}
