import { EN, type Text } from './en.js';
import { ZH_CN } from './zh-cn.js';

/** The environment variables that choose the language of messages, the first that is set before the others (POSIX). */
export interface LocaleEnvironment {
  readonly LC_ALL?: string | undefined;
  readonly LC_MESSAGES?: string | undefined;
  readonly LANG?: string | undefined;
}

const SIMPLIFIED_CHINESE = /^zh(?:[_-](?:CN|SG|Hans)(?:[_-][A-Z]+)?)?(?:[.@]|$)/i;

/** The texts of the language that the environment chooses: Simplified Chinese or, for every other language, English. */
export function pickText({ LC_ALL, LC_MESSAGES, LANG }: LocaleEnvironment): Text {
  const locale = [LC_ALL, LC_MESSAGES, LANG].find((value) => value !== undefined && value !== '') ?? '';
  return SIMPLIFIED_CHINESE.test(locale) ? ZH_CN : EN;
}
