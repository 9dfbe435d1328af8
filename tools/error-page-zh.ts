// `import type` is required: Node runs this file by type stripping, and `import { type X }` would
// remain as an import at run time.
import type { ErrorCode } from '../src/stream/error-codes.js';
import type { SYMPTOM_ROWS } from '../src/upstream/error-table.js';
import type { ErrorPageTexts } from './error-page.js';

type Pair = readonly [first: string, second: string];

const CODES: Readonly<Record<ErrorCode, Pair>> = {
  BAD_USER_INPUT: [
    '某个参数违反了网关的规则（网关在调用之前检查），或违反了视频直播的规则（Missing*、Invalid*）。',
    '在 `violations[].path` 指出的字段旁显示 `violations[].message`。修改输入之后再重试。',
  ],
  UNAUTHENTICATED: [
    '请求没有 bearer 令牌，或者令牌已过期、是伪造的或签发给其他受众。',
    '请重新登录，并用新的令牌重复请求。',
  ],
  FORBIDDEN: [
    '令牌有效，但没有授权覆盖该域名和应用上的这个操作。',
    '请向网关的运维人员申请授权。`message` 指出所需的操作和域名。',
  ],
  DOMAIN_NOT_FOUND: [
    '视频直播在该账号中找不到这个域名（InvalidDomain.NotFound）。',
    '请检查拼写，并确认填写的是推流域名而不是播流域名。',
  ],
  OPERATION_NOT_ALLOWED: [
    '域名存在，但不是直播域名，或其配置不允许调用该接口（IllegalOperation）。',
    '请使用直播配置中的推流域名。运维人员可以在日志中看到详情。',
  ],
  QUOTA_EXCEEDED: [
    '黑名单已满。视频直播最多保留 10,000 路被禁推的流（QuotaExceeded.*）。',
    '请先恢复不再需要禁推的流，然后重试。',
  ],
  RATE_LIMITED: [
    '没有及时得到许可，或者调用在重试之后仍然被视频直播流控。也可能是调用者超出了自己的限制：CALLER_REQUESTS_PER_SECOND、CALLER_READS_PER_SECOND，或未完成的批量任务的限制。`message` 指出是哪个限制。',
    '请等待 `retryAfterMs`，然后重复同一个请求。',
  ],
  UPSTREAM_TIMEOUT: [
    '在截止时间之前没有收到完整的应答。`outcome` 为 UNKNOWN。',
    '请重复请求：重复设置同一个状态没有害处。如果 `retryable` 为 false，请先读取状态。',
  ],
  UPSTREAM_UNAVAILABLE: [
    '连接被拒绝或重置，服务返回 5xx，或者在反复出错之后暂停了调用。也可能是无法访问提供网关访问密钥的来源；或者无法获取身份提供方的密钥，因而无法检查令牌，此时 `message` 与访问令牌有关。',
    '请在 `retryAfterMs` 之后重复请求；没有给出时，等待一秒。',
  ],
  UPSTREAM_DENIED: [
    'RAM 策略、访问密钥、签名或时钟有误，或者服务没有开通。只有运维人员可以解决。',
    '请把 `correlationId` 交给运维人员。详情在网关的日志中。',
  ],
  UPSTREAM_ERROR: [
    '文档中没有的错误码、没有 RequestId 的成功、重定向，或无法读取的应答。',
    '请在重复之前读取流的状态，并把 `correlationId` 交给运维人员。',
  ],
  STORE_UNAVAILABLE: [
    '无法访问共享的调用额度或操作台账，并且 STORE_DOWN 为 `refuse`。',
    '请在几秒之后重复请求。',
  ],
  JOB_NOT_FOUND: [
    '批量任务不存在，或者它属于另一个调用者，并且没有覆盖其全部流的 `manage` 授权。',
    '请以启动该任务的调用者或有 `manage` 授权的调用者的身份读取它，否则请启动新的任务。',
  ],
  INTERNAL_SERVER_ERROR: ['网关自身出错。详情只在日志中。', '请把 `correlationId` 交给运维人员。'],
};

