"""Every sentence that the command line says, in Chinese and English. What rules and reasons say is theirs.

`NIANBAO_LANG` chooses; without it the locale does.
"""

import os
from typing import Literal

from shared.errors import Message

Language = Literal["zh", "en"]


def language() -> Language:
    """Return the language of this process: Chinese where the environment says so, English otherwise."""
    for variable in ("NIANBAO_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable):
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def say(key: str, /, **details: object) -> str:
    """Return the sentence of this key, its placeholders filled."""
    return choose(Message(*WORDS[key])).format(**details)


def choose(message: Message) -> str:
    """Return a message in the language of this process."""
    return message.zh if language() == "zh" else message.en


def in_language(noted: object) -> object:
    """Return what a history notes: of sentences in both languages that of this process."""
    return noted.get(language(), noted) if isinstance(noted, dict) and {"zh", "en"} == noted.keys() else noted


# key: (Chinese, English). `*.help` are help texts; they are said when a command is asked for help.
WORDS: dict[str, tuple[str, str]] = {
    # of the whole command
    "help": (
        "读取政府信息公开工作年度报告，找出其中的差错，并告知需要知道的人。",
        "Reads annual reports on government information disclosure, finds their mistakes, tells whoever must know.",
    ),
    "help.exit": (
        "退出状态：0 全部通过；1 至少一份不通过、被拒收或无法读取；2 命令未能完成。",
        "Exit status: 0 all accepted; 1 one or more failed, refused or unreadable; 2 the command did not do its work.",
    ),
    "help.state": (
        "数据保存在 .nianbao 文件夹，可用 NIANBAO_HOME 改到别处；语言由 NIANBAO_LANG（zh、en）指定。",
        "State is kept in the folder .nianbao, or where NIANBAO_HOME says; NIANBAO_LANG (zh, en) chooses the language.",
    ),
    "help.examples": ("例：", "Examples:"),
    "help.version": ("显示版本", "Show the version"),
    "help.help": ("显示帮助", "Show this help"),
    "help.usage": ("用法：", "Usage: "),
    "help.options": ("[选项]", "[OPTIONS]"),
    "help.command": ("命令 [参数]…", "COMMAND [ARGS]…"),
    "panel.arguments": ("参数", "Arguments"),
    "panel.options": ("选项", "Options"),
    "panel.commands": ("命令", "Commands"),
    "panel.work": ("校验", "Checking"),
    "panel.batches": ("批次与文件", "Batches and documents"),
    "panel.lookup": ("查阅", "Looking things up"),
    "panel.processes": ("运行与维护", "Running it"),
    "help.default": ("[默认：{value}]", "[default: {value}]"),
    "help.required": ("[必填]", "[required]"),
    # errors
    "error": ("错误：", "Error: "),
    "error.usage.hint": ("用法见 {command} --help", "see {command} --help"),
    "error.no-such-command": ("没有这个命令：{name}", "no such command: {name}"),
    "error.did-you-mean": ("（是否指 {names}？）", " (did you mean {names}?)"),
    "error.extra": ("多余的参数：{names}", "more arguments than expected: {names}"),
    "error.no-such-option": ("没有这个选项：{name}", "no such option: {name}"),
    "error.missing": ("缺少 {name}", "{name} is missing"),
    "error.one-of": ("{value} 不是 {choices} 之一", "{value} is none of {choices}"),
    "error.least": ("不小于 {limit}", "{limit} or more is expected"),
    "error.most": ("不大于 {limit}", "{limit} or less is expected"),
    "error.no-number": ("不是数字", "not a number"),
    "error.bad-value": ("{name} 的值不对：{detail}", "bad value for {name}: {detail}"),
    "error.database": ("数据库不可用：{detail}", "the database is not available: {detail}"),
    "error.redis": ("Redis 不可用：{detail}", "Redis is not available: {detail}"),
    "error.later": ("暂时做不到：{detail}", "not possible for now: {detail}"),
    "error.not-found": ("没有找到：{detail}", "{detail}"),
    "error.ambiguous": ("{detail}，请多写几位", "{detail}"),
    "error.store": ("{detail}", "{detail}"),
    "error.settings": ("环境变量不对：{detail}", "a setting cannot be meant: {detail}"),
    "error.disk": ("{path}：{detail}", "{path}: {detail}"),
    "error.system": ("{detail}", "{detail}"),
    "errno.ENOENT": ("没有这个文件或文件夹", "no such file or folder"),
    "errno.EACCES": ("没有权限", "permission denied"),
    "errno.EEXIST": ("已有同名的文件", "a file of this name is there already"),
    "errno.ENOTDIR": ("路径中有一段不是文件夹", "a part of this path is no folder"),
    "errno.EISDIR": ("是文件夹", "a folder"),
    "errno.EROFS": ("磁盘只读", "the disk is read-only"),
    "errno.ENOSPC": ("磁盘已满，请腾出空间后重试", "the disk is full: make room and try again"),
    "errno.EDQUOT": ("磁盘配额已用完", "the disk quota is used up"),
    "errno.EMFILE": ("打开的文件过多（见 ulimit -n）", "too many open files (see ulimit -n)"),
    "errno.EADDRINUSE": ("端口已被占用，请用 --port 换一个", "the port is in use: choose another one with --port"),
    "errno.EADDRNOTAVAIL": ("本机没有这个地址（见 --host）", "this machine has no such address (see --host)"),
    "error.newer": (
        "数据库已由更新版本的 nianbao 升级（{detail}）：请升级本机的程序",
        "the database was upgraded by a newer nianbao ({detail}): upgrade the program here",
    ),
    "error.bug": ("程序内部出错，请将以上内容告知维护者", "this is a bug: please show the above to the maintainers"),
    "interrupted": ("已中断", "interrupted"),
    "nothing": ("{paths} 中没有任何文件", "no documents were found in {paths}"),
    # outcomes and severities
    "outcome.accepted": ("通过", "accepted"),
    "outcome.failed": ("不通过", "failed"),
    "outcome.refused": ("拒收", "refused"),
    "outcome.unreadable": ("无法读取", "unreadable"),
    "severity.error": ("错误", "error"),
    "severity.warning": ("警告", "warning"),
    "severity.info": ("提示", "note"),
    "column.document": ("文件", "document"),
    "column.outcome": ("结果", "outcome"),
    "column.publisher": ("机关", "publisher"),
    "column.year": ("年度", "year"),
    "column.form": ("表式", "form"),
    "column.cells": ("单元格", "cells"),
    "column.errors": ("错误", "errors"),
    "column.warnings": ("警告", "warnings"),
    "table.rest": ("另有 {count} 份通过，未列出", "{count} more, accepted, are not listed"),
    "table.more": ("另有 {count} 份未列出", "{count} more are not listed"),
    "summary.document": ("共 1 份", "1 document"),
    "summary.documents": ("共 {count} 份", "{count} documents"),
    "summary.rate": ("{seconds} 秒，每秒 {rate} 份", "{seconds} s, {rate} documents per second"),
    "summary.rules": ("差错最多的规则：{rules}", "most frequent: {rules}"),
    "findings.more": (
        "另有 {count} 条差错未列出，全部在数据集中",
        "{count} more findings are not listed: all are in the data set",
    ),
    "content.blank": ("空白", "blank"),
    "content.missing": ("缺失", "missing"),
    "same-mistake": ("同一处差错还使以下不符：", "the same mistake shows in:"),
    "suspects": ("可疑：{cells}", "suspect: {cells}"),
    "quote": ("原文：{quote}", "it says: {quote}"),
    "place": ("位置：{places}", "where: {places}"),
    "place.page": ("第{n}页", "page {n}"),
    "place.picture": ("第{n}张图片", "picture {n}"),
    "place.table": ("表{n}", "table {n}"),
    "place.row": ("第{n}行", "row {n}"),
    "place.column": ("第{n}列", "column {n}"),
    "place.paragraph": ("第{n}段", "paragraph {n}"),
    "place.line": ("原文第{n}行", "line {n}"),
    "place.more": ("等 {total} 处", "and {count} more"),
    # check
    "check.help": (
        (
            "在本进程内读取并校验文件、文件夹、压缩包。\n\n"
            "文件夹包括子文件夹，隐藏文件除外；zip、tar 中每个文件算一份；清单为 NDJSON 或 CSV。"
        ),
        (
            "Read and judge files, folders and archives in this process.\n\n"
            "Folders are taken with all that is in them but hidden files; each member of a zip or tar is a document; "
            "a manifest is NDJSON or CSV."
        ),
    ),
    "check.paths": ("文件、文件夹、压缩包或清单", "Files, folders, archives or manifests"),
    "check.json": (
        "每份文件输出一行 JSON（NDJSON），此外不输出任何内容",
        "Print one JSON object a document, one a line, and nothing else",
    ),
    "check.rules": ("只用这些规则，以逗号分隔：A01,N01", "Judge by these rules only, separated by commas: A01,N01"),
    "check.doing": ("校验", "checking"),
    "policy.wrong": ("策略文件 {file} 不能用：{detail}", "the policy {file} cannot be used: {detail}"),
    "policy.help": (
        "策略文件（TOML）：规则、严重程度、期限、机关别名；默认取自 NIANBAO_POLICY",
        "Policy file (TOML): rules, severities, deadlines, names of bodies. Default: NIANBAO_POLICY",
    ),
    # rules, forms, schema
    "rules.help": (
        "列出全部规则，或解释一条规则：nianbao rules A01。",
        "List what is checked, or explain one rule and where it comes from: nianbao rules A01.",
    ),
    "rules.show.help": ("列出规则；给出编号则显示这一条。", "List the rules, or show one of them whole."),
    "rules.rehearse.help": (
        "演练：用另一份策略或升级后的程序重判已有记录。\n\n列出结论会变的每一条；不读文件，不改记录。",
        (
            "Judge the stored records by another policy, or by this program after an upgrade.\n\n"
            "Every verdict that would flip is listed. No file is read, no record is changed."
        ),
    ),
    "rehearse.file": (
        "策略文件（TOML）；空文件即随程序的策略",
        "Policy file (TOML); an empty one is the packaged policy",
    ),
    "rehearse.json": ("每条变化输出一行 JSON", "Print one JSON object a flip, one a line"),
    "rehearse.doing": ("演练", "rehearsing"),
    "rehearse.column.document": ("文件", "document"),
    "rehearse.column.publisher": ("机关", "publisher"),
    "rehearse.column.year": ("年度", "year"),
    "rehearse.column.rule": ("规则", "rule"),
    "rehearse.column.before": ("现在", "now"),
    "rehearse.column.after": ("改后", "then"),
    "rehearse.column.says": ("内容", "what it says"),
    "rehearse.none": ("无", "none"),
    "rehearse.more": ("另有 {count} 条（--json 输出全部）", "and {count} more (--json prints all)"),
    "rehearse.sum": ("记录 {documents} 份，变化 {flips} 条", "records: {documents}, verdicts that flip: {flips}"),
    "rehearse.seconds": ("用时 {seconds} 秒", "{seconds} s"),
    "rules.id": ("规则编号，如 A01", "Id of a rule, such as A01"),
    "lookup.json": ("输出 JSON", "Print JSON"),
    "rules.column.id": ("编号", "id"),
    "rules.none-named": (
        "--rules 没有写任何规则（写作 A01,N01）",
        "--rules names no rule: write A01,N01",
    ),
    "rules.no-such": (
        "没有这条规则：{ids}（全部规则见 nianbao rules）",
        "no such rule: {ids} (nianbao rules lists them)",
    ),
    "rules.basis": ("依据", "on what basis"),
    "rules.forms": ("适用表式", "forms it applies to"),
    "rules.every-form": ("全部", "all"),
    "rules.passes": ("通过的例子", "passes"),
    "rules.fails": ("不通过的例子", "fails"),
    "rules.column.severity": ("级别", "severity"),
    "rules.column.says": ("内容", "what it says"),
    "forms.help": (
        "列出法定表式，或显示一种表式的全部表格、单元格和勾稽关系。",
        "List the statutory forms, or show one with its tables, cells and identities.",
    ),
    "forms.key": ("表式，如 gov_2021", "Key of a form, such as gov_2021"),
    "forms.no-such": ("没有这种表式：{key}（有 {known}）", "no such form: {key} (there are {known})"),
    "forms.column.key": ("表式", "key"),
    "forms.column.title": ("名称", "title"),
    "forms.column.instrument": ("文号", "instrument"),
    "forms.column.years": ("适用年度", "report years"),
    "forms.column.cells": ("单元格", "cells"),
    "forms.column.identities": ("勾稽关系", "identities"),
    "forms.column.columns": ("各列", "columns"),
    "forms.column.rows": ("各行", "rows"),
    "forms.since": ("{first} 年起", "since {first}"),
    "forms.until": ("至 {last} 年", "until {last}"),
    "forms.identities": ("勾稽关系", "Identities"),
    "schema.event": (
        "改为输出这类通知正文的 JSON Schema：{events}",
        "That of the bodies of these notices instead: {events}",
    ),
    "schema.help": ("输出记录的 JSON Schema。", "Print the JSON Schema of a document's record."),
    # states
    "state.pending": ("等待", "waiting"),
    "state.sent": ("已派出", "sent"),
    "state.running": ("处理中", "running"),
    "state.done": ("完成", "done"),
    "state.dead": ("已隔离", "quarantined"),
    "delivery.pending": ("等待", "waiting"),
    "delivery.sent": ("已派出", "sent"),
    "delivery.running": ("投递中", "under way"),
    "delivery.delivered": ("已送达", "delivered"),
    "delivery.gathered": ("待汇总", "gathered"),
    "delivery.folded": ("已汇总", "in a digest"),
    "delivery.failed": ("未送达", "failed"),
    # run, up, worker, scheduler
    "run.help": (
        "一步完成：读取并校验全部文件，写出数据集。\n\n自动启动 Redis 和处理进程，结束后全部停止；已读过的文件不再读。",
        (
            "The main job at one go: everything read and judged, the data set written.\n\n"
            "Redis and workers are started for it and nothing stays behind; what is known is not read again."
        ),
    ),
    "run.out": ("数据集写到这个文件夹", "Folder for the data set"),
    "run.workers": ("处理进程数", "Number of worker processes"),
    "run.written": ("数据集已写入 {folder}", "the data set is in {folder}"),
    "run.evidence": (
        "为每份不通过的报告在这个文件夹写一份证据单（单个网页，含标出差错的页面图像）",
        "Folder for an evidence sheet of each report that failed: one page, its cells marked in pictures of the pages",
    ),
    "sheets.doing": ("写证据单", "evidence sheets"),
    "sheets.written": ("证据单已写入 {folder}", "the evidence sheets are in {folder}"),
    "run.restarts": (
        "处理进程重启过 {count} 次，日志在工作目录的 logs 中",
        "workers were restarted {count} times: see logs in the home folder",
    ),
    "line.no-server": (
        "NIANBAO_REDIS_URL 所指的 {url} 没有应答：{detail}。请检查地址和密码、启动它，或去掉这个变量",
        (
            "{url}, named by NIANBAO_REDIS_URL, does not answer: {detail}. "
            "See to its address and password, start it, or leave the variable out"
        ),
    ),
    "line.taken": (
        "另一个 nianbao 正在使用 {home}：等它结束，或用 NIANBAO_HOME 另选文件夹",
        "another nianbao is at work in {home}: wait for it, or choose another folder by NIANBAO_HOME",
    ),
    "up.help": (
        (
            "在本机运行整个服务，直到 Ctrl-C。\n\n"
            "包括 Redis、处理进程、调度、HTTP 接口和网页控制台。打印的链接带有密钥，本次运行有效。"
        ),
        (
            "Keep the whole service running until Ctrl-C.\n\n"
            "Redis, workers, the scheduler, the HTTP interface and the web console. "
            "The link that is printed holds a key that is good for as long as this runs."
        ),
    ),
    "up.running": (
        "正在运行：{workers} 个处理进程，工作目录 {home}。Ctrl-C 停止。\n接口：{url}/docs\n控制台：{link}",
        ("running, workers: {workers}, home folder {home}. Ctrl-C stops.\ninterface: {url}/docs\nconsole: {link}"),
    ),
    "gateway.help": (
        "单独运行网关：HTTP 接口。密钥由 nianbao key add 生成。",
        "Run the gateway alone: the HTTP interface. Keys are made by nianbao key add.",
    ),
    "gateway.host": ("监听的地址", "Address to listen on"),
    "gateway.port": ("监听的端口；0 表示任选一个空闲的", "Port to listen on; 0 takes any that is free"),
    "remote.server": (
        "网关的网址，密钥取自 NIANBAO_KEY；默认取自 NIANBAO_SERVER，没有则直接使用本机的数据库",
        "URL of a gateway, with the key in NIANBAO_KEY. Default: NIANBAO_SERVER; without it, this machine's database",
    ),
    "key.help": ("HTTP 接口的密钥。", "Keys of the HTTP interface."),
    "key.add.help": ("生成一个密钥并显示一次。", "Make a key and print it, once."),
    "key.add.name": ("密钥给谁用", "Whom the key is for"),
    "key.add.scope": (
        "用途，可多次给出；默认 submit 和 read",
        "What it is good for, repeatable; submit and read by default",
    ),
    "key.once": ("密钥 {id}（{scopes}），不会再次显示", "key {id} ({scopes}); it is not shown again"),
    "key.list.help": ("列出所有密钥，不显示其内容。", "List all keys, without what opens."),
    "key.column.id": ("编号", "id"),
    "key.column.name": ("用户", "for"),
    "key.column.scopes": ("用途", "scopes"),
    "key.column.created": ("生成时间", "created"),
    "key.column.revoked": ("吊销时间", "revoked"),
    "key.revoke.help": ("吊销一个密钥。", "Revoke a key."),
    "key.revoke.key": ("密钥的编号，开头几位即可", "The key's id, or its beginning"),
    "key.revoked": ("密钥 {id}（{name}）已吊销", "key {id} ({name}) is revoked"),
    # drill
    "status.line": ("显示各队列、隔离和调度的状况", "Show the queues, what was given up on, and the pump"),
    "line.queue": ("队列", "queue"),
    "line.waiting": ("等待", "waiting"),
    "line.sent": ("已派出", "sent"),
    "line.running": ("处理中", "running"),
    "line.oldest": ("最久", "oldest"),
    "line.summary": (
        "调度 {pump} 秒前巡检；已隔离 {given_up} 份；近一小时完成 {done}，丢失进程 {lost}，延后 {later}，放弃 {dead}",
        (
            "the pump did its round {pump} s ago; {given_up} given up on; "
            "in the last hour: {done} done, {lost} lost their worker, {later} put off, {dead} given up on"
        ),
    ),
    "line.no-pump": (
        "调度进程没有巡检：请启动 nianbao scheduler（或 up），或查看它的日志",
        "the pump does no rounds: start nianbao scheduler (or up), or see its log",
    ),
    "line.nobody": (
        "没有进程处理队列 {queue}（{count} 件在等）：请启动 nianbao worker {queue}",
        "nobody works on the queue {queue}, where {count} wait: start nianbao worker {queue}",
    ),
    "line.put-off": (
        "有文件一再延后、处理不了（{count} 份起），如 {document}：{why}",
        "documents are put off again and again ({count} or more), such as {document}: {why}",
    ),
    "line.given-up": (
        "{count} 份已隔离：nianbao requeue 可再试一次",
        "{count} documents were given up on: nianbao requeue tries them once more",
    ),
    "line.losses": (
        "近一小时有 {count} 次处理进程丢失：请查看处理进程的日志和内存",
        "{count} documents lost their worker in the last hour: see the workers' logs and memory",
    ),
    "line.old": (
        "队列 {queue} 最久的已等 {hours} 小时：请增加处理进程（见 nianbao plan）",
        "the oldest in {queue} has waited for {hours} hours: more workers are needed (see nianbao plan)",
    ),
    "doctor.line": ("处理线", "line"),
    "doctor.line.none": ("尚无文件", "nothing on it yet"),
    "doctor.line.open": (
        "未完成：文件 {documents} 份、通知 {notices} 条",
        "on it: documents {documents}, notices {notices}",
    ),
    "drill.help": (
        (
            "演练：一边处理文件一边制造故障，再清点有无遗漏、重复和差错。\n\n"
            "在自带的服务上进行。文件夹里若有 truth.json（正确答案），据此统计准确率；没有则与单独读取的结果比较。"
            "数据库、Redis、存储可照常用环境变量指定，但数据库必须是空的。"
        ),
        (
            "Drill: a folder of documents through a line of our own while one thing after another is made to fail; "
            "then count what was lost, doubled or wrong.\n\n"
            "Where truth.json stands beside the documents, they are held against it; otherwise against a reading in "
            "peace. Database, Redis and storage may be named as usual, but the database must be empty."
        ),
    ),
    "drill.folder": ("文件夹；有 manifest.ndjson 时按它取文件", "Folder; of its manifest.ndjson, where there is one"),
    "drill.faults": ("故障次数；默认每种一次", "Number of faults; by default every kind once"),
    "drill.kind": ("只用这种故障，可多次给出", "Only this fault; repeatable"),
    "drill.documents": ("只用前 N 份文件", "Only the first N documents"),
    "drill.seed": ("随机种子：决定故障的次序", "Seed of the order of faults"),
    "drill.keep": (
        "在这个文件夹里演练并保留数据库和日志；默认用完即删",
        "Drill in this folder and keep its database and logs; by default they are deleted",
    ),
    "drill.used": (
        "{url} 里已有数据：演练只在空数据库里进行",
        "{url} holds data: a drill wants an empty database",
    ),
    "drill.doing": ("演练", "drilling"),
    "drill.peace": ("单独读取", "reading in peace"),
    "drill.stalled": ("处理停滞（{what}），日志在 {folder}/logs", "the line stands still ({what}): see {folder}/logs"),
    "drill.well": (
        "{ended} 份后：{fault}，{recovery} 秒后恢复",
        "after {ended} documents: {fault}; well again after {recovery} s",
    ),
    "drill.not-well": (
        "{ended} 份后：{fault}，未恢复（{missing}）",
        "after {ended} documents: {fault}; not well again ({missing})",
    ),
    "drill.missed": ("{ended} 份后：{fault}——没有可打击的对象", "after {ended} documents: {fault}: nothing to strike"),
    "drill.forbidden": ("未能制造：{fault}——{why}", "NOT STRUCK: {fault}: {why}"),
    "drill.not-struck": (
        "未能制造：{fault}（服务器不允许此用户）",
        "NOT STRUCK: {fault} (the server does not allow it to this user)",
    ),
    "drill.column.fault": ("故障", "fault"),
    "drill.column.ended": ("已完成份数", "documents ended"),
    "drill.column.lasted": ("持续（秒）", "lasted (s)"),
    "drill.column.submitted": ("其间提交（秒）", "submission (s)"),
    "drill.column.recovery": ("恢复（秒）", "recovery (s)"),
    "drill.rate": ("每秒份数（含故障）", "documents per second, faults included"),
    "drill.documents.count": ("文件", "documents"),
    "drill.lost": ("遗漏：文件 + 原件 + 通知", "lost: documents + their bytes + notices"),
    "drill.twice": ("重复：结果 + 通知", "doubled: outcomes + notices"),
    "drill.dead": ("放弃的文件", "documents given up on"),
    "drill.miscounted": ("计数不符的批次", "batches counted wrongly"),
    "drill.again": ("重做的文件 + 重送的通知（允许）", "worked on + brought again (allowed)"),
    "drill.wrong": ("读错的数字", "wrong numbers"),
    "drill.null": ("未能确定的数字", "numbers left open"),
    "drill.unread": ("未读出的文件", "documents not read"),
    "drill.precision": ("差错查准率", "precision of findings"),
    "drill.recall": ("差错查全率", "recall of findings"),
    "drill.differing": ("与单独读取不同的文件", "documents read otherwise than in peace"),
    "drill.slowest": ("最慢的恢复（秒）", "slowest recovery (s)"),
    "drill.restarts": ("进程重启次数", "processes started again"),
    "drill.memory": ("各进程内存峰值（MB）", "peak memory by role (MB)"),
    "drill.whole": (
        "没有遗漏、重复和差错，每次都按时恢复。",
        "Nothing was lost, doubled or wrong, and the line was well again in time every time.",
    ),
    "drill.broken": ("有损失，见上。", "There was harm: see above."),
    "drill.fault.worker-term": ("要求一个处理进程停止", "a worker is told to stop"),
    "drill.fault.worker-kill": ("杀死一个处理进程", "a worker is killed"),
    "drill.fault.pool-kill": ("杀死处理进程的子进程", "a worker's pool process is killed"),
    "drill.fault.reader-kill": ("杀死派生读取子进程的进程", "the process that reading children come from is killed"),
    "drill.fault.child-kill": ("杀死正在读取文件的子进程", "the child that reads a document is killed"),
    "drill.fault.worker-freeze": ("冻结一个处理进程直到租约过期", "a worker is frozen beyond its lease"),
    "drill.fault.scheduler-term": ("要求调度进程停止", "the scheduler is told to stop"),
    "drill.fault.scheduler-kill": ("杀死调度进程", "the scheduler is killed"),
    "drill.fault.sender-kill": ("杀死发送通知的进程", "the sender of notices is killed"),
    "drill.fault.host-loss": ("所有进程同时被杀", "every process is killed at once"),
    "drill.fault.second-pump": ("同时有两个调度进程", "two schedulers at once"),
    "drill.fault.redis-flush": ("Redis 数据被清空", "Redis is flushed"),
    "drill.fault.redis-restart": ("Redis 被杀后重启", "Redis is killed and restarted"),
    "drill.fault.redis-amnesia": ("Redis 重启并丢失数据", "Redis restarts without its data"),
    "drill.fault.redis-away": ("Redis 停机", "Redis is away"),
    "drill.fault.redis-freeze": ("Redis 无响应", "Redis does not answer"),
    "drill.fault.redis-cut": ("Redis 连接全部断开", "every connection to Redis is cut"),
    "drill.fault.messages-lost": ("排队的消息全部丢失", "every message that waits is lost"),
    "drill.fault.messages-doubled": ("消息重复送达", "messages are delivered again, twice"),
    "drill.fault.disk-full": ("磁盘写满", "the disk is full"),
    "drill.fault.database-locked": ("数据库被锁", "the database is locked"),
    "drill.fault.database-cut": ("数据库连接全部断开", "every connection to the database is cut"),
    "drill.fault.receiver-failing": ("接收方返回 503", "the receiver answers 503"),
    "drill.fault.receiver-forgetful": ("接收方收下后断开不答", "the receiver takes notices and hangs up"),
    "drill.fault.receiver-silent": ("接收方不作声", "the receiver says nothing"),
    "drill.fault.clock-forward": ("时钟跳前一小时又拨回", "the clock is an hour fast, then right"),
    "drill.fault.clock-back": ("时钟跳后一小时又拨回", "the clock is an hour slow, then right"),
    "worker.help": ("单独运行一个处理进程，用于部署。", "Run one worker process, for deployment."),
    "worker.queues": ("从这些队列取任务：{queues}", "Queues to take work from: {queues}"),
    "worker.concurrency": ("同时处理的文件数", "Documents at the same time"),
    "plan.help": (
        "估算一个公开季所需的资源：各队列的工作进程数、数据库与 Redis 的负载、存储量。",
        "Work out what a season needs: workers of each queue, load of database and Redis, storage.",
    ),
    "plan.documents": ("文件数", "Documents to come"),
    "plan.days": ("在多少天内到来", "Days within which they come"),
    "plan.mix": ("各格式的份额", "Shares of the formats"),
    "plan.peak": ("最忙的一小时是平均的多少倍", "The busiest hour, in mean hours"),
    "plan.speed": (
        "一个核的速度，以测量所用机器的核为 1",
        "Speed of a core, in cores of the machine that was measured",
    ),
    "plan.notices": ("平均每份文件的通知数", "Notices of a document"),
    "plan.mix.wrong": (
        "无法按 {mix} 估算：{wrong}（写作 pdf=40,html=60，格式限 pdf、docx、html、text）",
        "cannot plan for {mix}: {wrong} (write pdf=40,html=60; formats are pdf, docx, html, text)",
    ),
    "plan.column.queue": ("队列", "queue"),
    "plan.column.count": ("件数", "items"),
    "plan.column.hours": ("工时", "process hours"),
    "plan.column.workers": ("最忙时的进程数", "workers at the peak"),
    "plan.cores": ("最忙时占用的核", "busy cores at the peak"),
    "plan.rate": ("最忙时的文档", "documents at the peak"),
    "plan.transactions": ("数据库事务", "database transactions"),
    "plan.redis": ("Redis 内存（与积压无关）", "memory of Redis, whatever the backlog"),
    "plan.database": ("数据库", "database"),
    "plan.blobs": ("原始文件", "documents' bytes"),
    "plan.measured": (
        "依据在 {machine} 上对 {samples} 份样本的测量；别的机器用 --speed 折算。",
        "From means measured on {machine} over {samples} samples; for another machine give --speed.",
    ),
    "scheduler.help": ("单独运行调度进程，用于部署。", "Run the scheduler process, for deployment."),
    "error.no-redis-url": (
        "没有指定 Redis：设置 NIANBAO_REDIS_URL，或改用 nianbao up",
        "no Redis server is named: set NIANBAO_REDIS_URL, or use nianbao up",
    ),
    "error.unreadable": ("无法读取 {path}", "cannot read {path}"),
    # submit, status, watch
    "submit.help": (
        "提交一批文件，在标准输出给出批次号；由正在运行的流水线处理。",
        "Submit documents as a batch and print its id; a running line takes them up.",
    ),
    "submit.sources": ("文件、文件夹、zip/tar 或清单", "Files, folders, zip/tar or manifests"),
    "submit.link": ("在控制台查看：{link}", "in the console: {link}"),
    "submit.wait": ("等到整批处理完，并据此退出", "Wait until the batch has ended and exit by its outcomes"),
    "submit.label": ("批次的名称", "Name of the batch for people"),
    "submit.root": ("清单中的相对路径从这里算起", "Folder that a manifest's relative paths start from"),
    "submit.doing": ("提交", "submitting"),
    "submit.waits": ("等待空位：{detail}", "waiting for room: {detail}"),
    "submit.done": ("批次 {batch}：新文件 {new} 份，已有 {known} 份", "batch {batch}: {new} new, {known} known"),
    "watch.help": ("显示一批文件的进度，直到处理完。", "Show a batch's progress until it has ended."),
    "watch.doing": ("处理", "working"),
    "watch.still": (
        "没有进展：流水线在运行吗？（nianbao up）",
        "nothing moves: is a line running? (nianbao up)",
    ),
    "status.help": (
        "显示一批文件的进展；不指定批次时列出最近各批。",
        "Show how far a batch has come; without one, list the newest.",
    ),
    "status.batch": ("批次", "batch"),
    "status.label": ("名称", "label"),
    "status.document": ("编号（nianbao show）", "id (nianbao show)"),
    "status.name": ("文件", "document"),
    "status.created": ("提交时间", "submitted"),
    "status.ended": ("完成时间", "ended"),
    "status.open": ("尚未完成", "not yet"),
    "status.states": ("状态", "states"),
    "status.outcomes": ("结果", "outcomes"),
    "status.rules": ("差错", "findings"),
    "batch.argument": ("批次号，可只写开头几位", "Id of a batch, or its beginning"),
    # show, requeue
    "show.help": (
        "显示一份文件的记录、差错、处理经过和通知。",
        "Show a document's record, findings, history and deliveries.",
    ),
    "show.argument": ("文件的 SHA-256，可只写开头几位", "SHA-256 of the document, or its beginning"),
    "show.json": ("只输出记录的 JSON", "Print the record as JSON"),
    "show.evidence": (
        "输出证据单：一个自成一体的 HTML 网页",
        "Print the evidence sheet: one self-contained page",
    ),
    "show.bytes": ("{count} 字节", "{count} bytes"),
    "show.document": ("文件", "document"),
    "show.name": ("名称", "name"),
    "show.size": ("大小", "size"),
    "show.format": ("格式", "format"),
    "show.encoding": ("编码", "encoding"),
    "show.pages": ("页数", "pages"),
    "show.url": ("来源", "source"),
    "show.supersedes": ("取代", "supersedes"),
    "show.superseded": ("已被取代", "superseded by"),
    "show.state": ("状态", "state"),
    "show.outcome": ("结果", "outcome"),
    "show.title": ("标题", "title"),
    "show.publisher": ("机关", "publisher"),
    "show.year": ("年度", "year"),
    "show.form": ("表式", "form"),
    "show.published": ("公开日期", "published"),
    "show.period": ("统计期间", "period"),
    "show.cells": ("单元格", "cells"),
    "show.engine": ("程序版本", "engine"),
    "show.batch": ("批次", "batch"),
    "show.history": ("处理经过", "History"),
    "show.deliveries": ("通知", "Deliveries"),
    "requeue.help": (
        "重新处理：指定的文件；不指定时，全部已隔离的文件。",
        "Have documents read once more: the named ones, or all in quarantine.",
    ),
    "requeue.argument": ("文件的 SHA-256，可只写开头几位", "SHA-256 of documents, or their beginnings"),
    "requeue.batch": ("只限这一批中已隔离的文件", "Only those in quarantine of this batch"),
    "requeue.deliveries": ("改为重新投递全部未送达的通知", "Bring all failed notices once more instead"),
    "requeue.done": ("{count} 份文件将重新处理", "documents to be read once more: {count}"),
    "requeue.deliveries.done": ("{count} 条通知将重新投递", "notices to be brought once more: {count}"),
    # waive, waivers
    "waive.help": (
        "豁免一条差错。\n\n它不再计入结果，重读后仍有效；到期、撤销或所涉单元格有变，则重新计入。",
        (
            "Let a finding pass.\n\n"
            "It does not count towards the outcome any more, also when the document is read again or replaced; "
            "it counts again after its last day, when withdrawn, or when one of its cells changes."
        ),
    ),
    "waive.finding": ("差错的指纹，可只写开头几位", "Fingerprint of the finding, or its beginning"),
    "waive.reason": ("理由（必填）", "Why; wanted"),
    "waive.author": ("谁决定的；默认是当前用户", "Who decided; this user by default"),
    "waive.until": ("最后一天，如 2025-12-31；默认长期有效", "Last day, such as 2025-12-31; for good by default"),
    "waive.withdraw": ("撤销豁免", "Have the finding count again"),
    "waive.no-reason": ("请用 --reason 写明理由", "say why with --reason"),
    "waive.no-date": ("{text} 不是日期：应如 2025-12-31", "{text} is no date such as 2025-12-31"),
    "waive.done": ("差错 {finding} 已豁免", "finding {finding} is waived"),
    "waive.withdrawn": ("差错 {finding} 重新计入", "finding {finding} counts again"),
    "confirmed": (
        "换一种方法重新读取，数字相同：差错在原文，不是读取有误",
        "a second, independent reading found the same figures: the mistake is in the document",
    ),
    "undecided": (
        "有合计不符，但两次独立读取的结果不一致，无法判定是原文差错还是读取有误，请人工核对：",
        "a sum fails, and two independent readings of the page differ: look whether the mistake is the document's",
    ),
    "undecided.cell": ("{cell}：先读作 {first}，再读作 {second}", "{cell}: read as {first}, then as {second}"),
    "undecided.unread": ("（读不出）", "nothing that can be told"),
    "undecided.more": ("另有 {count} 格", "cells beside these: {count}"),
    "waived": (
        "已豁免：{author}，{since}{until}：{reason}",
        "waived by {author}, {since}{until}: {reason}",
    ),
    "waived.until": ("，至 {day}", ", until {day}"),
    "waivers.help": ("列出全部豁免。", "List all waivers."),
    "waivers.document": ("文件", "document"),
    "waivers.rule": ("规则", "rule"),
    "waivers.finding": ("差错", "finding"),
    "waivers.author": ("决定人", "by"),
    "waivers.since": ("日期", "since"),
    "waivers.until": ("至", "until"),
    "waivers.reason": ("理由", "reason"),
    "waivers.ended": ("已失效", "ended"),
    "waivers.none": ("没有豁免", "no waivers"),
    # export
    "export.help": (
        "写出数据集：reports、cells（每个单元格一行）、findings。",
        "Write the data set: reports, cells (one a row), findings.",
    ),
    "export.out": ("写到这个文件夹", "Folder to write to"),
    "export.batch": ("只限这一批", "Only this batch"),
    "export.format": ("格式", "Format"),
    "export.partition": ("按年份和表式分文件夹存放（parquet）", "In folders by year and form (parquet)"),
    "export.mark": (
        "只写自上次留下此标记文件以来有变化的记录，写完后更新标记",
        "Write only what has changed since the export that left this file, and leave it anew",
    ),
    "export.mark.all": (
        "--mark 针对整个存储，不能与 --batch 或 --server 同用",
        "--mark is about the whole store: neither --batch nor --server goes with it",
    ),
    "export.mark.wrong": ("{mark} 不是导出标记", "{mark} is no mark of an export"),
    "export.partition.parquet": (
        "--partition 只用于 --format parquet",
        "--partition goes with --format parquet only",
    ),
    "export.doing": ("写出", "writing"),
    "export.done": ("{count} 份文件的数据集已写入 {folder}", "the data set of {count} documents is in {folder}"),
    "export.parquet": (
        "parquet 格式需要另装：pip install nianbao[parquet]",
        "parquet needs an extra: pip install nianbao[parquet]",
    ),
    # endpoint
    "endpoint.help": ("通知的接收地址及其投递记录。", "Receivers of notices, and what was brought to them."),
    "endpoint.add.help": (
        "添加一个接收地址，给出签名密钥（只显示这一次）。",
        "Add a receiver and show its secret, this once.",
    ),
    "endpoint.list.help": ("列出接收地址。", "List the receivers."),
    "endpoint.update.help": (
        "更改一个接收地址：网址、事件、筛选、合并、速度。\n\n未指定的不变；筛选项给空值即取消。",
        (
            "Change a receiver: where it is, what it is told of, how fast. What is not named stays; an empty word "
            "takes a filter back."
        ),
    ),
    "endpoint.update.url": ("新的网址", "Where it is from now on"),
    "endpoint.update.event": ("要接收的事件，可多次指定", "Event to be told of; may be given several times"),
    "endpoint.update.per-minute": ("每分钟最多几条通知，0 为不限", "Notices a minute at most; 0: as many as it takes"),
    "endpoint.updated": ("已更改 {endpoint}", "{endpoint} is changed"),
    "endpoint.test.help": ("立即发送一条测试通知。", "Send a test notice now."),
    "endpoint.disable.help": (
        "停用一个接收地址；待发的通知保留。",
        "Tell a receiver nothing more; what is due to it waits.",
    ),
    "endpoint.enable.help": ("恢复一个接收地址。", "Tell a receiver again."),
    "endpoint.rotate.help": (
        "换一个签名密钥；旧密钥在一天内仍同时有效。",
        "Make a new secret; the old one signs beside it for a day.",
    ),
    "endpoint.deliveries.help": (
        "列出最近的投递，或显示一条的每次尝试。",
        "List the newest deliveries, or show every attempt at one.",
    ),
    "endpoint.replay.help": (
        "重新投递：指定的通知；不指定时，全部未送达的。编号不变。",
        "Bring notices once more: the named ones, or all that failed. Their ids stay.",
    ),
    "endpoint.argument": ("接收地址的编号，可只写开头几位", "Id of a receiver, or its beginning"),
    "endpoint.add.url": (
        "接收通知的网址（公网 https；内网须列入 NIANBAO_ALLOWED_NETWORKS）",
        "URL of the receiver (public, https; an internal one must be in NIANBAO_ALLOWED_NETWORKS)",
    ),
    "endpoint.add.event": (
        "要接收的事件，可多次指定： {events}",
        "Event to be told of; may be given several times: {events}",
    ),
    "endpoint.add.severity": ("达到这一级别的差错才算不通过", "From which severity on a report counts as failed"),
    "endpoint.add.rule": (
        "只报这些规则的差错（编号或其开头，可重复）",
        "Only findings of these rules: ids or beginnings; may be repeated",
    ),
    "endpoint.add.region": (
        "只报这些区划（代码或其开头，可重复）",
        "Only of these regions: division codes or beginnings; may be repeated",
    ),
    "endpoint.add.publisher": (
        "只报这些单位（名称开头，可重复）",
        "Only of publishers whose names begin so; may be repeated",
    ),
    "endpoint.add.batch": (
        "只报这些批次（编号或标签开头，可重复）",
        "Only of batches whose ids or labels begin so; may be repeated",
    ),
    "endpoint.add.digest": (
        "合并为一条通知：batch 每批一条，数字为每几分钟一条",
        "One notice for many: batch for one a batch, a number for one every so many minutes",
    ),
    "endpoint.add.digest.wrong": (
        "--digest {digest}：应为 batch 或分钟数",
        "--digest {digest}: neither batch nor minutes",
    ),
    "endpoint.add.at-once": ("同时投递的通知数", "Notices sent at the same time"),
    "endpoint.add.per-minute": ("每分钟最多几条通知", "Notices a minute at most"),
    "endpoint.add.kind": (
        "接收方类型：standard，或群机器人 feishu（飞书）、dingtalk（钉钉）、wecom（企业微信）",
        "Kind of receiver: standard, or a chat robot",
    ),
    "endpoint.add.secret": (
        "自备密钥；机器人为其加签密钥；- 表示从标准输入读取",
        "A secret of your own; of a robot the one it signs with; - reads it from standard input",
    ),
    "endpoint.deliveries.which": ("接收地址或通知的编号", "Id of a receiver or of a notice"),
    "endpoint.deliveries.state": ("只列这一状态：{states}", "Only those in this state: {states}"),
    "endpoint.deliveries.limit": ("最多列出几条", "How many at most"),
    "endpoint.replay.which": ("通知的编号", "Ids of notices"),
    "endpoint.replay.batch": ("只限这一批次", "Only those about this batch"),
    "endpoint.replay.since": (
        "只限此后产生的通知：日期时间，或 90m、2h、3d 之前",
        "Only those since then: a date and time, or 90m, 2h, 3d ago",
    ),
    "endpoint.replay.until": ("只限此前产生的通知", "Only those until then"),
    "endpoint.replay.all": ("已送达的也重发", "Those that arrived, too"),
    "endpoint.replay.nothing": (
        "--all 须同时用 --endpoint、--batch、--since 或 --until 限定范围",
        "--all needs --endpoint, --batch, --since or --until beside it",
    ),
    "endpoint.time.wrong": (
        "{text}：不是时间（写作 30m、2h、3d，即多久以前，或 2026-01-31T08:00）",
        "{text}: not a time (write 30m, 2h or 3d, so long ago, or 2026-01-31T08:00)",
    ),
    "endpoint.replay.endpoint": ("只限这个接收地址", "Only those of this receiver"),
    "endpoint.column.id": ("编号", "id"),
    "endpoint.column.url": ("网址", "URL"),
    "endpoint.column.events": ("事件", "events"),
    "endpoint.column.severity": ("起报级别", "from severity"),
    "endpoint.column.state": ("状态", "state"),
    "endpoint.column.secret": ("密钥", "secret"),
    "endpoint.on": ("启用", "on"),
    "endpoint.off": ("已停用：{why}", "disabled: {why}"),
    "endpoint.off.failing": (
        "自 {since} 起一直投递失败，已停用，通知保留待发：{why}。修复后运行 nianbao endpoint enable {id}",
        "disabled, failing since {since}, notices wait: {why}. When mended: nianbao endpoint enable {id}",
    ),
    "endpoint.held": (
        "自 {since} 起投递失败，{until} 再试：{why}",
        "failing since {since}, next try {until}: {why}",
    ),
    "endpoint.failing": ("启用（自 {since} 起连续失败 {count} 次）", "on ({count} failures in a row since {since})"),
    "endpoint.by-hand": ("人工停用", "by hand"),
    "endpoint.disabled": ("已停用 {endpoint}", "{endpoint} is disabled"),
    "endpoint.enabled": ("已启用 {endpoint}", "{endpoint} is enabled"),
    "endpoint.test.disabled": (
        "{endpoint} 已停用，先用 nianbao endpoint enable 恢复",
        "{endpoint} is disabled: nianbao endpoint enable first",
    ),
    "endpoint.secret-once": ("密钥只显示这一次，请妥善保存", "the secret is shown this once: keep it safe"),
    "delivery.column.created": ("时间", "time"),
    "delivery.column.id": ("编号", "id"),
    "delivery.column.event": ("事件", "event"),
    "delivery.column.endpoint": ("接收地址", "endpoint"),
    "delivery.column.state": ("状态", "state"),
    "delivery.column.attempts": ("次数", "attempts"),
    "delivery.column.status": ("应答", "answer"),
    "delivery.column.cause": ("原因", "cause"),
    # doctor
    "doctor.help": (
        "检查运行环境，指出需要修复之处。\n\n包括 Redis、数据库、存储、时钟、读取限制和各组件版本。",
        (
            "Look at everything the product stands on and say what to mend.\n\n"
            "Redis, database, storage, clock, limits of reading, versions."
        ),
    ),
    "doctor.versions": ("版本", "versions"),
    "doctor.rules": ("规则", "rules"),
    "doctor.rules.found": ("{count} 条", "{count} of them"),
    "doctor.redis": ("Redis", "Redis"),
    "doctor.redis.own": ("自带：{program}，版本 {version}", "one of our own: {program}, version {version}"),
    "doctor.redis.named": ("NIANBAO_REDIS_URL，版本 {version}", "NIANBAO_REDIS_URL, version {version}"),
    "doctor.redis.old": ("版本 {version} 太旧，需要 6.2 以上", "version {version} is too old: 6.2 or newer is needed"),
    "doctor.redis.eviction": (
        "maxmemory-policy 是 {policy}，会丢弃任务：请改为 noeviction",
        "maxmemory-policy is {policy}, which throws work orders away: set noeviction",
    ),
    "doctor.database": ("数据库", "database"),
    "doctor.database.new": ("{path}（尚未建立）", "{path} (not there yet)"),
    "doctor.database.newest": ("最近一批 {at}", "newest batch {at}"),
    "doctor.storage": ("文件存储", "storage"),
    "doctor.storage.free": ("{folder}，可用 {free} GiB", "{folder}, {free} GiB free"),
    "doctor.storage.full": ("{folder} 只剩 {free} GiB：请腾出空间", "{folder} has {free} GiB left: make room"),
    "doctor.secrets": ("密钥", "secrets"),
    "doctor.secrets.none": ("数据库中没有接收地址的密钥", "there are none of endpoints in the database"),
    "doctor.secrets.sealed": ("接收地址的密钥已加密保存", "those of endpoints are kept encrypted"),
    "doctor.secrets.unsealed": (
        "{count} 个接收地址的密钥尚未加密：启动 nianbao scheduler 时会加密",
        "those of {count} endpoints are not encrypted yet: nianbao scheduler does it when it starts",
    ),
    "doctor.secrets.plain": (
        "{count} 个接收地址的密钥以明文保存：请设置 NIANBAO_SECRET_KEY（openssl rand -base64 32 | tr '+/' '-_'）",
        "those of {count} endpoints are in plain text: set NIANBAO_SECRET_KEY (openssl rand -base64 32 | tr '+/' '-_')",
    ),
    "doctor.secrets.unknown": ("数据库打不开，无法检查", "cannot be looked at while the database is away"),
    "doctor.reach": ("通知去向", "reach"),
    "doctor.reach.public": ("只发往公网地址（https）", "notices go to public addresses over https only"),
    "doctor.reach.more": ("除公网 https 外还允许：{allowed}", "beyond public addresses over https: {allowed}"),
    "doctor.children": ("读取限制", "limits"),
    "doctor.children.hold": ("内存和时间限制有效", "memory and time limits hold"),
    "doctor.children.loose": (
        "{limit} 不起作用：恶意文件可能拖垮本机",
        "{limit} does not hold: a hostile document may take this machine down",
    ),
    "doctor.isolation": ("隔离", "isolation"),
    "doctor.isolation.holds": (
        "读取进程没有网络，只能读程序文件，不能写文件、启动或干预其他进程（Landlock {version}）",
        "readers have no network, read code only, write nothing, start and reach no process (Landlock {version})",
    ),
    "doctor.isolation.loose": (
        "内核未禁止读取进程：{what}（需 Linux 5.13 以上并启用 Landlock，容器须放行 landlock、seccomp）；其他限制仍有效",
        (
            "the kernel does not keep readers from: {what}. It takes Linux 5.13 with Landlock (6.12 for all of it), "
            "and a container that lets the calls of landlock and seccomp through; the limits hold all the same"
        ),
    ),
    "isolation.network": ("联网", "the network"),
    "isolation.writing": ("写文件", "writing files"),
    "isolation.reading": ("读无关文件", "reading files of others"),
    "isolation.processes": ("启动进程", "beginning processes"),
    "isolation.signals": ("干预其他进程", "reaching other processes"),
    "doctor.clock": ("时钟", "clock"),
    "doctor.clock.free": (
        "{at}，系统未确认与时间服务器同步：偏差超过五分钟的通知会被接收方拒绝",
        "{at}, not known to be synchronized: receivers refuse notices that are five minutes off",
    ),
    "doctor.clock.apart": (
        "与 Redis 服务器的时钟相差 {seconds} 秒：请校准",
        "{seconds} s off the Redis server's: set the clocks",
    ),
    "doctor.office": ("LibreOffice", "LibreOffice"),
    "doctor.office.found": ("{program}：可读取 .doc、.wps 和 RTF", "{program}: .doc, .wps and RTF are read"),
    "doctor.office.absent": (
        "没有 soffice：.doc、.wps 和 RTF 会被拒绝；需要时请安装 LibreOffice",
        "no soffice: .doc, .wps and RTF are refused; install LibreOffice to read them",
    ),
    "doctor.ocr": ("OCR", "OCR"),
    "doctor.ocr.found": ("rapidocr {version}：可读取扫描件和图像", "rapidocr {version}: scans and pictures are read"),
    "doctor.ocr.absent": (
        "扫描件和图像会被拒绝；需要时请安装：pip install nianbao[ocr]",
        "scans and pictures are refused; to read them: pip install nianbao[ocr]",
    ),
    "doctor.fonts": ("中文字体", "fonts"),
    "doctor.fonts.found": ("PDF 页面图像可显示中文", "pictures of PDF pages show Chinese text"),
    "doctor.fonts.absent": (
        "没有：未嵌入字体的 PDF，其页面图像缺字（读取不受影响）；请安装，如 fonts-wqy-microhei",
        "no Chinese ones: pictures of PDFs without fonts of their own lack text; install fonts-wqy-microhei, say",
    ),
    "doctor.parquet": ("parquet", "parquet"),
    "doctor.postgres": ("PostgreSQL", "PostgreSQL"),
    "doctor.postgres.absent": (
        "使用 PostgreSQL 需要另装：pip install nianbao[postgres]",
        "PostgreSQL needs an extra: pip install nianbao[postgres]",
    ),
    "doctor.well": ("一切正常。", "All is well."),
    "doctor.mend": ("需要修复：{count} 处。", "To be mended: {count}."),
    # demo
    "demo.help": ("用自带的样本演示全过程。", "Show the whole of it on the project's own samples."),
    "demo.no-samples": ("演示需要项目源码中的样本：{folder}", "the demo needs the samples of a checkout: {folder}"),
    "demo.begin": (
        "{count} 份样本报告 · 自带 Redis · {workers} 个处理进程 · 本机接收方",
        "{count} sample reports · a Redis server of our own · {workers} workers · a receiver on this machine",
    ),
    "demo.notices": (
        "接收方收到 {count} 条签名通知，逐条验证通过；其中一条：",
        "The receiver got and verified {count} signed notices; one of them:",
    ),
    "demo.no-notice": ("接收方没有收到通知，或拒收了通知", "the receiver got no notice, or refused one"),
    "demo.unsafe": ("签名验证的结果不对", "a signature was not judged rightly"),
    "demo.verified": ("签名由 standardwebhooks 参考库验证通过", "verified by the standardwebhooks reference library"),
    "demo.tampered": ("改动一个字，验证即不通过", "the same notice with one word changed is refused"),
    "demo.data": ("数据集", "The data set"),
    "demo.look": ("在浏览器里看这些结果", "Look at all this in a browser"),
    "demo.enter": ("按回车键结束演示", "Enter ends the demo"),
    "demo.up": (
        "接下来：. .venv/bin/activate，然后 nianbao run 文件夹；nianbao up 启动服务和控制台，并给出链接",
        "Next: . .venv/bin/activate, then nianbao run FOLDER; nianbao up serves the console and prints its link",
    ),
    "demo.end": ("全部进程已停止，临时文件已清除。", "Everything has stopped, the temporary folder is gone."),
    "demo.failed": (
        "演示没有完成：{done}/{count}，仍在运行：{running}",
        "the demo did not come to its end: {done}/{count}, still running: {running}",
    ),
}
