import { expect, test } from '@jest/globals';
import { OpenApiUtil } from '@alicloud/openapi-core';
import { createSigner, type CoreSigner } from '../../src/upstream/core/signer.js';

const KEYS = { accessKeyId: 'id', accessKeySecret: 'secret', securityToken: undefined };

/** The SDK's core, counting how often it is asked; `answer` puts other words into its mouth. */
function listen(answer = (word: string) => word): { asked: () => number; core: CoreSigner } {
  let asked = 0;
  const core: CoreSigner = {
    getAuthorization: (...request) => {
      asked += 1;
      return answer(OpenApiUtil.getAuthorization(...request));
    },
  };
  return { asked: () => asked, core };
}

const signTimes = (times: number, core: CoreSigner): string[] => {
  const sign = createSigner(core);
  const words: string[] = [];
  for (let n = 0; n < times; n += 1) {
    const { headers } = sign('ResumeLiveStream', { AppName: 'a' }, KEYS, 'live.aliyuncs.com');
    words.push(headers['authorization'] ?? '');
  }
  return words;
};

test('the SDK’s core signs first, and is not asked any more once both have agreed three times', () => {
  const core = listen();
  const words = signTimes(10, core.core);
  expect(core.asked()).toBe(3);
  expect(new Set(words).size).toBe(10);
  for (const word of words) expect(word).toMatch(/^ACS3-HMAC-SHA256 Credential=id,.*Signature=[0-9a-f]{64}$/);
});

test('a core that signs in another way has the word for good', () => {
  let count = 0;
  const core = listen((word) => ((count += 1) < 3 ? word : `${word} anew`));
  const words = signTimes(8, core.core);
  expect(core.asked()).toBe(8);
  expect(words.slice(2).every((word) => word.endsWith(' anew'))).toBe(true);
});
