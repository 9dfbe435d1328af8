import { describe, expect, test } from '@jest/globals';
import { appFault, streamFault } from '../../src/stream/names.js';

describe('the name of an app or a stream', () => {
  test.each(['\ufffd', 'caf\ufffd', '\ufffd\ufffd\u05b1'])('a name must not contain U+FFFD: %j', (name) => {
    const fault = {
      rule: 'replacement',
      message: 'must not contain U+FFFD: the text was decoded with a wrong encoding',
    };
    expect(appFault(name)).toEqual(fault);
    expect(streamFault(name)).toEqual(fault);
  });

  test.each(['直播', 'café', 'cafe\u0301', '🎥', 'a\u200bb', '\ufffc', '\ufffb'])(
    'names are exact: %j is accepted',
    (name) => {
      expect(appFault(name)).toBeUndefined();
      expect(streamFault(name)).toBeUndefined();
    },
  );
});
