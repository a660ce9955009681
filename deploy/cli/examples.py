"""The examples at the end of the help pages."""

from deploy.cli.words import choose, say
from shared.errors import Message

# command: (example, what it is for in Chinese, in English)…
EXAMPLES: dict[str, tuple[tuple[str, str, str], ...]] = {
    "check": (
        ("nianbao check report.pdf", "一份报告错在哪里", "what is wrong with a report, and where"),
        ("nianbao check --json folder > records.ndjson", "供程序使用", "for programs"),
        (
            "nianbao check --evidence sheets crawl.zip",
            "每份不通过的报告一页，标出差错",
            "a page for each report that failed, its mistakes marked",
        ),
    ),
    "run": (
        ("nianbao run folder --out data --workers 4", "整批报告，四个进程", "many reports, by four processes"),
        ("nianbao run crawl.zip --format parquet --evidence sheets", "另写证据单", "with evidence sheets"),
    ),
    "up": (
        ("nianbao up --workers 4", "供本机使用", "for this machine"),
        (
            "NIANBAO_HOME=/srv/nianbao nianbao up --host 0.0.0.0",
            "供网内使用，数据在 /srv/nianbao",
            "for the network, with its state in /srv/nianbao",
        ),
    ),
    "submit": (
        ("nianbao submit crawl.zip --label 2025 --wait", "提交并等到结束", "submit, and wait for the end"),
        ("nianbao submit manifest.ndjson --root files", "采集程序的清单", "a crawler's manifest"),
        ("NIANBAO_KEY=nbk_… nianbao submit folder --server https://nianbao.example", "提交到网关", "to a gateway"),
    ),
    "status": (
        ("nianbao status", "最近的批次", "the newest batches"),
        ("nianbao status b1a2", "编号以此开头的一批", "the one whose id begins so"),
        ("nianbao status --line", "队列与积压", "queues and backlog"),
    ),
    "show": (
        ("nianbao show ce1dda9f", "编号见 nianbao status 批次", "ids are told by nianbao status BATCH"),
        ("nianbao show ce1dda9f --evidence > sheet.html", "一份证据单", "an evidence sheet"),
    ),
    "export": (
        (
            "nianbao export --out data --format parquet --partition",
            "全部，按年度和表式分文件夹",
            "everything, in folders by year and form",
        ),
        ("nianbao export --out today --mark mark", "上次以来有变化的", "what has changed since the last time"),
    ),
    "requeue": (
        ("nianbao requeue", "隔离中的全部文件", "all documents in quarantine"),
        ("nianbao requeue ce1dda9f", "一份文件", "one document"),
        ("nianbao requeue --deliveries", "未送达的通知", "notices that failed"),
    ),
    "waive": (
        (
            "nianbao waive ce1dda9f 13a88bde --reason verified --until 2026-12-31",
            "放过一条差错",
            "let a finding pass",
        ),
        ("nianbao waive ce1dda9f 13a88bde --withdraw", "收回", "have it count again"),
    ),
    "endpoint.add": (
        (
            "nianbao endpoint add https://receiver.example/hook",
            "不通过的报告、拒收的文件、结束的批次",
            "failed reports, refused documents, ended batches",
        ),
        (
            "nianbao endpoint add https://open.feishu.cn/open-apis/bot/v2/hook/… --kind feishu --digest batch",
            "飞书群，每批一条",
            "a Feishu chat, one notice a batch",
        ),
    ),
    "endpoint.update": (
        (
            "nianbao endpoint update e439 --region 3606 --min-severity warning",
            "只告知这个地区，警告也算",
            "tell of this region only, and of warnings too",
        ),
    ),
    "endpoint.replay": (
        ("nianbao endpoint replay", "未送达的全部", "all that failed"),
        (
            "nianbao endpoint replay --all --since 2h",
            "两小时内的，送达的也重发",
            "those of two hours, delivered ones too",
        ),
    ),
    "forms": (("nianbao forms gov_2021", "现行表式及其勾稽关系", "the form in force, with its identities"),),
    "schema": (
        ("nianbao schema > record.schema.json", "记录的结构", "of records"),
        ("nianbao schema --event report.failed", "通知的结构", "of notices"),
    ),
    "rules.rehearse": (("nianbao rules rehearse own.toml", "哪些结论会变", "which verdicts would flip"),),
    "plan": (
        ("nianbao plan --documents 150000 --days 5", "全国一季", "the whole country's season"),
        ("nianbao plan --mix pdf=70,html=30 --speed 1.5", "另一种构成，更快的机器", "another mix, on faster cores"),
    ),
    "drill": (
        ("nianbao drill folder --faults 10", "十次故障", "ten faults"),
        ("nianbao drill folder --fault host-loss --keep drill", "一种故障，留下日志", "one fault; its logs are kept"),
    ),
    "worker": (
        (
            "nianbao worker express intake extract.html extract.text validate",
            "读网页和文本的进程",
            "a process for web pages and text",
        ),
    ),
    "gateway": (
        ("nianbao gateway --host 0.0.0.0 --port 8080", "TLS 由前面的代理负责", "TLS is the business of a proxy"),
    ),
    "key.add": (
        ("nianbao key add crawler --scope submit", "只能提交", "may submit and nothing else"),
        ("nianbao key add office --scope read --scope admin", "查看并管理", "may read and administer"),
    ),
}


def examples(command: str) -> str | None:
    """Return the examples of a command, each below what it is for; None where it has none."""
    if command not in EXAMPLES:
        return None
    lines = [say("help.examples")]
    for example, zh, en in EXAMPLES[command]:
        lines += [f"[dim]# {choose(Message(zh, en))}[/dim]", example]
    return "\n".join(lines)
