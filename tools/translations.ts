/**
 * Marks a Chinese page as the translation of the present English page, and points its links at Chinese pages and headings.
 *
 *   npm run translations -- docs/zh/bulk.md …
 *   npm run translations            every page whose English page has changed: lists them, and changes nothing
 *
 * Run it after you have translated a change. The tests refuse a Chinese page whose English page has changed since.
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

/** The English page of a Chinese one. */
export const toEnglishPage = (chinese: string): string => chinese.replace('docs/zh/', 'docs/');

/** The mark of an English page: the beginning of the SHA-256 of its text. */
export function toMark(english: string): string {
  return createHash('sha256').update(english).digest('hex').slice(0, 16);
}

/** Whether a Chinese page is marked as the translation of the present English page. */
export function isCurrent(page: string, read: Read): boolean {
  const { fields = '' } = FRONT_MATTER.exec(read(page))?.groups ?? {};
  return fields.includes(`source: ${toMark(read(toEnglishPage(page)))}`);
}

/** The anchor of a heading as GitHub makes it, so that a link works there and on the site. */
export function toAnchor(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');
}

export const withoutFences = (text: string): string => text.replaceAll(FENCE, '');

/** The targets of the links and images of a page, in their order. */
export function targetsOf(text: string): string[] {
  return Array.from(withoutFences(text).matchAll(LINK), ({ groups }) => groups?.['target'] ?? '');
}

function anchorsOf(text: string): string[] {
  return Array.from(withoutFences(text).matchAll(/^#+ (.+)$/gm), ([, heading = '']) => toAnchor(heading));
}

/** The target in a Chinese page of a link in its English page. */
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
 * The Chinese page with the mark of the present English page, and with links to Chinese pages and headings.
 * @throws Error where the two pages have a different number of links, so that it is not known which is which
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

/** @param pages the pages to mark; none: lists those whose English page has changed */
function run(pages: readonly string[]): void {
  const read: Read = (path) => readFileSync(join(ROOT, path), 'utf8');
  for (const page of pages) writeFileSync(join(ROOT, page), toCurrent(page, read));
  if (pages.length > 0) return;
  for (const name of readdirSync(join(ROOT, CHINESE)))
    if (!isCurrent(`${CHINESE}/${name}`, read)) process.stdout.write(`${CHINESE}/${name}\n`);
}

if (process.argv[1] === import.meta.filename) run(process.argv.slice(2));
