/**
 * Copies the examples into docs/frontend.md and its translation. After each comment such as
 * `<!-- examples/urql.ts#resume -->`, it writes the region `resume` of the file examples/urql.ts.
 * Run `node tools/frontend-page.ts` after a change of an example.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

/** The pages that show the examples. */
export const FRONTEND_PAGES = ['docs/frontend.md', 'docs/zh/frontend.md'];

const BLOCK = /^<!-- (examples\/[\w.-]+)#(\w+) -->\n(?:\n```tsx?\n[\s\S]*?\n```\n)?/gm;

/**
 * Returns the page with the present text of each region.
 *
 * @throws Error if a file does not have a region that the page names
 */
export function toFrontendPage(page: string): string {
  return page.replaceAll(BLOCK, (_whole, file: string, region: string) => {
    const text = readFileSync(join(ROOT, file), 'utf8');
    const found = new RegExp(`^// #region ${region}\\n([\\s\\S]*?)\\n// #endregion$`, 'm').exec(text)?.[1];
    if (found === undefined) throw new Error(`${file} has no region ${region}`);
    const language = file.endsWith('.tsx') ? 'tsx' : 'ts';
    return `<!-- ${file}#${region} -->\n\n\`\`\`${language}\n${found}\n\`\`\`\n`;
  });
}

if (process.argv[1] === import.meta.filename) {
  for (const page of FRONTEND_PAGES) {
    const path = join(ROOT, page);
    writeFileSync(path, toFrontendPage(readFileSync(path, 'utf8')));
  }
}
