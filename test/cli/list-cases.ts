/** A file given to `bulk-resume`, and what must come of it: exactly these streams, or nothing and these words. */
export interface ListCase {
  readonly title: string;
  readonly bytes: Uint8Array;
  readonly encoding?: string;
  readonly sent?: readonly string[];
  readonly refused?: string;
}

const bytesOf = (text: string | Uint8Array): Uint8Array =>
  typeof text === 'string' ? Buffer.from(text) : text;
const hex = (text: string): Buffer => Buffer.from(text, 'hex');
const utf16le = (text: string): Buffer => Buffer.from(text, 'utf16le');
const utf16be = (text: string): Buffer => utf16le(text).swap16();

function sent(
  title: string,
  text: string | Uint8Array,
  streams: readonly string[],
  encoding?: string,
): ListCase {
  return { title, bytes: bytesOf(text), sent: streams, ...(encoding !== undefined && { encoding }) };
}

function refused(title: string, text: string | Uint8Array, words: string, encoding?: string): ListCase {
  return { title, bytes: bytesOf(text), refused: words, ...(encoding !== undefined && { encoding }) };
}

const WRITERS: readonly (readonly [string, (text: string) => Buffer])[] = [
  ['UTF-8', (text) => Buffer.from(text)],
  ['UTF-8 with a mark', (text) => Buffer.from(`\ufeff${text}`)],
  ['UTF-16LE with a mark', (text) => utf16le(`\ufeff${text}`)],
  ['UTF-16BE with a mark', (text) => utf16be(`\ufeff${text}`)],
];
const SEPARATORS = { comma: ',', semicolon: ';', tab: '\t' };
const LINE_ENDS = { LF: '\n', 'CR LF': '\r\n', CR: '\r' };

/** Every encoding that shows itself, with every separator and line end; a header, quotes, and an empty line. */
const CROSSED = WRITERS.flatMap(([writer, write]) =>
  Object.entries(SEPARATORS).flatMap(([separator, s]) =>
    Object.entries(LINE_ENDS).map(([end, e]) => {
      const lines = [`stream_name${s}App Name`, `比赛${s}直播`, '', `"a,b;""c"""${s}"live"`, `🎥${s}live`];
      return sent(`${writer}, ${separator}, ${end}`, write(lines.join(e)), [
        '直播|比赛',
        'live|a,b;"c"',
        'live|🎥',
      ]);
    }),
  ),
);

