/**
 * Marks a Chinese page as the translation of the present English page. Changes the links of the
 * page so that they lead to Chinese pages and headings.
 *
 *   npm run translations -- docs/zh/bulk.md …
 *   npm run translations            lists the pages whose English page has changed
 *
 * Run it after you have translated a change. The tests fail for a Chinese page whose English page
 * has changed since it was marked.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, normalize, relative } from 'node:path';

/** Reads a page by its path in the project. */
type Read = (path: string) => string;

const ROOT = join(import.meta.dirname, '..');
const CHINESE = 'docs/zh';
const FRONT_MATTER = /^---\n(?<fields>[^]*?)\n---\n+/;
const FENCE = /^(?<indent> *)```\w*\n[^]*?^\k<indent>```$/gm;
const LINK = /\]\((?<target>[^)\s]+)\)/g;

/** Returns the path of the English page of a Chinese page. */
export const toEnglishPage = (chinese: string): string => chinese.replace('docs/zh/', 'docs/');

/** Returns the mark of an English page: the first 16 hex digits of the SHA-256 of its text. */
export function toMark(english: string): string {
  return createHash('sha256').update(english).digest('hex').slice(0, 16);
}

/** Returns whether a Chinese page is marked as the translation of the present English page. */
export function isCurrent(page: string, read: Read): boolean {
  const { fields = '' } = FRONT_MATTER.exec(read(page))?.groups ?? {};
  return fields.includes(`source: ${toMark(read(toEnglishPage(page)))}`);
}

/** Returns the anchor of a heading as GitHub creates it. The same link works on the site. */
export function toAnchor(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');
}

export const withoutFences = (text: string): string => text.replaceAll(FENCE, '');

/** Returns the targets of the links and images of a page, in their order. */
export function targetsOf(text: string): string[] {
  return Array.from(withoutFences(text).matchAll(LINK), ({ groups }) => groups?.['target'] ?? '');
}

function anchorsOf(text: string): string[] {
  return Array.from(withoutFences(text).matchAll(/^#+ (.+)$/gm), ([, heading = '']) => toAnchor(heading));
}

/** Returns the target for a link of a Chinese page, from the target in its English page. */
function toChineseTarget(target: string, page: string, read: Read): string {
  if (/^[a-z]+:/.test(target)) return target;
  const [path = '', anchor] = target.split('#');
  const english = toEnglishPage(page);
  const linked = path === '' ? english : normalize(join(english, '..', path));
  const twin = linked === 'README.md' ? 'README.zh-CN.md' : linked.replace(/^docs\/(?!zh\/)/, 'docs/zh/');
  const isTranslated = existsSync(join(ROOT, twin)) && linked.endsWith('.md');
  const chosen = isTranslated ? twin : linked;
  const chosenPath = path === '' ? '' : relative(join(page, '..'), chosen);
  if (anchor === undefined) return chosenPath;
  const at = anchorsOf(read(linked)).indexOf(anchor);
  const chosenAnchor = isTranslated && at >= 0 ? (anchorsOf(read(twin))[at] ?? anchor) : anchor;
  return `${chosenPath}#${chosenAnchor}`;
}

/**
 * Returns the Chinese page with the mark of the present English page, and with links to Chinese
 * pages and headings.
 *
 * @throws Error if the two pages have different numbers of links, because links match by order
 */
export function toCurrent(page: string, read: Read): string {
  const english = read(toEnglishPage(page));
  const body = read(page).replace(FRONT_MATTER, '');
  const targets = targetsOf(english);
  const count = targetsOf(body).length;
  if (count !== targets.length)
    throw new Error(`${page} has ${count} links, and its English page has ${targets.length}`);
  let next = 0;
  const parts = body.split(/^( *```\w*\n[^]*?^ *```$)/m);
  const linked = parts.map((part) =>
    /^ *```/.test(part)
      ? part
      : part.replaceAll(LINK, () => `](${toChineseTarget(targets[next++] ?? '', page, read)})`),
  );
  return `---\nsource: ${toMark(english)}\n---\n\n${linked.join('')}`;
}

/** @param pages the pages to mark; if empty, lists the pages whose English page has changed */
function run(pages: readonly string[]): void {
  const read: Read = (path) => readFileSync(join(ROOT, path), 'utf8');
  for (const page of pages) writeFileSync(join(ROOT, page), toCurrent(page, read));
  if (pages.length > 0) return;
  for (const name of readdirSync(join(ROOT, CHINESE)))
    if (!isCurrent(`${CHINESE}/${name}`, read)) process.stdout.write(`${CHINESE}/${name}\n`);
}

if (process.argv[1] === import.meta.filename) run(process.argv.slice(2));
