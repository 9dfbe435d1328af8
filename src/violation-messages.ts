/**
 * The messages of `violations` in Simplified Chinese, by their English text. `#` stands for a number. The English text
 * itself is in the error.
 */
export const VIOLATION_MESSAGES_ZH_CN: Readonly<Record<string, string>> = {
  'must not be empty': '不能为空',
  'must be given and must not be null': '必须填写，不能为 null',
  'is required with `streamName`': '填写 `streamName` 时必须填写',
  'is required without `allForbidden: true`': '未设置 `allForbidden: true` 时必须填写',
  'must be absent with `allForbidden: true`': '设置 `allForbidden: true` 时不能填写',
  'is allowed only with `allForbidden: true`': '仅在设置 `allForbidden: true` 时可以填写',
  'must be absent with the mode CUT, which does not forbid the stream': 'CUT 模式只断流、不禁推，不能填写',
  'does not match its type in the schema': '类型与 Schema 不符',
  'has a field that the schema does not define': '含有 Schema 中没有的字段',
  'does not name an entity type of this graph': '不是本图中的实体类型',
  'has more violations than one answer reports': '违规过多，响应中没有全部列出',
  'is not an id that this gateway returned': '不是本网关返回的 ID',
  'is not a cursor of this list with this filter': '不是该列表在此筛选条件下的游标',
  'must be a host name such as push.example.com, without scheme, port or path':
    '必须是主机名，例如 push.example.com，不含协议、端口和路径',
  'is the streaming domain, from which viewers play; use the ingest domain, to which encoders push':
    '是播流域名，请填写推流域名',
  'is a sub-streaming domain, from which viewers play; use the ingest domain, to which encoders push':
    '是子播流域名，请填写推流域名',
  '"*" is allowed only alone, for every app': '"*" 只能单独使用，表示所有应用',
  'must not be `*`; omit it for every app': '不能为 "*"；要表示所有应用，请留空',
  'must be one app, not "*"': '必须是一个应用，不能为 "*"',
  'stream names have no wildcard': '流名没有通配符，不能为 "*"',
  'must not contain half of a surrogate pair': '不能含有不完整的代理对',
  'must not contain U+0000 or half of a surrogate pair': '不能含有 U+0000 或不完整的代理对',
  'must not contain control characters, whitespace, "/", "?" or "#"':
    '不能含有控制字符、空白或 "/"、"?"、"#"',
  'must not contain U+FFFD: the text was decoded with a wrong encoding':
    '不能含有 U+FFFD：文本曾用错误的编码解码',
  'must have at most # characters': '不能超过 # 个字符',
  'must have at most # members': '不能超过 # 项',
  'must have at most # streams': '不能超过 # 路直播流',
  'must have # to # printable characters without spaces': '必须是 # 到 # 个可打印的 ASCII 字符，不含空格',
  'must be # to #': '必须在 # 到 # 之间',
  'must be in the future': '必须是将来的时间',
  'must be later than `since`': '必须晚于 `since`',
  'must be a time before the year #': '必须早于公元 # 年',
  'was used for another request; use a new key for each job': '已用于另一个请求，请为每个任务使用新的幂等键',
  'is the id of a job that has not ended; wait for its end, or cancel it':
    '任务尚未结束，请等待其结束或取消任务',
  'is the id of a job without failed or cancelled streams': '任务中没有失败或已取消的直播流',
  'exceeds the limit of one request: # list entries': '超过单次请求的上限：# 个列表条目',
  'exceeds the limit of one request: # references': '超过单次请求的上限：# 个引用',
  'exceeds the limit of one request: # statements of the store': '超过单次请求的上限：# 条数据库语句',
  'ApsaraVideo Live refuses an argument; extensions.upstreamCode names the reason':
    '视频直播服务拒绝了某个参数，原因见 extensions.upstreamCode',
};

/** A number that is not a part of a code point such as U+0000. */
const NUMBER = /(?<![+\w])\d+(?:,\d{3})*\b/g;

/**
 * Returns the text for a violation.
 * @param messages `VIOLATION_MESSAGES_ZH_CN`, or your own table of the same form
 * @returns the message of the violation itself if it is not in the table
 */
export function toViolationMessage(
  { message }: { readonly message: string },
  messages: Readonly<Record<string, string>>,
): string {
  const key = message.replaceAll(NUMBER, '#');
  if (!Object.hasOwn(messages, key)) return message;
  const numbers = (message.match(NUMBER) ?? []).values();
  return (messages[key] ?? '').replaceAll('#', () => numbers.next().value ?? '#');
}