/** The bytes were made by Python's codecs. */
const ENCODINGS: readonly ListCase[] = [
  sent('GB 18030', hex('d6b1b2a52cb1c8c8fcd2bb0a'), ['直播|比赛一'], 'gb18030'),
  sent('GB 18030, four bytes', hex('d6b1b2a52c6d617463682d95328236a8a60a'), ['直播|match-𠀀é'], 'GB18030'),
  sent('GBK by its Windows name', hex('d6b1b2a52cb1c8c8fcd2bb0a'), ['直播|比赛一'], 'cp936'),
  sent('Big5', hex('aabdbcbd2cc1c9a8c60a'), ['直播|賽事'], 'big5'),
  sent('Big5 with kana', hex('aabdbcbd2cc7590a'), ['直播|ひ'], 'big5'),
  sent(
    'Shift_JIS, a backslash as second byte',
    hex('8389834383752c8e8e8d87835c0a'),
    ['ライブ|試合ソ'],
    'cp932',
  ),
  sent('EUC-JP', hex('a5e9a5a4a5d62cbbeeb9e70a'), ['ライブ|試合'], 'euc-jp'),
  sent(
    'ISO-2022-JP',
    hex('1b24422569252425561b28422c1b24423b6e39671b28420a'),
    ['ライブ|試合'],
    'iso-2022-jp',
  ),
  sent(
    'EUC-KR with Windows’ own syllables',
    hex('bbfdb9e6bcdb2c8c63b9e6b0a2c7cf0a'),
    ['생방송|똠방각하'],
    'cp949',
  ),
  sent('Windows-1252', hex('636166e92c7365f1616c800a'), ['café|señal€'], 'windows-1252'),
  sent('Windows-1251', hex('fdf4e8f02cece0f2f70a'), ['эфир|матч'], 'windows-1251'),
  sent('KOI8-R', hex('dcc6c9d22ccdc1d4de0a'), ['эфир|матч'], 'koi8-r'),
  sent('UTF-16LE without a mark', utf16le('live,a\n'), ['live|a'], 'utf-16'),
  sent('UTF-16BE without a mark', utf16be('live,a\n'), ['live|a'], 'utf-16be'),
  sent('UTF-16BE with a mark, named utf-16', utf16be('\ufefflive,a\n'), ['live|a'], 'utf-16'),
  sent('UTF-8, named', 'live,é\n', ['live|é'], 'utf8'),
  sent('ASCII, named gb18030', 'live,a\n', ['live|a'], 'gb18030'),
  refused('GB 18030, not named', hex('d6b1b2a52cb1c8c8fcd2bb0a'), 'line 1: is not UTF-8 (byte 3 of'),
  refused(
    'Windows-1252, not named',
    Buffer.from('live,a\nlive,caf\xe9\n', 'latin1'),
    'line 2: is not UTF-8 (byte 17',
  ),
  refused('UTF-16LE without a mark, not named', utf16le('live,a\n'), 'line 1: contains a NUL'),
  refused('UTF-32LE', hex('fffe0000610000002c00000062000000'), 'line 1: contains a NUL'),
  refused('a mark that contradicts', '\ufefflive,a\n', 'begins with the byte order mark of UTF-8', 'gbk'),
  refused('UTF-8 named gbk', 'live,直播\n', 'is UTF-8 already', 'gbk'),
  refused('UTF-8 named windows-1252', 'live,café\n', 'is UTF-8 already', 'windows-1252'),
  refused(
    'GB 18030 named euc-kr',
    hex('6c6976652c610a6c6976652c95328236'),
    'line 2: is not EUC-KR',
    'euc-kr',
  ),
  refused('half a UTF-16 pair', utf16le('\ufefflive,a\nlive,\ud83c\n'), 'line 2: is not UTF-16LE'),
  refused(
    'an odd byte at the end of UTF-16',
    Buffer.concat([utf16le('\ufefflive,a\n'), hex('61')]),
    'line 2: is not',
  ),
  refused(
    'half of a GB 18030 character',
    hex('6c6976652c610a6c6976652cb1'),
    'line 2: is not GB18030',
    'gb18030',
  ),
  refused('U+FFFD in UTF-8', 'live,a\nlive,caf\ufffd\n', 'line 2: the stream must not contain U+FFFD'),
  refused(
    'U+FFFD in GB 18030',
    hex('6c6976652c8431a4370a'),
    'line 1: the stream must not contain U+FFFD',
    'gb18030',
  ),
  refused('an encoding that is none', 'live,a\n', '--encoding is not known', 'klingon'),
];

const HEADERS: readonly ListCase[] = [
  ...[
    'appName,streamName',
    'AppName,StreamName',
    'app_name,stream-name',
    'APP NAME,STREAM NAME',
    'app,stream',
  ].map((header) => sent(`the header ${header}`, `${header}\nlive,a\n`, ['live|a'])),
  sent('the header 应用名,流名', '应用名,流名\nlive,a\n', ['live|a']),
  sent('the header 应用名称;流名称', '应用名称;流名称\nlive;a\n', ['live|a']),
  sent('full-width letters in the header', 'ＡＰＰ,ＳＴＲＥＡＭ\nlive,a\n', ['live|a']),
  sent('a quoted header', '"app","stream"\nlive,a\n', ['live|a']),
  sent('swapped columns with their header', 'stream,app\na,live\n', ['live|a']),
  sent('the same, in Chinese', '流名,应用名\na,live\nb,live\n', ['live|a', 'live|b']),
  sent('no header', 'live,a\n', ['live|a']),
  sent('two unusual words are no header', 'foo,bar\nlive,a\n', ['foo|bar', 'live|a']),
  sent('one usual word is no header', 'channel,match-1\n', ['channel|match-1']),
  sent('a word of headers as a name, below one', 'appName,streamName\napp,stream\n', ['app|stream']),
  sent('one stream name in each app, with a header', 'app,stream\na,main\nb,main\nc,main\n', [
    'a|main',
    'b|main',
    'c|main',
  ]),
  refused('a header with one unknown column', 'app,title\nlive,a\n', 'line 1: looks like a header'),
  refused('a header with another unknown column', 'id,stream name\nlive,a\n', 'line 1: looks like a header'),
  refused('a header of usual words', 'application,stream key\nlive,a\n', 'line 1: looks like a header'),
  refused('the same, in Chinese', '域名,名称\nlive,a\n', 'line 1: looks like a header'),
  refused('a header of three columns', 'domain,app,stream\nd,live,a\n', 'line 1: looks like a header'),
  refused('a header of one column', 'stream\na\n', 'line 1: looks like a header'),
  refused('two columns of one name', 'app,app\nlive,a\n', 'line 1: looks like a header'),
  refused('a header behind empty lines', '\n\napp,key\nlive,a\n', 'line 3: looks like a header'),
  refused('swapped columns without a header', 'a,live\nb,live\nc,live\n', 'line 1: each app is another one'),
  refused(
    'a header that stands twice',
    'app,stream\nlive,a\napp,stream\n',
    'line 3: the header stands here again',
  ),
  refused('a header alone', 'app,stream\n', 'contains no stream'),
];

