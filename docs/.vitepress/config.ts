import { defineConfig, type DefaultTheme } from 'vitepress';
import { toAnchor } from '../../tools/translations.js';
import { withoutOutsideLinks } from './markdown.js';
import { toSidebar } from './sidebar.js';

/** The words of the search box in Chinese; VitePress has English ones. */
const CHINESE_SEARCH: DefaultTheme.LocalSearchOptions['translations'] = {
  button: { buttonText: '搜索', buttonAriaLabel: '搜索文档' },
  modal: {
    displayDetails: '显示详细列表',
    resetButtonTitle: '清除查询',
    backButtonTitle: '关闭搜索',
    noResultsText: '没有找到结果',
    footer: { selectText: '选择', navigateText: '切换', closeText: '关闭' },
  },
};

/** Chinese has no spaces between words: each character is a word of the index, and so is each run of Latin letters. */
function tokenize(text: string): string[] {
  return (
    text
      .match(/\p{sc=Han}|[\p{L}\p{N}_-]+/gu)
      ?.flatMap((word) => word.split(/(?<=\p{sc=Han})|(?=\p{sc=Han})/u)) ?? []
  );
}

export default defineConfig({
  title: 'apsara-live-gateway',
  description: 'A GraphQL gateway for live-stream ingest on Alibaba Cloud ApsaraVideo Live',
  base: process.env['DOCS_BASE'] ?? '/',
  // No icon: browsers request one unless the page names it.
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  cleanUrls: false,
  lastUpdated: false,
  srcExclude: ['bench/**/*.json'],
  markdown: {
    anchor: { slugify: toAnchor },
    toc: { slugify: toAnchor },
    headers: { slugify: toAnchor },
    config: withoutOutsideLinks,
  },
  locales: {
    root: {
      label: 'English',
      lang: 'en',
      themeConfig: { sidebar: toSidebar('en'), outline: { level: [2, 3] } },
    },
    zh: {
      label: '简体中文',
      lang: 'zh-CN',
      description: '面向前端的 GraphQL 网关，控制阿里云视频直播的推流',
      themeConfig: {
        sidebar: toSidebar('zh'),
        outline: { level: [2, 3], label: '本页目录' },
        docFooter: { prev: '上一页', next: '下一页' },
        darkModeSwitchLabel: '主题',
        lightModeSwitchTitle: '切换到浅色模式',
        darkModeSwitchTitle: '切换到深色模式',
        sidebarMenuLabel: '目录',
        returnToTopLabel: '回到顶部',
        langMenuLabel: '切换语言',
      },
    },
  },
  themeConfig: {
    search: {
      provider: 'local',
      options: {
        miniSearch: { options: { tokenize } },
        locales: { zh: { translations: CHINESE_SEARCH } },
      },
    },
  },
  vite: { build: { chunkSizeWarningLimit: 2_000 } },
});
