import { EN, type Text } from './en.js';
import { ZH_CN } from './zh-cn.js';

/** The environment variables that select the language of messages. The first one that is set applies (POSIX). */
export interface LocaleEnvironment {
  readonly LC_ALL?: string | undefined;
  readonly LC_MESSAGES?: string | undefined;
  readonly LANG?: string | undefined;
}

const SIMPLIFIED_CHINESE = /^zh(?:[_-](?:CN|SG|Hans)(?:[_-][A-Z]+)?)?(?:[.@]|$)/i;

/** Returns the texts in the language of the environment: Simplified Chinese, or English for every other language. */
export function pickText({ LC_ALL, LC_MESSAGES, LANG }: LocaleEnvironment): Text {
  const locale = [LC_ALL, LC_MESSAGES, LANG].find((value) => value !== undefined && value !== '') ?? '';
  return SIMPLIFIED_CHINESE.test(locale) ? ZH_CN : EN;
}
