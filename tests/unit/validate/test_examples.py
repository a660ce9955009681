"""Figures of published reports in sentences of our own: each gets the verdict that a careful reviewer gave."""

from typing import Any

import msgspec
import pytest

from tests.rules.case import report
from workers.validate import default_policy, judge

POLICY = default_policy()
SEVEN = ("natural_person", "commercial_enterprise", "research_institution", "public_welfare_organization",
         "legal_service_organization", "other_organization", "total")  # fmt: skip


def table(**rows: list[int]) -> dict[str, list[int]]:
    """Return rows of table 三 by their short names, one number for natural persons meaning all of it."""
    keys = {"new": "new", "over": "carried_over", "granted": "results.granted", "part": "results.partially_granted",
            "held": "results.unable.not_held", "petition": "results.not_processed.petition_complaint",
            "closed": "results.total", "forward": "carried_forward"}  # fmt: skip
    return {
        f"applications.{keys[name]}": row if len(row) == len(SEVEN) else [row[0], 0, 0, 0, 0, 0, row[0]]
        for name, row in rows.items()
    }


CASES: list[tuple[str, dict[str, Any], set[str], set[str]]] = [
    # name, what the report says, rules that find something, rules that looked and were content
    (
        "a city's office: rates of 98, and 95 + 8 = 98 + 5",
        {
            "year": 2024,
            "publisher": "某市人民政府办公室",
            "rows": table(
                new=[89, 6, 0, 0, 0, 0, 95], over=[8], granted=[42], part=[1], held=[43, 6, 0, 0, 0, 0, 49],
                petition=[6], closed=[92, 6, 0, 0, 0, 0, 98], forward=[5],
            ),
            "sections": {
                "applications": "本办办结政府信息公开申请98件，其中予以公开42件，占42.86%；部分公开1件，占1.02%；"
                "无法提供49件，占50%；不予处理6件，占6.12%。"
            },
        },
        set(),
        {"A01", "A02", "A03", "Q01"},
    ),
    (
        "a district's office: 8 = 2+2+1+2+1, and documents 5/12/8",
        {
            "year": 2022,
            "publisher": "某区人民政府办公室",
            "rows": table(new=[8], granted=[8], closed=[8]) | {"proactive.normative_documents": [5, 12, 8]},
            "sections": {"overview": "公开各类清单共8项，其中财政2项、民政2项、教育1项、卫生2项、其他1项。"},
        },
        set(),
        {"A01", "A02", "A03", "D01", "N01"},
    ),
    (
        "a department: 58+7+0+0+1+0 = 66",
        {
            "year": 2024,
            "publisher": "某区住房和建设局",
            "rows": {"applications.new": [58, 7, 0, 0, 1, 0, 66], "applications.carried_over": [2, 0, 0, 0, 0, 0, 2]},
        },
        {"A01"},  # the results were not among the figures
        {"A03"},
    ),
    (
        "an audit office: 698 = 407+155+19+117, and 407 = 287+106+14",
        {
            "year": 2024,
            "publisher": "某市审计局",
            "sections": {
                "overview": "全年主动公开政府信息698条（门户网站407条（动态287条、公告106条、结果14条）、"
                "微信公众号155条、微博19条、报刊117条）。"
            },
        },
        set(),
        {"N01"},
    ),
    (
        "a development bureau: 188 = 102+86, 102 and 86 in eight and four parts",
        {
            "year": 2024,
            "publisher": "某区发展和改革局",
            "sections": {
                "overview": "全年主动公开政府信息188条（门户网站102条（机构1条、规划4条、价格22条、项目3条、通知12条、"
                "动态53条、"
                "预算4条、建议3条）、微信公众号86条（政策4条、图解52条、问答18条、活动12条））。"
            },
        },
        set(),
        {"N01"},
    ),
    (
        "a town: 81 in eleven parts",
        {
            "year": 2020,
            "form": "gov_2019",
            "sections": {
                "overview": "在政府网站公开信息81条（动态50条、公告9条、财政2条、民政6条、农业4条、卫生4条、教育2条、"
                "交通1条、"
                "水利1条、文化1条、环保1条）。"
            },
        },
        set(),
        {"N01"},
    ),
    (
        "a township without section 一: 764 in six parts",
        {
            "year": 2020,
            "form": "gov_2019",
            "publisher": "某县太阳乡",
            "drop": ["overview"],
            "sections": {
                "proactive": "主动公开信息764条（公开栏27条、网站14条、短信5条、广播116条、"
                "微信200条、微信群及其他402条）。"
            },
        },
        {"S02"},
        {"N01"},
    ),
    (
        "a town: 444 = 118+294+32, and 118 = 70+48",
        {
            "year": 2025,
            "sections": {
                "overview": "公开政府信息444条（网站118条（新闻70条、公示48条）、微信公众号294条、抖音32条）。"
            },
        },
        set(),
        {"N01"},
    ),
    (
        "a town: 72 on the site, of which the listed make 71, and one kind is listed twice",
        {
            "year": 2020,
            "form": "gov_2019",
            "sections": {
                "overview": "全年公开信息114条，其中政府网站72条，包括机构3条、规划总结10条、动态36条、公告6条、"
                "人事7条、"
                "财政2条、规划总结4条、民生2条、应急1条等。"
            },
        },
        set(),  # the list is open: nothing worse than a warning
        {"N02"},
    ),
    (
        "a town: 382 that include 35, 80 and 2443",
        {
            "year": 2022,
            "sections": {"overview": "全年共受理各类诉求并公开信息382条，包括政策35条、公示80条、动态2443条。"},
        },
        {"N02"},
        set(),
    ),
    (
        "a township: 80 = 1+54+11+7+4+3, and 1/80 is no 1.1 %",
        {
            "year": 2024,
            "sections": {
                "overview": "主动公开信息80条（法规1条，占1.1%；动态54条，占67.5%；公告11条，占13.8%；财政7条，占8.8%；"
                "人事4条，占5%；其他3条，占3.8%）。"
            },
        },
        {"Q01"},
        set(),
    ),
    (
        "a town: 255, of which 46, 38 and 65",
        {
            "year": 2025,
            "sections": {"overview": "全年主动公开政府信息255条，其中财政类46条、民生类38条、动态类65条。"},
        },
        set(),
        {"N02"},
    ),
    (
        "a township with regulations of its own, and 50 = 40+10",
        {
            "year": 2020,
            "form": "gov_2019",
            "publisher": "某县共乐乡",
            "rows": {"proactive.regulations": [1, 1, 1]},
            "sections": {"overview": "公开信息50条（公开栏40条、网站10条）。"},
        },
        {"D02"},
        {"N01"},
    ),
    (
        "a town whose preamble names a bureau",
        {
            "year": 2025,
            "publisher": "某县面塘镇",
            "preamble": "现公布某县民族宗教事务局2025年度政府信息公开工作年度报告。",
        },
        {"S10"},
        set(),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("case", "errors", "content"), [pytest.param(*each[1:], id=each[0]) for each in CASES])
def test_the_verdict_is_the_reviewers(case: dict[str, Any], errors: set[str], content: set[str]) -> None:
    judgement = judge(report(case), msgspec.structs.replace(POLICY, off=frozenset({"S16"})))
    found = {each.rule for each in judgement.findings if each.severity == "error"}
    assert found == errors, [each.message.zh for each in judgement.findings]
    for rule in content:
        assert judgement.checks[rule].pass_ > 0, rule


def test_a_kind_that_is_listed_twice_is_told_for_information() -> None:
    (case,) = (case for name, case, *_ in CASES if "listed twice" in name)
    (told,) = (each for each in judge(report(case), POLICY).findings if each.rule == "N02")
    assert (told.severity, told.actual) == ("info", 2)
    assert "71" in told.message.zh
    assert "72" in told.message.zh
