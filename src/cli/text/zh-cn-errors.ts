/** The errors of the gateway by code, the same as in the client package. */
export const ERROR_TEXTS: Readonly<Record<string, string>> = {
  BAD_USER_INPUT: '输入的内容有误，请检查标记的字段。',
  UNAUTHENTICATED: '登录已失效，请重新登录。',
  FORBIDDEN: '您没有对该域名执行此操作的权限。',
  DOMAIN_NOT_FOUND: '找不到该域名，请检查拼写，并确认填写的是推流域名。',
  OPERATION_NOT_ALLOWED: '该域名不允许执行此操作，请使用推流域名，而不是播流域名。',
  QUOTA_EXCEEDED: '黑名单已满，请先恢复不再需要禁推的直播流。',
  RATE_LIMITED: '当前请求过多，请稍后重试。',
  UPSTREAM_TIMEOUT: '视频直播服务未在规定时间内响应，请先查看直播流的状态，再决定是否重试。',
  UPSTREAM_UNAVAILABLE: '暂时无法连接视频直播服务，请稍后重试。',
  UPSTREAM_DENIED: '视频直播服务拒绝了网关的访问，请联系运维人员。',
  UPSTREAM_ERROR: '视频直播服务返回了意外的结果，请查看直播流的状态，并联系运维人员。',
  STORE_UNAVAILABLE: '无法连接网关的数据库，请几秒后重试。',
  JOB_NOT_FOUND: '该批量任务不存在，或您没有查看权限。',
  INTERNAL_SERVER_ERROR: '网关内部出错，请联系运维人员。',
};

/** The messages of commander about wrong use, by their form. An unknown message stays in English. */
export function toChineseUsage(message: string): string {
  const forms: readonly (readonly [RegExp, string])[] = [
    [/^error: unknown option '(.+?)'/, "错误：未知选项 '$1'"],
    [/^error: unknown command '(.+?)'/, "错误：未知命令 '$1'"],
    [/^error: missing required argument '(.+?)'/, "错误：缺少参数 '$1'"],
    [/^error: option '(.+?)' argument missing/, "错误：选项 '$1' 缺少值"],
    [
      /^error: too many arguments.*?\. Expected (\d+) arguments? but got (\d+).*/,
      '错误：参数过多，应为 $1 个，实际为 $2 个',
    ],
    [/\(Did you mean (?:one of )?(.+?)\?\)/, '（是否想用 $1？）'],
  ];
  return forms.reduce((text, [form, chinese]) => text.replace(form, chinese), message);
}
