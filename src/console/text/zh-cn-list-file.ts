import { type enListFile } from './en-list-file.js';

/** The texts about a file with a list of streams, in Simplified Chinese. */
export const zhCnListFile: typeof enListFile = {
  row: '第 {{row}} 行：',
  cell: '第 {{row}} 行第 {{column}} 列：',
  more_one: '还有 {{count}} 处错误',
  more_other: '还有 {{count}} 处错误',
  app: '应用名',
  stream: '流名',
  unreadable: '文件无法读取，请重新选择。',
  tooLarge: '文件大于 16 MiB，请拆分。',
  notUtf8: '文件不是 UTF-8 编码的文本，请另存为“CSV UTF-8”。',
  empty: '文件中没有直播流。',
  tooMany: '文件中的直播流超过 10,000 路，请拆分。',
  quote: '引号缺失或位置有误。',
  separators: '同时含有逗号和分号，请给含有其中之一的名称加上引号。',
  unknownHeader: '看起来是未知的表头，请将表头改为 app,stream。',
  swapped: '每行的应用名都不同，而流名都相同，两列可能颠倒了。请加上表头：stream,app 或 app,stream。',
  cells_one: '有 {{count}} 列，应为应用名和流名两列。',
  cells_other: '有 {{count}} 列，应为应用名和流名两列。',
  markInside: '含有字节顺序标记（BOM），可能由两个文件拼接而成。',
  headerAgain: '这里重复出现表头，可能由两个文件拼接而成。',
  noWildcard: '应用名为 *，不是单个应用，请填写应用名。',
  rules: {
    required: '{{what}}为空。',
    wellFormed: '{{what}}含有不完整的字符（半个代理对）。',
    characters: '{{what}}含有空格、控制字符、/、? 或 #。',
    replacement: '{{what}}含有 U+FFFD，文件保存时的编码有误。',
    wildcard: '{{what}}含有 *，此处不允许。',
    maxLength: '{{what}}超过 255 个字符。',
  },
};
