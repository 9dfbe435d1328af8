import { hash } from 'node:crypto';

const BLOCK_BYTES = 64;
const DIGEST_BYTES = 32;

/**
 * HMAC-SHA256 (RFC 2104) of short ASCII texts in hex. The key is prepared once, and both hashes are made in one step
 * each: a third of what an object of `createHmac` takes for each text.
 */
export function createHmacSha256(key: string): (text: string) => string {
  const bytes = Buffer.from(key);
  const short = bytes.length > BLOCK_BYTES ? hash('sha256', bytes, 'buffer') : bytes;
  const padded = Buffer.alloc(BLOCK_BYTES, 0);
  short.copy(padded);
  const outer = Buffer.alloc(BLOCK_BYTES + DIGEST_BYTES);
  padded.forEach((byte, index) => (outer[index] = byte ^ 0x5c));
  let inner = Buffer.from(padded.map((byte) => byte ^ 0x36));
  return (text) => {
    const length = BLOCK_BYTES + text.length;
    if (inner.length !== length) inner = Buffer.concat([inner.subarray(0, BLOCK_BYTES)], length);
    inner.write(text, BLOCK_BYTES, 'latin1');
    outer.write(hash('sha256', inner, 'binary'), BLOCK_BYTES, 'latin1');
    return hash('sha256', outer, 'hex');
  };
}
