import { type DefaultTheme } from 'vitepress';

type Language = 'en' | 'zh';

/** The pages of the site in the order of its menu, with their titles in both languages. */
export const GROUPS: readonly {
  readonly title: Readonly<Record<Language, string>>;
  readonly pages: Readonly<Record<string, Readonly<Record<Language, string>>>>;
}[] = [
  {
    title: { en: 'Get started', zh: '入门' },
    pages: {
      index: { en: 'Start', zh: '开始使用' },
      concepts: { en: 'Concepts', zh: '基本概念' },
      connect: { en: 'Connect to ApsaraVideo Live', zh: '接入视频直播' },
      authorize: { en: 'Authorize', zh: '授权' },
      accounts: { en: 'Several accounts', zh: '多个账号' },
    },
  },
  {
    title: { en: 'Use', zh: '使用' },
    pages: {
      frontend: { en: 'Front end', zh: '前端' },
      federation: { en: 'Federation', zh: '联邦' },
      console: { en: 'Operator console', zh: '运营控制台' },
      command: { en: 'The command', zh: '命令行' },
      bulk: { en: 'Bulk jobs', zh: '批量任务' },
      events: { en: 'Live events', zh: '实时事件' },
      errors: { en: 'Errors', zh: '错误码' },
      emulator: { en: 'Emulator', zh: '模拟器' },
    },
  },
  {
    title: { en: 'Operate', zh: '运维' },
    pages: {
      settings: { en: 'Settings', zh: '配置项' },
      deploy: { en: 'Deploy', zh: '部署' },
      operations: { en: 'Operate', zh: '日常运维' },
      scale: { en: 'Scale', zh: '扩容' },
      telemetry: { en: 'Logs, metrics, traces', zh: '日志、指标、链路追踪' },
      upgrade: { en: 'Upgrade', zh: '升级' },
      verify: { en: 'Verify', zh: '验证' },
      security: { en: 'Security', zh: '安全' },
    },
  },
  {
    title: { en: 'Background', zh: '背景' },
    pages: {
      architecture: { en: 'Architecture', zh: '架构' },
      glossary: { en: 'Glossary', zh: '术语表' },
    },
  },
];

export function toSidebar(language: Language): DefaultTheme.SidebarItem[] {
  const base = language === 'en' ? '/' : '/zh/';
  return GROUPS.map(({ title, pages }) => ({
    text: title[language],
    items: Object.entries(pages).map(([name, titles]) => ({
      text: titles[language],
      link: `${base}${name === 'index' ? '' : name}`,
    })),
  }));
}
