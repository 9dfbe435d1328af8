import { createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createHmacSha256 } from '../../src/upstream/core/hmac.js';

describe('the HMAC of a signature', () => {
  const ascii = fc.string({ unit: 'binary-ascii', maxLength: 300 });

  test('is that of Node for every key and text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), fc.array(ascii), (key, texts) => {
        const hmac = createHmacSha256(key);
        for (const text of texts)
          expect(hmac(text)).toBe(createHmac('sha256', key).update(text).digest('hex'));
      }),
    );
  });
});
