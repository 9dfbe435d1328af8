import { type Finding } from './finding.js';

/** Chinese texts of the doctor by their English text, where `{}` stands for a value. */
const CATALOG: Readonly<Record<string, string>> = {
  'Node.js {}': 'Node.js {}',
  'Odd versions are supported for a few months only.': '奇数版本只有几个月的支持期。',
  'Use an even version, which has long-term support.': '请使用有长期支持的偶数版本。',
  'is no setting; did you mean {}?': '不是配置项；是否想写 {}？',
  'is no setting': '不是配置项',
  'The gateway does not read this variable.': '网关不读取这个变量。',
  'Correct its name, or remove it.': '请更正名称，或删除它。',
  'every setting is valid': '所有配置项都有效',
  'The gateway does not start.': '网关无法启动。',
  'Correct the setting; docs/settings.md lists what is allowed.':
    '请更正该配置项；允许的值见 docs/settings.md。',
  'PostgreSQL {}, writable': 'PostgreSQL {}，可写',
  'PostgreSQL {}': 'PostgreSQL {}',
  'The gateway is tested with PostgreSQL 14 and later.': '网关只在 PostgreSQL 14 及以上版本上测试过。',
  'Upgrade the database.': '请升级数据库。',
  'the database takes no writes': '数据库不接受写入',
  'It is a standby, or its user is read-only. Every action would be refused.':
    '它是备库，或者用户只读。所有操作都会被拒绝。',
  'Let DATABASE_URL lead to the primary.': '请让 DATABASE_URL 指向主库。',
  'the user may not create tables in its schema': '用户没有在其 schema 中建表的权限',
  'The gateway makes its tables itself, at the first start and after an upgrade.':
    '网关在首次启动和升级之后会自行建表。',
  'Grant CREATE on the schema to the user.': '请把该 schema 的 CREATE 权限授予用户。',
  'the connection leads straight to the server': '连接直达数据库服务器',
  'DATABASE_URL goes through a pooler': 'DATABASE_URL 经过连接池代理',
  'Replicas notice changes of one another within a second instead of at once.':
    '各副本要在一秒之内才能发现彼此的更改，而不是立即发现。',
  'Set DATABASE_LISTEN_URL to an address that leads straight to the server.':
    '请把 DATABASE_LISTEN_URL 设为直达服务器的地址。',
  'DATABASE_LISTEN_URL leads straight to the server': 'DATABASE_LISTEN_URL 直达数据库服务器',
  'DATABASE_LISTEN_URL goes through a pooler, too': 'DATABASE_LISTEN_URL 也经过连接池代理',
  'Let DATABASE_LISTEN_URL lead straight to the server.': '请让 DATABASE_LISTEN_URL 直达服务器。',
  'the clocks differ by {} s': '时钟相差 {} 秒',
  'the clock of the database is {} s ahead': '数据库的时钟快 {} 秒',
  'the clock of the database is {} s behind': '数据库的时钟慢 {} 秒',
  'Times in the audit trail are wrong by as much.': '操作台账中的时间会有同样的偏差。',
  'Synchronize both clocks, for instance with NTP.': '请同步两边的时钟，例如使用 NTP。',
  'no server answers at the address': '该地址没有服务器响应',
  'Check the host, the port and the firewall.': '请检查主机、端口和防火墙。',
  'the server refuses the user or the password': '服务器拒绝了用户名或密码',
  'Correct the user and the password.': '请更正用户名和密码。',
  'the database does not exist': '数据库不存在',
  'Create it, or correct its name.': '请创建数据库，或更正名称。',
  'the certificate of the server is not trusted': '服务器的证书不受信任',
  'Give the certificate with sslrootcert.': '请用 sslrootcert 指定证书。',
  'the server does not answer in 5 s': '服务器在 5 秒内没有响应',
  'Check the network and the load of the server.': '请检查网络和服务器负载。',
  'the database cannot be used ({})': '数据库无法使用（{}）',
  'docs/operations.md describes the reasons.': '各种原因见 docs/operations.md。',
  'The gateway cannot start, and a running one refuses actions.': '网关无法启动；正在运行的网关会拒绝操作。',
  'the store is in memory': '存储在内存中',
  'The audit trail and jobs are lost with the process.': '进程结束后，操作台账和任务都会丢失。',
  'Set DATABASE_URL to a file or to PostgreSQL.': '请把 DATABASE_URL 设为文件或 PostgreSQL。',
  'an SQLite file, writable': 'SQLite 文件，可写',
  'an SQLite file that can be created': 'SQLite 文件，可以创建',
  'the SQLite file or its folder cannot be written': 'SQLite 文件或其目录不可写',
  'Give the user of the gateway the right to write there.': '请给运行网关的用户写权限。',
  'AUTH_MODE is {}': 'AUTH_MODE 为 {}',
  'No identity provider checks who calls. This mode is for development.':
    '没有身份提供方验证调用者。该模式仅用于开发。',
  'Set AUTH_JWKS_URL, AUTH_ISSUER and AUTH_AUDIENCE in production.':
    '生产环境请设置 AUTH_JWKS_URL、AUTH_ISSUER 和 AUTH_AUDIENCE。',
  'keys in the set: {}': '密钥集中有 {} 个密钥',
  'the key set has no key that can be used': '密钥集中没有可用的密钥',
  'Every token is refused.': '所有令牌都会被拒绝。',
  'Let AUTH_JWKS_URL lead to the public signing keys of the identity provider.':
    '请让 AUTH_JWKS_URL 指向身份提供方的签名公钥。',
  'the key endpoint cannot be read ({})': '无法读取密钥地址（{}）',
  'Correct AUTH_JWKS_URL, or let this machine reach the identity provider.':
    '请更正 AUTH_JWKS_URL，或让本机可以访问身份提供方。',
  'the issuer has no discovery document that can be read': '无法读取签发方的 discovery 文档',
  'Tokens work without one. The console and login need it.': '没有它令牌也能用，但控制台和 login 需要它。',
  'Check AUTH_ISSUER against the `iss` of a token.': '请对照令牌的 `iss` 检查 AUTH_ISSUER。',
  'the discovery document names another issuer': 'discovery 文档给出的是另一个签发方',
  'Tokens of the provider have that issuer, and are refused.':
    '身份提供方的令牌使用那个签发方，因此会被拒绝。',
  'Set AUTH_ISSUER exactly as the document has it, with or without a slash at its end.':
    '请把 AUTH_ISSUER 设为与文档完全一致，包括末尾是否有斜杠。',
  'the discovery document names another key endpoint': 'discovery 文档给出的是另一个密钥地址',
  'The keys of AUTH_JWKS_URL may not be those that sign tokens.':
    'AUTH_JWKS_URL 的密钥可能不是签发令牌的密钥。',
  'Set AUTH_JWKS_URL to the `jwks_uri` of the document.': '请把 AUTH_JWKS_URL 设为文档中的 `jwks_uri`。',
  'the discovery document agrees with the settings': 'discovery 文档与配置一致',
  'the role moderator may do everything': '角色 moderator 可以执行所有操作',
  'GRANTS_FILE is not set': '没有设置 GRANTS_FILE',
  'No caller may do anything.': '任何调用者都不能执行任何操作。',
  'Write a grants file; docs/authorize.md has an example.': '请编写授权文件；示例见 docs/authorize.md。',
  'grants in the file: {}': '文件中有 {} 条授权',
  'the grants file has no grant': '授权文件中没有授权',
  'Add a grant; docs/authorize.md has an example.': '请添加授权；示例见 docs/authorize.md。',
  'Correct the file at the places that are named.': '请更正文件中指出的位置。',
  'Correct the file at the places that are named; docs/accounts.md describes it.':
    '请更正文件中指出的位置；说明见 docs/accounts.md。',
  'the emulator stands in for ApsaraVideo Live: there is no account to check':
    '由模拟器代替视频直播，没有账号需要检查',
  'accounts in the file: {}': '文件中有 {} 个账号',
  'no account has this domain': '没有账号拥有该域名',
  'Every action on it is refused with DOMAIN_NOT_FOUND.': '对它的所有操作都会以 DOMAIN_NOT_FOUND 拒绝。',
  'Add it to an account of the accounts file, or correct the grant.':
    '请把它加入账号文件中的某个账号，或更正授权。',
  'every pattern matches a domain': '每个模式都能匹配到域名',
  'the pattern matches no domain of any account': '该模式不匹配任何账号的任何域名',
  'The grant allows nothing.': '这条授权不起作用。',
  'Correct the pattern, or remove it.': '请更正或删除该模式。',
  'This gateway takes no tokens of an identity provider.': '该网关不接受身份提供方的令牌。',
  'Set AUTH_JWKS_URL, AUTH_ISSUER and AUTH_AUDIENCE.': '请设置 AUTH_JWKS_URL、AUTH_ISSUER 和 AUTH_AUDIENCE。',
  'the token is valid, and no grant covers it': '令牌有效，但没有授权覆盖它',
  'Every operation is refused with FORBIDDEN.': '所有操作都会以 FORBIDDEN 拒绝。',
  'Add a grant whose claim the token has; docs/authorize.md has examples.':
    '请添加一条与令牌的声明匹配的授权；示例见 docs/authorize.md。',
  '{} on {}, apps {} and "*"': '允许 {}，域名 {}，应用 {} 以及 "*"',
  '{} on {}, apps {}': '允许 {}，域名 {}，应用 {}',
  'the token is refused ({})': '令牌被拒绝（{}）',
  'Every request with it gets UNAUTHENTICATED.': '使用它的所有请求都会得到 UNAUTHENTICATED。',
  'docs/authorize.md describes what a token needs: issuer, audience, end and subject.':
    '令牌的要求见 docs/authorize.md：签发方、受众、有效期和 subject。',
  'the account has no such domain': '账号中没有该域名',
  'Correct the name in the grants or the accounts file, or give the right account.':
    '请更正授权文件或账号文件中的名称，或指定正确的账号。',
  'it cannot be read ({})': '无法读取（{}）',
  'It has no lists.': '它没有列表。',
  'See the RAM checks.': '请看 RAM 检查结果。',
  'it is a streaming domain': '它是播流域名',
  'Forbid and resume need the ingest domain.': '禁推和恢复推流需要推流域名。',
  'Name the ingest domain: {}.': '请填写推流域名：{}。',
  'no streaming domain is bound to it': '没有绑定播流域名',
  'It has no lists, and a status is not known.': '它没有列表，也无法得知状态。',
  'Bind a streaming domain in the console of ApsaraVideo Live.': '请在视频直播控制台绑定播流域名。',
  'its streaming domain is {}': '播流域名为 {}',
  'The forbidden streams cannot be shown.': '无法显示被禁推的流。',
  '{} of {} streams are forbidden': '黑名单已有 {} 路流，上限 {} 路',
  'At the limit the next forbid fails.': '达到上限后，下一次禁推会失败。',
  'Resume streams that need no forbid.': '请恢复不再需要禁推的流。',
  'this gateway takes no callbacks': '该网关不接收回调',
  'The state of a stream is read every few seconds instead.': '改为每隔几秒读取一次流的状态。',
  'Set LIVE_CALLBACK_SECRET, and then the callbacks with "callbacks set".':
    '请设置 LIVE_CALLBACK_SECRET，然后用 "callbacks set" 设置回调。',
  'they cannot be read ({})': '无法读取回调设置（{}）',
  'No live events arrive for the domain.': '该域名没有实时事件。',
  'none are set': '没有设置回调',
  'Run "callbacks set --domain {} --url <address of the gateway>".':
    '请运行 "callbacks set --domain {} --url <网关地址>"。',
  'they go elsewhere': '回调发往别处',
  'they are signed with another key, or not at all': '回调用另一个密钥签名，或没有签名',
  'The gateway refuses them.': '网关会拒绝它们。',
  'they go to this gateway; whether they arrive cannot be read ({})':
    '回调发往该网关；无法读取是否送达（{}）',
  'It is not known whether live events arrive.': '不确定实时事件是否送达。',
  'they go to this gateway; none is recorded in the last 24 hours': '回调发往该网关；最近 24 小时没有记录',
  'they go to this gateway, and arrive': '回调发往该网关，并且送达',
  '{} of the last {} did not arrive': '有 {} 次没有送达（最近共 {} 次）',
  'ApsaraVideo Live does not reach the gateway, or the gateway refuses them.':
    '视频直播无法访问网关，或网关拒绝了回调。',
  'Run "callbacks check --domain {}".': '请运行 "callbacks check --domain {}"。',
  'Correct the settings of the account.': '请更正该账号的配置。',
  'it answers': '有响应',
  'no answer': '没有响应',
  'Nothing can be resumed or forbidden.': '无法恢复推流，也无法禁推。',
  'Check LIVE_ENDPOINT, LIVE_PROTOCOL, name resolution, the firewall and proxies.':
    '请检查 LIVE_ENDPOINT、LIVE_PROTOCOL、域名解析、防火墙和代理。',
  'the clock of this machine is {} s behind': '本机的时钟慢 {} 秒',
  'the clock of this machine is {} s ahead': '本机的时钟快 {} 秒',
  'ApsaraVideo Live refuses signatures of another time.': '视频直播会拒绝时间不符的签名。',
  'Synchronize the clock, for instance with NTP.': '请同步时钟，例如使用 NTP。',
  'Synchronize the clock.': '请同步时钟。',
  'the source has given an access key': '已从凭据来源取得访问密钥',
  'the source gives no access key ({})': '凭据来源没有给出访问密钥（{}）',
  'Nothing can be called for this account.': '无法为该账号发起任何调用。',
  'docs/connect.md describes each source, and docs/operations.md the reasons.':
    '各种凭据来源见 docs/connect.md，原因见 docs/operations.md。',
  allowed: '允许',
  'no answer ({})': '没有响应（{}）',
  'It is not known whether RAM allows it.': '不确定 RAM 是否允许。',
  'Run doctor again.': '请再次运行 doctor。',
  'ApsaraVideo Live rejects the access key ({})': '视频直播拒绝了访问密钥（{}）',
  'Correct the access key and its secret.': '请更正访问密钥及其 Secret。',
  'denied ({})': '被拒绝（{}）',
  'RAM does not allow live:{} to this key.': 'RAM 不允许该密钥执行 live:{}。',
  'Give the key the policy that "ram-policy" prints.': '请把 "ram-policy" 输出的策略授予该密钥。',
};

const PATTERNS = Object.entries(CATALOG)
  .filter(([english]) => english.includes('{}'))
  .map(
    ([english, chinese]) =>
      [new RegExp(`^${english.split('{}').map(escape).join('(.+?)')}$`), chinese] as const,
  );

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

/** The Chinese text; undefined for one that is not in the catalog, such as a fault of a file. */
export function findChinese(english: string): string | undefined {
  const whole = CATALOG[english];
  if (whole !== undefined) return whole;
  for (const [pattern, chinese] of PATTERNS) {
    const values = pattern.exec(english)?.slice(1);
    if (values !== undefined) return values.reduce((text, value) => text.replace('{}', () => value), chinese);
  }
  return undefined;
}

/** A finding for a person who reads Chinese. The faults of settings and files stay English. */
export function toChineseFinding({ found, meaning, action, ...finding }: Finding): Finding {
  const toChinese = (english: string): string => findChinese(english) ?? english;
  return {
    ...finding,
    found: toChinese(found),
    ...(meaning !== undefined && { meaning: toChinese(meaning) }),
    ...(action !== undefined && { action: toChinese(action) }),
  };
}
