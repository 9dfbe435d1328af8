import { createCatalog } from './catalog.js';

/** Chinese texts of the commands for operators: callbacks, ram-policy, record, replay and move-store, line by line. */
export const findOperatorLine = createCatalog({
  // callbacks
  'Usage: apsara-live-gateway callbacks show|set|remove|check --domain <ingest domain> [options]':
    '用法： apsara-live-gateway callbacks show|set|remove|check --domain <推流域名> [选项]',
  'Stream callbacks of ApsaraVideo Live, with the keys and secrets of the gateway’s own settings. No secret is printed.':
    '视频直播的推流回调，使用网关自己配置的密钥和口令。不会打印任何密钥。',
  '  show     prints where callbacks of the domain go, and whether that is this gateway':
    '  show     显示该域名的回调发往何处，以及是否为该网关',
  '  set      sets them to this gateway, with the first value of the callback secret and key; needs --url':
    '  set      设为该网关，使用回调口令和密钥的第一个值；需要 --url',
  '  remove   ends them': '  remove   移除回调',
  '  check    whether this gateway can be reached at that address, and whether callbacks have arrived there':
    '  check    检查能否通过该地址访问网关，以及回调是否送达',
  '  --domain  the ingest domain': '  --domain  推流域名，即编码器推流的域名',
  '  --url     the public address of the gateway, such as https://live.example.com':
    '  --url     网关的公开地址，例如 https://live.example.com',
  '  --wait    check: waits so many seconds for a callback, for instance while you start a stream':
    '  --wait    check：等待回调的秒数，例如在您开始推流时',
  '  --yes     set and remove: does not prompt for a confirmation': '  --yes     set 和 remove：不要求确认',
  '  --json    show and check: prints JSON': '  --json    show 和 check：输出 JSON',
  'Exit code: 0 done, 1 not done, 2 wrong use or settings.': '退出码：0 已完成；1 未完成；2 用法或配置有误。',
  'give one of show, set, remove and check': '请指定 show、set、remove 或 check',
  '--domain must be an ingest domain': '--domain 必须是推流域名',
  'set needs --url': 'set 需要 --url',
  '--wait must be a whole number of seconds, at most {}': '--wait 必须是整数秒，最多 {}',
  '--url must be an http or https address, without a user name':
    '--url 必须是 http 或 https 地址，不含用户名',
  'the domain belongs to no account of the accounts file': '该域名不属于账号文件中的任何账号',
  'Waiting {} s for a callback. Start or stop a stream of the domain now.':
    '等待回调 {} 秒。请现在开始或停止该域名的一路流。',
  '{} the gateway answers at that address, from here': '{} 从这里访问该地址，网关有响应',
  '{} no gateway answers at that address, from here': '{} 从这里访问该地址，没有网关响应',
  '{} ApsaraVideo Live has recorded no callback in the last 24 hours':
    '{} 视频直播在最近 24 小时内没有回调记录',
  '{} in the last 24 hours {} callbacks arrived and {} did not; the last arrived, at {}':
    '{} 最近 24 小时有 {} 次回调送达，{} 次没有；最后一次已送达，时间 {}',
  '{} in the last 24 hours {} callbacks arrived and {} did not; the last did not arrive, at {}':
    '{} 最近 24 小时有 {} 次回调送达，{} 次没有；最后一次没有送达，时间 {}',
  'set LIVE_CALLBACK_SECRET, as the gateway has it': '请设置 LIVE_CALLBACK_SECRET，与网关相同',
  'set the callback secret of the account {}, as the gateway has it': '请设置账号 {} 的回调口令，与网关相同',
  'The callbacks are set to this gateway already. Nothing was changed.': '回调已经发往该网关。没有更改。',
  'Callbacks of {} (account {})': '{} 的回调（账号 {}）',
  '  A SwitchNotifyUrl, which ApsaraVideo Live does not show, may be lost.':
    '  视频直播不显示的 SwitchNotifyUrl 可能会丢失。',
  '  Without a LIVE_CALLBACK_AUTH_KEY callbacks are not signed: the address alone protects them.':
    '  没有 LIVE_CALLBACK_AUTH_KEY 时回调不签名：只有地址起保护作用。',
  'The callbacks are set. RequestId {}': '回调已设置。RequestId {}',
  'The domain has no callbacks. Nothing was changed.': '该域名没有回调。没有更改。',
  '  Its address for exceptions is removed, too.': '  它的异常通知地址也会移除。',
  'The callbacks are removed. RequestId {}': '回调已移除。RequestId {}',
  'Nothing was changed: give --yes where no terminal can confirm it.':
    '没有更改：没有可以确认的终端时，请加 --yes。',
  'Nothing was changed.': '没有更改。',
  // ram-policy
  'Usage: apsara-live-gateway ram-policy --account <account id> [--account-name <name>] [--grants <file>]':
    '用法： apsara-live-gateway ram-policy --account <账号 ID> [--account-name <名称>] [--grants <文件>]',
  'Prints the least RAM policy for the grants in effect, as JSON on stdout. Notes on it go to stderr.':
    '为当前的授权输出最小权限的 RAM 策略，以 JSON 写到标准输出。说明写到标准错误。',
  '  --account       the Alibaba Cloud account that owns the live domains, digits only':
    '  --account       拥有直播域名的阿里云账号，仅数字',
  '  --account-name  the name of that account in the accounts file, which LIVE_ACCOUNTS_FILE names':
    '  --account-name  该账号在 LIVE_ACCOUNTS_FILE 指定的账号文件中的名称',
  '  --grants        the grants file; default: the one GRANTS_FILE names':
    '  --grants        授权文件；默认为 GRANTS_FILE 指定的文件',
  '  --callbacks     with what a gateway needs that receives stream callbacks':
    '  --callbacks     包括接收推流回调的网关所需的内容',
  '--account is missing': '缺少 --account',
  '--account must be digits only, at most 20': '--account 只能是数字，最多 20 位',
  'set GRANTS_FILE or pass --grants': '请设置 GRANTS_FILE 或指定 --grants',
  // record
  'Usage: apsara-live-gateway record --domain <ingest domain> --stream <app>/<stream> [--output <file>]':
    '用法： apsara-live-gateway record --domain <推流域名> --stream <应用>/<流> [--output <文件>]',
  'Tests what the documentation of ApsaraVideo Live does not describe, with the keys from the settings of the gateway.':
    '用网关配置中的密钥，检查视频直播在文档没有说明之处的行为。',
  'Writes a recording without names and secrets. Describes each step that changes something, and runs it only after you confirm it.':
    '写入一个不含名称和密钥的录制文件。每个会改变内容的步骤都会先说明，经您确认后才执行。',
  'Needs a terminal. Use a test stream, because the stream is interrupted. docs/verify.md describes the steps.':
    '需要终端。请使用测试流，因为流会被切断。各步骤见 docs/verify.md。',
  '  --stream  a stream that is not forbidden and, if possible, is online':
    '  --stream  没有被禁推的流，最好正在推流',
  '  --output  the file to create; it must not exist; default recording.jsonl':
    '  --output  要创建的文件，不能已经存在；默认为 recording.jsonl',
  'Exit code: 0 done, 1 not done, 2 wrong use or settings, or no terminal.':
    '退出码：0 已完成；1 未完成；2 用法或配置有误，或没有终端。',
  'Nothing was sent: record needs a terminal, so that you can confirm each step.':
    '没有发送任何内容：record 需要终端，以便确认每个步骤。',
  'The file already exists. Choose another --output.': '文件已经存在：请指定另一个 --output。',
  '--stream must be <app>/<stream>': '--stream 必须是 <应用>/<流>',
  'The recording cannot be written ({}): docs/verify.md.': '无法写入录制文件（{}）：见 docs/verify.md。',
  'The recording is {}. Read it before you send it to others: docs/verify.md.':
    '录制文件为 {}。交出之前请先阅读：见 docs/verify.md。',
  'The lists cannot be read, because the domain has no streaming domain.':
    '该域名没有播流域名，因此无法读取其列表。',
  'The stream is forbidden. Choose another stream: this command resumes the stream and would remove the forbid.':
    '该流被禁推。请指定没有被禁推的流：该命令会恢复流，从而解除禁推。',
  'The stream is not forbidden, and on air.': '该流没有被禁推，并且在线。',
  'The stream is not forbidden, and not on air.': '该流没有被禁推，不在线。',
  'Step {} of {}: How does ApsaraVideo Live answer DescribeLiveDomainMapping with POST?':
    '步骤 {}/{}：用 POST 调用 DescribeLiveDomainMapping，视频直播如何应答？',
  'Step {} of {}: How does ApsaraVideo Live answer a resume of a stream that is not forbidden?':
    '步骤 {}/{}：恢复一路没有被禁推的流，视频直播如何应答？',
  'Step {} of {}: When do the lists show a forbid?': '步骤 {}/{}：列表多久之后显示一次禁推？',
  'Step {} of {}: Does a forbid send the callback publish_done?':
    '步骤 {}/{}：禁推会引发回调 publish_done 吗？',
  'Step {} of {}: Does a resume of the app "*" remove a forbid that names an app?':
    '步骤 {}/{}：对应用 "*" 的恢复会解除在某个应用下的禁推吗？',
  'Step {} of {}: Which end times of a forbid are accepted?': '步骤 {}/{}：接受禁推的哪些截止时间？',
  '  Reads the domain mapping with POST, which the documentation does not allow. Changes nothing.':
    '  用文档不允许的 POST 请求域名映射。不会改变任何内容。',
  '  Resumes the stream, which is not forbidden. If another caller forbids it meanwhile, this removes that forbid.':
    '  恢复没有被禁推的流。如果在此期间它被禁推，该禁推会被解除。',
  '  Forbids the stream for 15 minutes, and resumes it at the end of this command. This cuts the encoder immediately.':
    '  禁推该流 15 分钟，并在命令结束时恢复它。编码器会立即被切断。',
  '  Then reads the forbid list once a second, for at most a minute.':
    '  然后每秒读取一次黑名单，最多一分钟。',
  '  Reads the callbacks since the forbid, for at most a minute. Changes nothing.':
    '  读取禁推以来的回调，最多一分钟。不会改变任何内容。',
  '  Resumes the app "*" with the name of the stream. This removes the forbids of all streams with this name, in every app.':
    '  以该流名对应用 "*" 恢复。所有应用中同名流的禁推都会解除。',
  '  Forbids the stream three times: until a minute ago, for ten years, and until the year 9999. Resumes it each time.':
    '  禁推该流三次：截止时间分别为一分钟前、十年后和 9999 年。每次之后恢复。',
  '  This cuts the encoder. If this command is killed meanwhile, resume the stream yourself.':
    '  编码器会被切断。如果该命令中途被杀死，请自行恢复该流。',
  '  Run this step?': '  要执行吗？',
  '  Skipped: {}.': '  已跳过：{}。',
  '  Skipped. Nothing was sent.': '  已跳过。没有发送任何内容。',
  'No result: {}.': '没有得到答案：{}。',
  'Interrupted. The recording has everything that was sent.': '已中断。已发送的内容都已录制。',
  'The stream could not be resumed: {}. Resume it yourself.': '无法恢复该流：{}。请自行恢复。',
  'The stream is resumed.': '该流已恢复。',
  'The forbid list shows a resume {}.': '恢复之后，{} 不再在黑名单上。',
  'DescribeLiveDomainMapping with POST: {}.': '用 POST 调用 DescribeLiveDomainMapping：{}。',
  'A resume of a stream that is not forbidden: {}.': '恢复一路没有被禁推的流：{}。',
  'A forbid: {}.': '禁推：{}。',
  'The forbid list shows a forbid {}.': '禁推之后，{} 出现在黑名单上。',
  'After that, the stream disappears from the online list {}.': '此后 {} 该流从在线列表消失。',
  'A forbid sends no publish_done, or its record appears later than this command waits.':
    '禁推不引发 publish_done，或者其记录晚于该命令的等待时间。',
  'A forbid sends publish_done. Its record appeared after {} ms.':
    '禁推会引发 publish_done。其记录在 {} ms 之后出现。',
  'A resume of the app "*": {}.': '对应用 "*" 的恢复：{}。',
  'A resume of the app "*" succeeds, but removes no forbid that names an app.':
    '对应用 "*" 的恢复成功，但没有解除某个应用下的禁推。',
  'A resume of the app "*" removes a forbid that names an app. The forbid list shows this {}.':
    '对应用 "*" 的恢复会解除某个应用下的禁推。{} 它不再在黑名单上。',
  'A forbid with an end a minute ago: {}.': '截止时间为一分钟前的禁推：{}。',
  'A forbid with an end in ten years: {}.': '截止时间为十年后的禁推：{}。',
  'A forbid with an end in the year 9999: {}.': '截止时间为 9999 年的禁推：{}。',
  // replay
  'Usage: apsara-live-gateway replay <file> [--expect] [--json]':
    '用法： apsara-live-gateway replay <文件> [--expect] [--json]',
  'Passes the answers of a recording to both clients, core and sdk, and prints the result of each. Sends nothing.':
    '把录制文件中的应答交给两个客户端 core 和 sdk，并打印各自的结果。不发送任何内容。',
  'docs/verify.md describes recordings.': '录制文件的说明见 docs/verify.md。',
  '  --expect  compares the results and the requests of the clients with the recording':
    '  --expect  把结果和客户端的请求与录制的内容比较',
  '  --json    prints JSON, one object per line': '  --json    输出 JSON，每行一个对象',
  'Exit code: 0 done, 1 there are differences, 2 wrong use, or the file is not a recording.':
    '退出码：0 已完成；1 有差异；2 用法有误，或文件不是录制文件。',
  'The client sdk is skipped: @alicloud/live20161101 is not installed (docs/connect.md).':
    '跳过客户端 sdk：没有安装 @alicloud/live20161101（见 docs/connect.md）。',
  'name one recording': '请指定一个录制文件',
  '{} exchanges match the recording.': '{} 次交互与录制一致。',
  '{} exchanges.': '{} 次交互。',
  '{} of {} exchanges differ from the recording.': '有 {} 次与录制不同（共 {} 次交互）。',
  '{} of {} exchanges differ between the clients.': '有 {} 次在两个客户端之间不同（共 {} 次交互）。',
  'The recording is refused. {}': '录制文件被拒绝。{}',
  'The recording does not exist.': '录制文件不存在。',
  'The recording is larger than 64 MiB.': '录制文件大于 64 MiB。',
  'The recording cannot be read.': '无法读取录制文件。',
  // move-store
  'Usage: apsara-live-gateway move-store [--from <file: URL>] [--to <postgres:// URL>]':
    '用法： apsara-live-gateway move-store [--from <file: URL>] [--to <postgres:// URL>]',
  'Copies the ledger and the bulk jobs from an SQLite file to PostgreSQL. Stop the gateway first. You can repeat it:':
    '把操作台账和批量任务从 SQLite 文件复制到 PostgreSQL。请先停止网关。可以重复执行：',
  'rows that already exist stay unchanged. The file also stays.': '已有的内容保持不变，文件也会保留。',
  '  --from  default {}': '  --from  默认为 {}',
  '  --to    default DATABASE_URL, which other users of the machine cannot see':
    '  --to    默认为 DATABASE_URL，同一台机器上的其他用户看不到它',
  'Exit code: 0 everything is copied, 1 it is not, 2 wrong use.':
    '退出码：0 全部已复制；1 没有全部复制；2 用法有误。',
  '{}: {}, of which {} copied and {} that already existed': '{}：{}，其中复制 {}，已有 {}',
  'Everything is copied. Start the gateway with the new DATABASE_URL.':
    '全部已复制。请用新的 DATABASE_URL 启动网关。',
  '--from must be a file: URL': '--from 必须是 file: URL',
  '--to, or DATABASE_URL, must be a postgres:// URL': '--to 或 DATABASE_URL 必须是 postgres:// URL',
  // all commands
  'Example: {}': '示例：{}',
});