const PROTOCOL: Readonly<Record<string, Pair>> = {
  GRAPHQL_PARSE_FAILED: [
    '文档不是有效的 GraphQL。',
    '请更正文档。代码生成工具已为其生成类型的文档不会引起这个错误。',
  ],
  GRAPHQL_VALIDATION_FAILED: [
    '文档与 schema 不符：未知的字段、缺少的参数、类型错误的字面量。',
    '请把文档与 `schema/api.graphql` 比较，并重新生成客户端。',
  ],
  REQUEST_TOO_COMPLEX: [
    '文档过长或过深，或者字段、别名、mutation 过多。也可能是它能返回的条目或值超出一个请求的上限。`message` 指出是哪个限制。没有执行任何内容。',
    '请发送几个较小的文档，请求较小的页，并且一个文档中不超过十个 mutation。',
  ],
  OPERATION_RESOLUTION_FAILURE: [
    '文档中有多个操作，`operationName` 没有选中其中任何一个。',
    '请发送 `operationName`，或每个文档只包含一个操作。',
  ],
  PERSISTED_QUERY_NOT_FOUND: [
    '设置了 TRUSTED_DOCUMENTS，但其清单中没有与该散列值对应的文档。',
    '请把与您的客户端一起生成的清单交给运维人员。',
  ],
  PERSISTED_QUERY_NOT_SUPPORTED: [
    '请求用散列值指定文档（automatic persisted queries），网关不支持这种方式。',
    '请发送文档本身。使用 automatic persisted queries 的客户端收到该错误码后会自行这样做。',
  ],
  BAD_REQUEST: [
    'HTTP 请求被拒绝。400：请求体不是 UTF-8 的 JSON 对象，或嵌套过深，或是批量请求；地址中的查询字符串不是百分号编码的 UTF-8，或者其他网站的页面也能发出同样的 GET；订阅以普通请求发送，或 TRUSTED_DOCUMENTS 中没有该文档。403：其他源的页面发出的预检请求、GET 事件流或 WebSocket。405：方法不是 POST 或 GET。406：Accept 请求头中没有 JSON。413：请求体超过 1 MiB。415：内容类型不是 JSON。421：主机不是网关的主机。',
    '请以 UTF-8 的 `application/json` 用 POST 发送一个操作。订阅请使用事件流或 WebSocket。',
  ],
};

/** The key is the pattern of the code, followed by the class of the status if the row has one. */
const ANSWERS: Readonly<Record<string, string>> = {
  '*Throttling*': '视频直播丢弃了调用：已达到账号的上限，该上限由账号的所有用户共享',
  InternalError: '视频直播内部出错，调用可能已经生效',
  ServiceUnavailable: '视频直播过载或正在维护',
  'InvalidDomain.NotFound': '域名不在该账号中',
  'IllegalOperation*': '不是直播域名，或不允许对它调用该接口',
  ConfigAlreadyExists: '域名的配置不允许调用该接口',
  CodeConfigNotFound: '域名没有该接口所需的配置',
  CodeGetPushbackDomainError: '没有推流域名映射到该域名',
  CodeGetMainPlaybackDomainError: '没有播流域名映射到该域名',
  'QuotaExceeded*': '黑名单已满：已有 10,000 个条目',
  'Forbidden*': '被 RAM、风控或身份校验拒绝；状态码也可能是 400',
  'NoPermission*': 'RAM 策略不允许调用该接口',
  'NotAuthorized*': 'RAM 策略不允许调用该接口',
  'InvalidIdentity*': '该账号没有开通服务',
  'InvalidAccessKeyId*': '访问密钥不存在或已停用',
  'InvalidSecurityToken*': '临时密钥已过期，或与安全令牌不匹配',
  SignatureDoesNotMatch: '访问密钥的 Secret 有误，或代理改写了主机名或查询字符串',
  IncompleteSignature: '代理移除了已签名的请求头',
  SignatureNonceUsed: '同一个调用被送达两次：第一份可能已经生效',
  'InvalidTimeStamp*': '网关的时钟相差超过 15 分钟',
  'InvalidProtocol*': '账号要求 https；见 LIVE_PROTOCOL',
  'InvalidApi*': 'LIVE_ENDPOINT 不是视频直播',
  NoSuchVersion: 'LIVE_ENDPOINT 不是视频直播',
  UnsupportedOperation: 'LIVE_ENDPOINT 不是视频直播',
  UnsupportedHTTPMethod: '代理改变了请求的方法',
  'InvalidResumeTime*': '禁推的截止时间被拒绝',
  CodeAppNameIsIllegal: '应用名被拒绝',
  AppInfoNotExist: '应用不存在',
  'Missing*': '缺少参数',
  'Invalid*': '参数被拒绝',
  '*5xx': '文档中没有的错误码，状态码为 5xx',
  '*': '文档中没有的错误码',
};

const SYMPTOMS: Readonly<Record<keyof typeof SYMPTOM_ROWS, Pair>> = {
  noCredentials: ['没有凭据', 'LIVE_CREDENTIALS 指定的来源没有访问密钥，或拒绝提供'],
  credentialsAway: ['凭据不可用', 'LIVE_CREDENTIALS 指定的来源无法访问、返回 5xx 或应答太慢'],
  unreachable: ['无法访问', '连接被拒绝、主机未知、TLS 失败或没有及时建立连接：没有发送任何内容'],
  notSentInTime: ['没有及时发送', '截止时间之前，所有连接都被占用'],
  reset: ['连接重置', '在完整的应答到达之前连接中断'],
  timeout: ['超时', '在 LIVE_TIMEOUT_MS 之内没有完整的应答'],
  aborted: ['中止', '调用在发送之后被中止'],
  abortedBeforeSending: ['发送前中止', '调用在发送之前被中止'],
  garbage: ['乱码', '应答不是 HTTP，或其响应头超过 16 KiB'],
  tooLarge: ['过大', '响应体超过 1 MiB（列表为 16 MiB）'],
  redirect: ['重定向', '应答是重定向；文档中没有重定向，网关也不会跟随'],
  noRequestId: ['没有 RequestId', '状态码为 200 但没有 RequestId，不算成功'],
  unreadable: ['无法读取', '应答不是 JSON 对象，或其状态码无效'],
  unreadable4xx: ['无法读取的 4xx', '没有 Code 的 4xx：不是来自视频直播'],
  unreadable5xx: ['无法读取的 5xx', '没有 Code 的 5xx，由代理或负载均衡发出'],
  sdkFault: ['SDK 出错', '生成的客户端在发送之前出错；请设置 LIVE_CLIENT=core'],
};

