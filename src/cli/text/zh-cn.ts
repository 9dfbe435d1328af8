import { type NameDifference } from '../../stream/name-look.js';
import { toChineseFinding } from '../doctor/zh-cn.js';
import { type Text } from './en.js';
import { ERROR_TEXTS, toChineseUsage } from './zh-cn-errors.js';
import { toViolationMessage, VIOLATION_MESSAGES_ZH_CN } from '../../violation-messages.js';
import { findOperatorLine } from './operator-zh-cn.js';

const DEFAULT_ENDPOINT = '默认为 APSARA_GATEWAY_ENDPOINT，否则为 http://127.0.0.1:4000/graphql';
const shown = (count: number): string => count.toLocaleString('en');

const DIFFERENCES: Readonly<Record<NameDifference, string>> = {
  case: '大小写',
  'Unicode normalization (NFC)': 'Unicode 规范化（NFC）',
  'invisible characters': '不可见字符',
  'Unicode normalization (NFKC)': 'Unicode 规范化（NFKC）',
  several: '大小写、Unicode 规范化、不可见字符中的几项',
};
const KINDS: Readonly<Record<string, string>> = { RESUME: '恢复推流', FORBID: '禁推', CUT: '断流' };
const OUTCOMES: Readonly<Record<string, string>> = {
  PENDING: '进行中',
  SUCCEEDED: '成功',
  NOT_SENT: '未发送',
  REJECTED: '被拒绝',
  UNKNOWN: '结果未知',
};
const WHAT = { app: '应用', stream: '流' } as const;

