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
    "error.no-such-option": ("没有这个选项：{name}", "no such option: {name}"),
    "error.missing": ("缺少 {name}", "{name} is missing"),
    "error.bad-value": ("{name} 的值不对：{detail}", "bad value for {name}: {detail}"),
    "error.database": ("数据库不可用：{detail}", "the database is not available: {detail}"),
    "error.redis": ("Redis 不可用：{detail}", "Redis is not available: {detail}"),
    "error.storage": ("文件存储不可用：{detail}", "the storage is not available: {detail}"),
    "error.settings": ("环境变量不对：{detail}", "a setting cannot be meant: {detail}"),
    "error.disk": ("{path}：{detail}", "{path}: {detail}"),
    "error.bug": ("程序内部出错，请将以上内容告知维护者", "this is a bug: please show the above to the maintainers"),
    "interrupted": ("已中断", "interrupted"),
    "nothing": ("没有找到任何文件", "no documents were found"),
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
    "summary.documents": ("共 {count} 份", "{count} documents"),
    "summary.rate": ("{seconds} 秒，每秒 {rate} 份", "{seconds} s, {rate} documents per second"),
    "summary.rules": ("差错最多的规则：{rules}", "most frequent: {rules}"),
    "findings.more": ("另有 {count} 条差错未列出", "{count} more findings are not listed"),
    "suspects": ("可疑：{cells}", "suspect: {cells}"),
    "quote": ("原文：{quote}", "it says: {quote}"),
    "place.page": ("第 {n} 页", "page {n}"),
    "place.table": ("表 {n}", "table {n}"),
    "place.row": ("第 {n} 行", "row {n}"),
    "place.column": ("第 {n} 列", "column {n}"),
    "place.paragraph": ("第 {n} 段", "paragraph {n}"),
    "place.line": ("第 {n} 行", "line {n}"),
    "place.more": ("等 {count} 处", "and {count} more"),
    # check
    "check.help": (
        "在本进程内读取并校验：一个或多个文件、文件夹（含子文件夹）、zip 或 tar 压缩包（其中每个文件算一份）。",
        "Read and judge in this process: files, folders with all that is in them, zip or tar archives of documents.",
    ),
    "check.paths": ("文件、文件夹、压缩包或清单", "Files, folders, archives or manifests"),
    "check.json": (
        "每份文件输出一行 JSON（NDJSON），此外不输出任何内容",
        "Print one JSON object a document, one a line, and nothing else",
    ),
    "check.rules": ("只用这些规则，以逗号分隔：A01,N01", "Judge by these rules only, separated by commas: A01,N01"),
    "check.doing": ("校验", "checking"),
    "check.no-such-rule": (
        "没有这条规则：{ids}（全部规则见 nianbao rules）",
        "no such rule: {ids} (nianbao rules lists them)",
    ),
    # rules, forms, schema
    "rules.help": (
        "列出全部规则，或解释一条规则。",
        "List what is checked, or explain one rule and where it comes from.",
    ),
    "rules.id": ("规则编号，如 A01", "Id of a rule, such as A01"),
    "lookup.json": ("输出 JSON", "Print JSON"),
    "rules.column.id": ("编号", "id"),
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
    "schema.help": ("输出记录的 JSON Schema。", "Print the JSON Schema of a document's record."),
}