const many = (count: number): string => Array.from({ length: count }, (_, n) => `live,s-${n}\n`).join('');

const BROKEN: readonly ListCase[] = [
  refused('nothing', '', 'contains no stream'),
  refused('a mark alone', '\ufeff', 'contains no stream'),
  refused('empty lines alone', '\r\n\n\r', 'contains no stream'),
  sent('no line end at the end', 'live,a\nlive,b', ['live|a', 'live|b']),
  sent('line ends of all three kinds', 'live,a\nlive,b\r\nlive,c\rlive,d', [
    'live|a',
    'live|b',
    'live|c',
    'live|d',
  ]),
  refused('two values and three', 'live,a\nlive,b,c\n', 'line 2: must contain two values'),
  refused('a semicolon in a comma list', 'live,a\nlive;b\n', 'line 2: must contain two values'),
  refused('a comma and a semicolon', '\nlive,a;b\n', 'line 2: contains a comma and a semicolon'),
  sent('the same with quotes', 'live,"a;b"\nlive,c;d\n', ['live|a;b', 'live|c;d']),
  refused('a line of a separator', 'live,a\n,\n', 'line 2: the app must not be empty'),
  refused('a line of spaces', 'live,a\n  \n', 'line 2: must contain two values'),
  refused(
    'a space before a name',
    'live,a\nlive, b\n',
    'line 2: the stream must not contain control characters',
  ),
  refused(
    'a no-break space',
    'live,a\nlive,b\u00a0\n',
    'line 2: the stream must not contain control characters',
  ),
  refused('an open quote', 'live,a\nlive,"b\nlive,c\n', 'line 2: a quote is missing'),
  refused('a quote in the middle', '\r\rlive,a\rlive,b"c"\r', 'line 4: a quote is missing'),
  refused('a line end within quotes', 'live,a\nlive,"b\nc"\n', 'line 3: the stream must not contain control'),
  refused('a NUL', 'live,a\nlive,b\0\n', 'line 2: contains a NUL'),
  refused('a mark in the middle', 'live,a\n\ufefflive,b\n', 'line 2: a byte order mark stands within'),
  refused(
    'a wrong last byte',
    Buffer.concat([Buffer.from(many(9_999)), hex('6c6976652cff')]),
    'line 10000: is not UTF-8',
  ),
  refused('a picture', hex('89504e470d0a1a0a0000000d49484452'), 'line 1: is not UTF-8 (byte 1 of'),
  refused('a spreadsheet (zip)', hex('504b0304140006000800000021'), 'line 1: contains a NUL'),
  refused('every app', '*,a\n', 'line 1: the app "*" stands for no single app'),
  refused('10,001 lines', many(10_001), 'line 10001: is more than the 10,000 streams'),
  refused('10,001 lines below a header', `app,stream\n${many(10_001)}`, 'line 10002: is more than'),
  refused('17 MiB', Buffer.alloc(17 * 1024 * 1024, 'live,a\n'), 'is larger than 16 MiB'),
  sent('NFC and NFD are two names', 'live,caf\u00e9\nlive,cafe\u0301\n', [
    'live|caf\u00e9',
    'live|cafe\u0301',
  ]),
  sent('an invisible character stays', 'live,a\u200bb\nlive,\u202ea\n', ['live|a\u200bb', 'live|\u202ea']),
];

export const LIST_CASES: readonly ListCase[] = [...CROSSED, ...ENCODINGS, ...HEADERS, ...BROKEN];