/** The texts of the command in Simplified Chinese. */
export const ZH_CN: Text = {
  help: {
    program: '控制阿里云视频直播的推流。不带命令时启动网关。',
    usage: '用法：',
    arguments: '参数：',
    options: '选项：',
    commands: '命令：',
    examples: '示例：',
    showHelp: '显示该命令的帮助',
    showVersion: '显示版本',
    default: '默认',
    addHelp: '加上 --help 可查看命令及其选项。',
    exitCodes: '退出码：0 已完成；1 未完成或只完成了一部分；2 用法或输入有误；3 不确定是否已完成。',
    commandDescriptions: {
      serve: '启动网关（默认）',
      config: '以 JSON 显示当前生效的配置，不含密钥',
      callbacks: '查看、设置、移除和检查实时事件所需的回调',
      'ram-policy': '输出网关所需的 RAM 策略',
      record: '逐步记录视频直播没有文档说明的行为',
      replay: '用视频直播返回结果的录制文件测试两个客户端',
      'move-store': '把存储复制到另一个数据库',
      status: '查看一路流的状态，以及对它做过的操作',
      list: '列出域名下被禁推的流或在线流',
      forbid: '切断一路流并禁止其编码器推流',
      cut: '切断一路流；编码器可以重新连接',
      resume: '恢复同一应用下的流（最多 25 路），使其编码器可以再次推流',
      'bulk-resume': '用一个任务恢复一个域名下的多路流，来自列表或全部被禁推的流',
      actions: '列出对流做过的操作，最新的在前',
      jobs: '列出您可以查看的批量任务，最新的在前',
      login: '在网关的身份提供方登录，并为各命令保存令牌',
      doctor: '检查使用当前环境变量的网关所需的一切，不做任何更改',
    },
    optionDescriptions: {
      endpoint: `网关地址；${DEFAULT_ENDPOINT}`,
      tokenFile:
        '存有令牌（bearer token）的文件，"-" 表示标准输入；默认为 APSARA_GATEWAY_TOKEN，否则为 login 保存的令牌',
      json: '输出 JSON',
      csv: '输出 CSV，并转义公式',
      reason: '原因，记入操作台账',
      limit: '最多行数',
      byDomain: '仅限该推流域名',
      byOperator: '仅限该调用者，即令牌的主体',
      since: '仅限该时间及以后，例如 2026-12-24T18:00:00Z',
      until: '截止时间，例如 2026-12-24T18:00:00Z；默认由网关决定',
      for: '从现在起的时长，例如 30m、24h 或 7d',
      yes: '不要求确认',
      forbidden: '被禁推的流，以及各自的截止时间',
      online: '在线流，以及各自的开始时间',
      app: '仅限该应用的流',
      search: '仅限“应用/流”中含有该文本的流',
      domain: '推流域名',
      file: '流的列表：CSV，每行一个应用和一路流；"-" 表示标准输入',
      encoding: '文件的编码（不是 UTF-8 时）：gb18030、big5、shift_jis、euc-kr、utf-16、windows-1252 等',
      allForbidden: '该域名黑名单中的所有流',
      forbiddenApp: '仅限该应用下被禁推的流',
      key: '幂等键：同一个键无论启动多少次都对应同一个任务',
      watch: '显示任务的进度',
      detach: '启动任务，不等待其结束',
      job: '此前启动的任务',
      cancel: '停止任务：尚未发送的不再发送',
      device: '显示一个代码，在另一台设备上输入；适用于没有浏览器的机器',
      remove: '移除为该网关保存的令牌',
      issuer: '身份提供方；默认为网关控制台所用的',
      clientId: '在身份提供方的客户端；默认为控制台所用的',
      scope: '要申请的范围；默认为控制台所用的',
      audience: '令牌的受众；默认为控制台所用的',
      tokenStdin: '从标准输入读取令牌，并说明它可以做什么',
    },
    bulkResumeNotes: [
      '文件中应用与流之间用逗号、分号或制表符分隔。第一行可以是表头：appName,streamName',
      '（大小写和顺序不限），也可以是 app,stream 或 应用名,流名。名称按原样使用，不去空格，也不做规范化。',
    ],
  },
  wrongUse: {
    commander: toChineseUsage,
    endpoint: '网关地址必须是 http 或 https 地址',
    tokenFileUnreadable: (code) => `无法读取 --token-file（${code}）`,
    tokenFileEmpty: '--token-file 中没有令牌',
    jsonOrCsv: '--json 与 --csv 只能选一个',
    forbiddenOrOnline: '请指定 --forbidden 或 --online 之一',
    untilOrFor: '--until 与 --for 只能选一个',
    duration: '--for 必须是时长，例如 30m、24h 或 7d',
    limit: (most) => `--limit 必须是 1 到 ${most} 的整数`,
    watchOrDetach: '--watch 与 --detach 只能选一个',
    onlyWatchOrCancel: '使用 --job 时不启动任务：只能搭配 --watch 和 --cancel',
    cancelNeedsJob: '--cancel 需要 --job',
    domainMissing: '缺少 --domain',
    fileOrAll: '请指定 --file 或 --all-forbidden 之一',
    appNeedsAll: '--app 只能与 --all-forbidden 一起使用',
    encodingNeedsFile: '--encoding 只能与 --file 一起使用',
    encoding:
      '未知的 --encoding；可用的有 utf-8、utf-16le、utf-16be、gb18030、gbk、big5、shift_jis、euc-jp、euc-kr、' +
      'windows-1252 以及浏览器支持的其他编码',
    tooManyStreams: (most) => `resume 最多接受 ${most} 路流；更多请用 bulk-resume`,
    issuer: '身份提供方必须是 https 地址，或本机的 http 地址',
    noProvider: '网关没有给出身份提供方：请指定 --issuer 和 --client-id。',
  },
  gateway: {
    unreachable: (address) =>
      `${address} 没有网关响应；请用 --endpoint 或 APSARA_GATEWAY_ENDPOINT 指定网关地址。`,
    mayBeDone: '操作可能已经完成。恢复推流和禁推可以放心重复；重复断流会再次中断该流。',
    tooLarge: '请求过大，网关或其前面的代理不接受。请一次发送较少的流。',
    incomplete: '网关的响应不完整。',
    noGateway: (address) => `${address} 上响应的不是网关。`,
    inputRefused: '网关拒绝了输入。',
    more: (count) => `  还有 ${count} 处`,
    requestId: (id) => `阿里云 RequestId：${id}`,
    correlationId: (id) => `网关日志中的编号：${id}`,
    message: (code, message) => ERROR_TEXTS[code] ?? message,
    violation: (message) => toViolationMessage({ message }, VIOLATION_MESSAGES_ZH_CN),
    hints: {
      UNAUTHENTICATED:
        '请运行 "apsara-live-gateway login"，或用 APSARA_GATEWAY_TOKEN 或 --token-file 提供令牌。',
      UPSTREAM_TIMEOUT: '操作可能已经生效。恢复推流和禁推可以放心重复；重复断流会再次中断该流。',
      JOB_NOT_FOUND: '只有启动该任务的调用者（按令牌的主体）才能看到它。',
    },
    noStream: '网关不显示该流。',
    noDomain: '网关不显示该域名。',
    noList: '网关不显示该列表。',
  },
  stream: {
    statuses: { ONLINE: '在线', OFFLINE: '离线', FORBIDDEN: '已禁推', unknown: '未知' },
    onAirSince: '  开始推流于  ',
    forbiddenUntil: '  禁推截止于  ',
    action: (kind, outcome, by, reason) =>
      `${KINDS[kind] ?? kind}（${OUTCOMES[outcome] ?? outcome}），操作者 ${by}${reason === null ? '' : `：${reason}`}`,
    forbidden: (until, requestId) => `已禁推，截止时间：${until ?? '未知'}。阿里云 RequestId：${requestId}`,
    cut: (requestId) => `已断流。阿里云 RequestId：${requestId}`,
    cutNotice: (name) => `将切断 ${name}。多数编码器会在几秒内重新连接；要禁止推流请用 "forbid"。`,
    cutQuestion: '确定断流吗？',
    cutNeedsYes: '未做任何操作：没有可以确认的终端时，请加 --yes。',
    nothingDone: '未做任何操作。',
    resumed: (requestId) => `已恢复推流。阿里云 RequestId：${requestId}`,
    notForbidden: (requestId) => `该流没有被禁推，什么都没有改变。阿里云 RequestId：${requestId}`,
    resumedOne: (name, requestId) => `${name}：已恢复推流。阿里云 RequestId：${requestId}`,
    notForbiddenOne: (name, requestId) =>
      `${name}：没有被禁推，什么都没有改变。阿里云 RequestId：${requestId}`,
    notAll: (resumed, total) => `${total} 路中恢复了 ${resumed} 路。`,
    lookalike: (difference, name) => `有一路被禁推的流与它仅在${DIFFERENCES[difference]}上不同："${name}"`,
  },
  bulk: {
    started: (id, total) => `任务 ${id}：${shown(total)} 路流。`,
    startedMaybe: (key) => `任务可能已经启动；如需再次运行，请加 --key ${key}`,
    stopped: (id) => `任务 ${id} 已停止：尚未发送的不再发送。`,
    goesOn: (line) => `任务会继续运行。查看进度：${line}`,
    nothingStarted: '没有启动任何任务。',
    resumeAll: (app, domain) =>
      `恢复 ${domain} ${app === undefined ? '' : `应用 "${app}" `}下所有被禁推的流吗？`,
    resumeThem: (domain) => `在 ${domain} 上恢复这些流吗？`,
    noJob: '没有这个批量任务，或它属于其他调用者（JOB_NOT_FOUND）。',
    noAnswer: '网关没有返回任何关于该任务的信息。',
    lost: '网关没有响应。任务会继续运行；正在等待网关恢复……',
    lostFor: (seconds) => `已有 ${seconds} 秒没有响应`,
    back: '网关已恢复响应。',
    nothing: '没有需要恢复的流。',
    all: (total) => `${shown(total)} 路全部已恢复。`,
    some: (resumed, total, parts) => `${shown(total)} 路中恢复了 ${shown(resumed)} 路；${parts.join('，')}。`,
    failed: (count) => `失败 ${shown(count)} 路`,
    skipped: (count) => `跳过 ${shown(count)} 路`,
    skippedLong: (count) => `跳过 ${shown(count)} 路（任务启动后又被禁推）`,
    cancelledLong: (count) => `未发送 ${shown(count)} 路（任务已取消）`,
    notForbidden: (count) => `其中 ${shown(count)} 路原本未被禁推，恢复没有产生作用：`,
    notForbiddenUnread: '无法列出原本未被禁推的流。',
    progress: (done, total, percent) => `${shown(done)}/${shown(total)}（${percent}%）`,
    left: (duration) => `剩余 ${duration}`,
    progressOfJob: (resumed, total, failed) => `${total} 路中恢复了 ${resumed} 路，失败 ${failed} 路`,
    table: ['应用', '流', '错误码', 'requestId'],
  },
  list: {
    standardInput: '标准输入',
    refused: (name, line, fault) =>
      line === undefined ? `${name}：${fault}` : `${name} 第 ${line} 行：${fault}`,
    andMore: (count) => `还有 ${count} 处`,
    unreadable: (code) => `无法读取（${code}）`,
    tooLarge: '大于 16 MiB',
    quote: '引号缺失或位置有误',
    separators: '同时含有逗号和分号；请给含有其中之一的名称加上引号',
    wrongMark: (mark, named) => `以 ${mark} 的字节顺序标记（BOM）开头，而 --encoding 是 ${named}`,
    undecodable: (encoding, byte, isGuessed) =>
      `不是 ${encoding}（文件的第 ${byte} 个字节）${
        isGuessed ? '；请指定编码，例如 --encoding gb18030，或另存为 UTF-8' : ''
      }`,
    nul: '含有 NUL：这不是文本，或者是 UTF-16（请加 --encoding utf-16）',
    isUtf8: (encoding) => `已经是 UTF-8，而 --encoding 是 ${encoding}；请去掉 --encoding`,
    empty: '没有任何流',
    unknownHeader: '看起来是未知的表头；请改为 appName,streamName；如果它是一路流，请在它上面加上表头',
    tooMany: '超出了一个任务可接受的 10,000 路流',
    swapped: '每行的应用都不同，而流都相同；请加上表头，例如 streamName,appName',
    cells: (count) => `必须有应用和流两个值，实际有 ${count} 个`,
    markInside: '列表中间有字节顺序标记（BOM），可能是两个文件拼接而成',
    headerAgain: '这里又出现了表头，可能是两个文件拼接而成',
    noWildcard: '"*" 不代表某一个应用；请写出应用名',
    app: (fault) => `应用${fault}`,
    stream: (fault) => `流${fault}`,
    summary: (name, encoding, streams, repeats) =>
      `${name}（${encoding}）：${shown(streams)} 路流${repeats === 0 ? '' : `；另有 ${shown(repeats)} 行重复`}`,
    shownStream: (app, stream) => `  应用 "${app}"，流 "${stream}"`,
    moreStreams: (count) => `  还有 ${shown(count)} 路`,
    ambiguous: (name, encoding) =>
      `警告：${name} 也可能是 UTF-8。请检查上面的名称：编码确实是 ${encoding} 吗？`,
    warning: (name, text) => `警告：${name} ${text}`,
    moreWarnings: (count) => `还有 ${count} 条警告`,
    invisible: (line, what, name) => `第 ${line} 行：${WHAT[what]} "${name}" 含有不可见字符`,
    meaningless: (line, what, name) =>
      `第 ${line} 行：${WHAT[what]} "${name}" 含有没有意义的字符；编码是否正确？`,
    alike: ([first, second], [one, other], difference) =>
      `第 ${first} 行和第 ${second} 行："${one}" 与 "${other}" 是两路流，仅在${DIFFERENCES[difference]}上不同`,
  },
  login: {
    open: '请在本机的浏览器中打开以下地址并登录：',
    openDevice: (address, code) => `请在任意设备上打开 ${address}，并输入代码 ${code}`,
    done: (origin) => `登录成功。${origin} 的令牌已保存。`,
    removed: (origin) => `${origin} 的令牌已移除。`,
    page: '可以关闭此窗口，回到终端。',
    refused: '身份提供方拒绝了登录。',
    refusedOrEnded: '身份提供方拒绝了登录，或代码已过期。',
    timeout: '浏览器在五分钟内没有返回。',
    noHome: '无法保存令牌：没有设置 HOME。',
    notStored: (code) => `无法保存令牌（${code}）。`,
    noDiscovery: '无法读取身份提供方的 discovery 文档。',
  },
  doctor: {
    toShown: toChineseFinding,
    failed: (count) => `${count} 项检查未通过。`,
  },
  command: {
    toShown: (text) =>
      text
        .split('\n')
        .map((line) => findOperatorLine(line) ?? line)
        .join('\n'),
    unwritable: (code) => `无法写入输出（${code}）。`,
    notUtf8: (position, command) => `${command} 的第 ${position} 个参数不是 UTF-8。未做任何操作。`,
  },
};
