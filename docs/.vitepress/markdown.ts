import { type MarkdownRenderer } from 'vitepress';

/** Whether a link leaves the folder of the pages, as to a source file. */
const isOutside = (href: string, page: string): boolean =>
  href.startsWith('../'.repeat(page.split('/').length)) ||
  /^(?:\.\.\/)+(?:README|CHANGELOG|CONTRIBUTING|SECURITY)/.test(href);

/** Links to files of the repository lead nowhere on the site. Their text stays, without the link. */
export function withoutOutsideLinks(markdown: MarkdownRenderer): void {
  markdown.core.ruler.push('outside-links', ({ tokens, env }) => {
    const { relativePath = '' } = env as { relativePath?: string };
    for (const { children } of tokens) {
      let isOpen = false;
      for (const token of children ?? []) {
        if (token.type === 'link_open') isOpen = isOutside(token.attrGet('href') ?? '', relativePath);
        if (!isOpen) continue;
        if (token.type === 'link_close') isOpen = false;
        if (token.type.startsWith('link_')) [token.tag, token.attrs] = ['span', null];
      }
    }
  });
}
