import { type Violation } from './errors.js';

/** A broken rule without the path of the value. */
export type NameFault = Omit<Violation, 'path'>;

export const ANY_APP = '*';

/**
 * Related operations of the API document a maximum of 255 or 256 characters. The lower number is safe for all of them.
 */
const MAX_NAME_CHARACTERS = 255;
const MAX_HOST_CHARACTERS = 253;
const HOST_LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;
const UNSAFE_CHARACTER = /[\p{Cc}\s/?#]/u;
/** The character that lenient decoders use in place of bytes that they cannot decode. */
export const REPLACEMENT_CHARACTER = '\ufffd';

const EMPTY: NameFault = { rule: 'required', message: 'must not be empty' };

/** Checks a domain name. A live domain has a host name of at least two labels, in ASCII (`xn--…` for other scripts). */
export function domainFault(value: string): NameFault | undefined {
  if (value === '') return EMPTY;
  const labels = value.toLowerCase().split('.');
  const isHostName =
    value.length <= MAX_HOST_CHARACTERS &&
    labels.length > 1 &&
    labels.every((label) => HOST_LABEL.test(label));
  return isHostName
    ? undefined
    : {
        rule: 'hostName',
        message: 'must be a host name such as push.example.com, without scheme, port or path',
      };
}

/** Checks an app name. `*` alone means every app of the domain (documentation of ResumeLiveStream). */
export function appFault(value: string): NameFault | undefined {
  const wildcardInside = value !== ANY_APP && value.includes('*');
  return (
    nameFault(value) ??
    (wildcardInside ? { rule: 'wildcard', message: '"*" is allowed only alone, for every app' } : undefined)
  );
}

/**
 * Checks a stream name. The documentation has no wildcard for stream names, so the upstream would look for a stream
 * with the name "*".
 */
export function streamFault(value: string): NameFault | undefined {
  return (
    nameFault(value) ??
    (value === '*' ? { rule: 'wildcard', message: 'stream names have no wildcard' } : undefined)
  );
}

/**
 * Refuses only names that are certainly invalid. If the gateway refused an unusual but valid name, its stream could not
 * be resumed.
 */
function nameFault(value: string): NameFault | undefined {
  if (value === '') return EMPTY;
  if (!value.isWellFormed())
    return { rule: 'wellFormed', message: 'must not contain half of a surrogate pair' };
  if (UNSAFE_CHARACTER.test(value))
    return {
      rule: 'characters',
      message: 'must not contain control characters, whitespace, "/", "?" or "#"',
    };
  if (value.includes(REPLACEMENT_CHARACTER))
    return {
      rule: 'replacement',
      message: 'must not contain U+FFFD: the text was decoded with a wrong encoding',
    };
  return isLongerThan(value, MAX_NAME_CHARACTERS)
    ? { rule: 'maxLength', message: `must have at most ${MAX_NAME_CHARACTERS} characters` }
    : undefined;
}

/**
 * The longest name in a list that the gateway shows, in UTF-16 code units: twice the documented maximum. Ids and cursors
 * contain such names, so they must have a limit.
 */
const MAX_LISTED_LENGTH = 512;
const NOT_LISTED = /[\p{Cc}/]/u;

/**
 * Returns whether the gateway shows a stream from a list of ApsaraVideo Live. Its names can break the rules for names of
 * requests, for example contain a space. "/" separates the names in an id, and control characters and half surrogate
 * pairs cannot be stored or displayed. The app "*" means every app.
 */
export function isListedStream({ appName, streamName }: { appName: string; streamName: string }): boolean {
  return appName !== ANY_APP && isListedName(appName) && isListedName(streamName);
}

/** Returns whether the name of an app or a stream can be part of `isListedStream`. */
export function isListedName(name: string): boolean {
  return name !== '' && name.length <= MAX_LISTED_LENGTH && !NOT_LISTED.test(name) && name.isWellFormed();
}

/**
 * Returns whether a text has more than a number of code points. It counts them only if the UTF-16 length does not
 * decide.
 */
export function isLongerThan(value: string, characters: number): boolean {
  if (value.length <= characters) return false;
  return value.length > 2 * characters || Array.from(value).length > characters;
}

const MAX_REASON_CHARACTERS = 500;

/**
 * Checks the reason for an action. It is free text that is stored and never sent to the upstream. The databases cannot
 * store the characters that are refused.
 */
export function reasonViolations(reason: string | null | undefined, path: string): Violation[] {
  if (reason === null || reason === undefined) return [];
  if (reason.includes('\0') || !reason.isWellFormed())
    return [{ path, rule: 'characters', message: 'must not contain U+0000 or half of a surrogate pair' }];
  if (!isLongerThan(reason, MAX_REASON_CHARACTERS)) return [];
  return [{ path, rule: 'maxLength', message: `must have at most ${MAX_REASON_CHARACTERS} characters` }];
}
