/** A decoder of the Encoding Standard that throws for bytes it cannot decode (`fatal: true`). */
export interface StrictDecoder {
  decode(bytes?: Uint8Array, options?: { readonly stream?: boolean }): string;
}

/** Bytes that are no text of the encoding that they were read as. The message repeats none of them. */
export class UndecodableText extends Error {
  override readonly name = 'UndecodableText';
  /** Of that byte, counted from 1. Lines end with LF, CR or both. */
  readonly line: number;
  /**
   * The byte that cannot stand where it stands, counted from 1: a wrong one, or the one behind half a character. One more
   * than the length where the text ends within a character.
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
 * Decodes a whole text and replaces nothing: a replacement character would turn a name into another name.
 * A byte order mark is kept.
 *
 * @param createDecoder makes a new decoder for each use, since a decoder keeps a state; default UTF-8
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

/** Looks for the shortest prefix that no more bytes can mend, by halving: a longer one cannot be decoded either. */
function toUndecodable(bytes: Uint8Array, createDecoder: () => StrictDecoder): UndecodableText {
  const decodePrefix = (length: number): string | undefined => {
    try {
      return createDecoder().decode(bytes.subarray(0, length), { stream: true });
    } catch {
      return undefined;
    }
  };
  let good = 0;
  // Where every prefix can be decoded the text ends within a character.
  let bad = bytes.length + 1;
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (decodePrefix(middle) === undefined) bad = middle;
    else good = middle;
  }
  const before = decodePrefix(good) ?? '';
  return new UndecodableText((before.match(LINE_END)?.length ?? 0) + 1, bad);
}
