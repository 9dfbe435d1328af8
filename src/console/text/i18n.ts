import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { recall, remember } from '../storage.js';
import { en } from './en.js';
import { zhCn } from './zh-cn.js';

export type Language = 'en' | 'zh-CN';

export const LANGUAGES: readonly { readonly value: Language; readonly label: string }[] = [
  { value: 'en', label: 'English' },
  { value: 'zh-CN', label: '简体中文' },
];

const STORED = 'apsara-console-language';

/** Maps every Chinese locale to zh-CN, and all others to English. */
function toLanguage(text: string): Language {
  return text.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

/** Returns the language chosen in this browser, or else the browser's own language. */
function findLanguage(): Language {
  return toLanguage(recall(STORED) ?? navigator.language);
}

export async function startTexts(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: findLanguage(),
    fallbackLng: 'en',
    resources: { en: { translation: en }, 'zh-CN': { translation: zhCn } },
    // React escapes the values.
    interpolation: { escapeValue: false },
  });
  document.documentElement.lang = i18next.language;
}

export async function chooseLanguage(language: Language): Promise<void> {
  remember(STORED, language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}
