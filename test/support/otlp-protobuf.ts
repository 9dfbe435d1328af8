/** The field numbers on the path to the name of a span (opentelemetry-proto 1.x, trace.proto). */
const RESOURCE_SPANS = 1;
const SCOPE_SPANS = 2;
const SPANS = 2;
const NAME = 5;

const VARINT = 0;
const FIXED64 = 1;
const LENGTH_DELIMITED = 2;
const FIXED32 = 5;

/** Returns the names of all spans of an OTLP export in Protocol Buffers. */
export function spanNamesIn(body: Buffer): string[] {
  return fieldsOf(body, RESOURCE_SPANS)
    .flatMap((resource) => fieldsOf(resource, SCOPE_SPANS))
    .flatMap((scope) => fieldsOf(scope, SPANS))
    .flatMap((span) => fieldsOf(span, NAME))
    .map((name) => name.toString());
}

/** Returns the values of one length-delimited field of a message. */
function fieldsOf(message: Buffer, wanted: number): Buffer[] {
  const values: Buffer[] = [];
  let at = 0;
  const readVarint = (): number => {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = message.readUInt8(at);
      at += 1;
      value += (byte % 128) * shift;
      if (byte < 128) return value;
    }
  };
  while (at < message.length) {
    const tag = readVarint();
    const type = tag % 8;
    if (type === VARINT) readVarint();
    else if (type === FIXED64) at += 8;
    else if (type === FIXED32) at += 4;
    else if (type === LENGTH_DELIMITED) {
      const length = readVarint();
      if (Math.floor(tag / 8) === wanted) values.push(message.subarray(at, at + length));
      at += length;
    } else throw new TypeError(`no wire type of Protocol Buffers: ${type}`);
  }
  return values;
}
