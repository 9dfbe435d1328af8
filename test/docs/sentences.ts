import { marked, type Token, type Tokens } from 'marked';
import { readPage } from './pages.js';

/** A sentence of a page with its number of words. An inline code counts as one word. */
export interface Sentence {
  readonly text: string;
  readonly words: number;
  /** Cells and list items may be fragments, so only paragraphs count for the median. */
  readonly isRunning: boolean;
}

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });
const words = new Intl.Segmenter('en', { granularity: 'word' });

/** Returns the text of an inline token. A word replaces code, so that the punctuation of code ends no sentence. */
function textOf(token: Token): string {
  if (token.type === 'codespan') return 'code';
  if (token.type === 'html' || token.type === 'image') return '';
  if (token.type === 'br') return ' ';
  const inner = 'tokens' in token ? token.tokens : undefined;
  if (inner !== undefined) return inner.map(textOf).join('');
  return 'text' in token && typeof token.text === 'string' ? token.text : '';
}

function* passagesOf(token: Token, isRunning: boolean): Generator<{ text: string; isRunning: boolean }> {
  switch (token.type) {
    case 'paragraph':
      yield { text: textOf(token), isRunning };
      return;
    case 'text':
      yield { text: textOf(token), isRunning: false };
      return;
    case 'list':
      for (const item of (token as Tokens.List).items)
        for (const part of item.tokens) yield* passagesOf(part, false);
      return;
    case 'blockquote':
      for (const part of (token as Tokens.Blockquote).tokens) yield* passagesOf(part, isRunning);
      return;
    case 'table': {
      const { header, rows } = token as Tokens.Table;
      for (const cell of [header, ...rows].flat())
        yield { text: cell.tokens.map(textOf).join(''), isRunning: false };
      return;
    }
    default:
  }
}

function toSentence(text: string, isRunning: boolean): Sentence {
  const count = Array.from(words.segment(text)).filter(({ isWordLike }) => isWordLike).length;
  return { text, words: count, isRunning };
}

/** The sentences of Markdown, without headings and blocks of code. A semicolon or a colon ends no sentence. */
export function toSentences(markdown: string): Sentence[] {
  const content = markdown.replace(/^---\n[^]*?\n---\n/, '');
  return marked.lexer(content).flatMap((token) =>
    Array.from(passagesOf(token, true)).flatMap(({ text, isRunning }) =>
      Array.from(sentences.segment(text.replaceAll(/\s+/g, ' ')), ({ segment }) => segment.trim())
        .filter((sentence) => sentence !== '')
        .map((sentence) => toSentence(sentence, isRunning)),
    ),
  );
}

export const sentencesOf = (page: string): Sentence[] => toSentences(readPage(page));

/** The median number of words in the sentences of running text; 0 if there are none. */
export function medianWords(all: readonly Sentence[]): number {
  const counts = all
    .filter(({ isRunning }) => isRunning)
    .map((sentence) => sentence.words)
    .toSorted((a, b) => a - b);
  return counts[Math.floor(counts.length / 2)] ?? 0;
}
