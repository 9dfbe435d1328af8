import { getBOMEncoding, normalizeEncoding, TextDecoder } from '@exodus/bytes/encoding.js';
import {
  decodeText,
  type StrictDecoder,
  UndecodableText,
  withoutByteOrderMark,
} from '../stream/strict-text.js';
import { CommandFailed, type Message } from './command-failed.js';
import { type ListFault } from './list-refused.js';

export interface DecodedList {
  readonly text: string;
  /** Its name in the Encoding Standard, in lower case. */
  readonly encoding: string;
  /** Whether the bytes are also valid UTF-8, so that the named encoding may be wrong. */
  readonly isAmbiguous: boolean;
}

/** Names of Windows, iconv and Python that are missing in the Encoding Standard. */
const ALIASES: Readonly<Record<string, string>> = {
  cp932: 'shift_jis',
  cp936: 'gbk',
  'windows-936': 'gbk',
  cp949: 'euc-kr',
  ms949: 'euc-kr',
  cp950: 'big5',
  'windows-950': 'big5',
  utf16: 'utf-16',
  utf16le: 'utf-16le',
  utf16be: 'utf-16be',
};
/** The byte order mark defines the byte order. Without a mark it is little-endian, as on Windows. */
const UTF_16 = 'utf-16';
const UTF_8 = 'utf-8';
/** `x-user-defined` maps all bytes from 0x80 to private characters, and therefore decodes any file. */
const USELESS: ReadonlySet<string> = new Set(['replacement', 'x-user-defined']);
const THREE_BYTES = /[\u0800-\uffff]|[\u{10000}-\u{10ffff}]/u;
const NOT_ASCII = /[^\0-\x7f]/;

/** @throws CommandFailed if the encoding is unknown */
export function parseEncoding(label: string): string {
  const lower = label.trim().toLowerCase();
  const name = ALIASES[lower] ?? lower;
  if (name === UTF_16) return UTF_16;
  const encoding = normalizeEncoding(name);
  if (encoding === null || USELESS.has(encoding))
    throw new CommandFailed(2, (text) => text.wrongUse.encoding);
  return encoding;
}

/**
 * Decodes a list. It never replaces bytes that it cannot decode. The encoding is the named one. If none is named, the
 * byte order mark defines it, and the default is UTF-8.
 *
 * @param named the encoding that `parseEncoding` returned
 */
export function decodeList(bytes: Uint8Array, named: string | undefined): DecodedList | ListFault {
  const mark = getBOMEncoding(bytes) ?? undefined;
  if (named !== undefined && mark !== undefined && mark !== named && !(named === UTF_16 && mark !== UTF_8))
    return {
      message: ({ list }) => list.wrongMark(toShownName(mark), named),
    };
  const encoding = named === undefined || named === UTF_16 ? (mark ?? named ?? UTF_8) : named;
  try {
    const text = withoutByteOrderMark(decodeText(bytes, () => createDecoder(encoding)));
    return checkChoice(bytes, text, encoding);
  } catch (thrown) {
    if (!(thrown instanceof UndecodableText)) throw thrown;
    return { line: thrown.line, message: toMessage(thrown, encoding, (named ?? mark) === undefined) };
  }
}

function createDecoder(encoding: string): StrictDecoder {
  return new TextDecoder(encoding === UTF_16 ? 'utf-16le' : encoding, { fatal: true, ignoreBOM: true });
}

/** @param isGuessed whether neither a mark nor the user named the encoding */
function toMessage({ byte }: UndecodableText, encoding: string, isGuessed: boolean): Message {
  return ({ list }) => list.undecodable(toShownName(encoding), byte, isGuessed);
}

/** Returns the usual spelling of the name of an encoding. */
export function toShownName(encoding: string): string {
  return encoding.startsWith('windows') ? encoding : encoding.toUpperCase();
}

/**
 * Other encodings can decode most UTF-8 texts, into wrong names. If a whole text is valid UTF-8, it is treated as
 * UTF-8. Text in another encoding is almost never valid UTF-8 by chance.
 */
function checkChoice(bytes: Uint8Array, text: string, encoding: string): DecodedList | ListFault {
  const nul = text.indexOf('\0');
  if (nul >= 0) {
    const line = (text.slice(0, nul).match(/\r\n|\r|\n/g)?.length ?? 0) + 1;
    return { line, message: ({ list }) => list.nul };
  }
  const asUtf8 = encoding.startsWith('utf-') ? undefined : toUtf8(bytes);
  const isAmbiguous = asUtf8 !== undefined && NOT_ASCII.test(asUtf8);
  if (isAmbiguous && (THREE_BYTES.test(asUtf8) || text.length === bytes.length))
    return {
      message: ({ list }) => list.isUtf8(toShownName(encoding)),
    };
  return { text, encoding, isAmbiguous };
}

function toUtf8(bytes: Uint8Array): string | undefined {
  try {
    return decodeText(bytes);
  } catch {
    return undefined;
  }
}