/** @throws TypeError where a row of the tables has no Chinese text */
function find<T>(texts: Readonly<Record<string, T>>, key: string): T {
  const text = texts[key];
  if (text === undefined)
    throw new TypeError(`docs/zh/errors.md has no text for ${key}: add it to tools/error-page-zh.ts`);
  return text;
}

/** docs/zh/errors.md, in Simplified Chinese. */
export const CHINESE_ERROR_PAGE: ErrorPageTexts = {
  title: '错误码',
  intro:
    '每个错误都有 `extensions.code`，取自一个封闭的集合。请按错误码、`retryable` 和 `outcome` 决定怎么做，不要按 `message` 决定，因为其措辞可能改变。操作失败时，HTTP 状态码仍为 200。',
  noSecrets: '错误中没有堆栈、主机名、访问密钥、账号 ID、视频直播的消息，也没有输入的值。',
  keys: {
    title: '`extensions` 的字段',
    head: ['字段', '何时出现', '含义'],
    rows: {
      code: ['总是', '本页的错误码之一，足以决定怎么做。'],
      retryable: ['总是', '同一个请求不加修改，以后是否可能成功。如果这个值与下面的表格不同，以这个值为准。'],
      outcome: [
        '可能调用过视频直播时',
        '调用是否可能已经生效。`NOT_SENT`：没有，网关没有发出任何内容。`REJECTED`：没有，视频直播拒绝了它。`UNKNOWN`：已经发送，但没有收到有效的应答。',
      ],
      retryAfterMs: ['已知时', '最早在多少毫秒之后重试才有意义。'],
      requestId: ['视频直播给出时', '阿里云的 RequestId。联系阿里云技术支持时请提供它。'],
      correlationId: [
        '总是',
        '该请求在网关的 ID。它出现在该请求的每一行日志和响应头 `x-correlation-id` 中。请把它交给运维人员。',
      ],
      operation: ['已知时', '所调用的视频直播接口，例如 `ResumeLiveStream`。'],
      upstreamCode: ['视频直播应答时', '视频直播的错误码，例如 `InvalidDomain.NotFound`。'],
      violations: [
        '`BAD_USER_INPUT` 时',
        '`[{ path, rule, message }]`：一次列出所有违反的规则，不包含输入的值。空的 `path` 表示整个请求。',
      ],
    },
    absent:
      '**没有 `outcome` 表示没有发送任何内容**。`INTERNAL_SERVER_ERROR` 例外：此时不知道是否发送过内容。没有值的字段不会出现，绝不会是 null。',
  },
  codes: {
    title: '错误码列表',
    head: ['错误码', '何时出现', '可重试', '怎么做'],
    yes: '是',
    no: '否',
    toRow: (code) => find(CODES, code),
  },
  protocol: {
    title: '协议的错误码',
    intro: '这些错误码用于没有到达任何操作的请求。网关没有发送任何内容，这些错误都不可重试。',
    head: ['错误码', '何时出现', 'HTTP 状态码', '怎么做'],
    toStatus: (legacy, modern) => `${legacy}，或 ${modern}¹`,
    note: '¹ 400 用于接受 `application/graphql-response+json` 的客户端。只写了 `application/json` 的客户端得到 200，因为其中一些会丢弃其他状态码的响应体。与 schema 不符的变量是 `BAD_USER_INPUT`，状态码同样是这两个。',
    toRow: ({ code }) => find(PROTOCOL, code),
  },
  answers: {
    title: '视频直播的应答对应的错误码',
    intro: '以第一个匹配的行为准。`*` 代表任意字符。',
    head: ['上游错误码', '错误码', '结果', '原因'],
    toStatus: (status) => `，状态码 ${status}`,
    toWhy: ({ upstream, status = '' }) => find(ANSWERS, `${upstream}${status}`),
  },
  symptoms: {
    title: '没有文档说明的应答时对应的错误码',
    head: ['发生的情况', '错误码', '结果', '原因'],
    toRow: (symptom) => find(SYMPTOMS, symptom),
  },
};
