/** A decoder of the Encoding Standard that throws on bytes that it cannot decode (`fatal: true`). */
export interface StrictDecoder {
  decode(bytes?: Uint8Array, options?: { readonly stream?: boolean }): string;
}

/** The error for bytes that are not valid in the expected encoding. Its message contains none of the bytes. */
export class UndecodableText extends Error {
  override readonly name = 'UndecodableText';
  /** The line of the byte at `byte`, counted from 1. Lines end with LF, CR or CRLF. */
  readonly line: number;
  /**
   * The position of the byte that cannot be decoded, counted from 1. It is the wrong byte, or the first byte after an
   * incomplete character. If the text ends inside a character, it is the number of bytes plus 1.
   */
  readonly byte: number;

  constructor(line: number, byte: number) {
    super(`line ${line} (byte ${byte}) cannot be decoded`);
    this.line = line;
    this.byte = byte;
  }
}

const BYTE_ORDER_MARK = '\ufeff';
const LINE_END = /\r\n|\r|\n/g;

const createUtf8 = (): StrictDecoder => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Decodes a whole text without replacement characters, because a replacement character would change a name. A byte
 * order mark is kept.
 *
 * @param createDecoder creates a decoder for each use, because a decoder has state; default: UTF-8
 * @throws UndecodableText
 */
export function decodeText(bytes: Uint8Array, createDecoder: () => StrictDecoder = createUtf8): string {
  try {
    return createDecoder().decode(bytes);
  } catch {
    throw toUndecodable(bytes, createDecoder);
  }
}

export function withoutByteOrderMark(text: string): string {
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
}

/** Finds the shortest prefix that cannot be decoded, by binary search. Every longer prefix cannot be decoded either. */
function toUndecodable(bytes: Uint8Array, createDecoder: () => StrictDecoder): UndecodableText {
  const decodePrefix = (length: number): string | undefined => {
    try {
      return createDecoder().decode(bytes.subarray(0, length), { stream: true });
    } catch {
      return undefined;
    }
  };
  let good = 0;
  // If every prefix can be decoded, the text ends inside a character.
  let bad = bytes.length + 1;
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (decodePrefix(middle) === undefined) bad = middle;
    else good = middle;
  }
  const before = decodePrefix(good) ?? '';
  return new UndecodableText((before.match(LINE_END)?.length ?? 0) + 1, bad);
}
