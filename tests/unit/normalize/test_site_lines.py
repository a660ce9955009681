"""A section ends before what its site prints below the article."""

import pytest

from shared.document import Document, Paragraph, Where
from workers.normalize import normalize
from workers.normalize.site_lines import is_site_line


@pytest.mark.parametrize(
    "line",
    [
        "责任编辑：某某",
        "初审：某甲　复审：某乙　终审：某丙",
        "【我要纠错】 责任编辑：某某",
        "来源：青溪县人民政府网",
        "更新时间：2024-02-01",
        "公开方式：主动公开",
        "微信扫一扫：分享",
        "扫码分享",
        "【打印】【关闭】",
        "字号：[大 中 小]",
        "您是第 123 位访问者",
        "评论（0）",
        "展开全文",
        "下载PDF版",
        "网站地图 | 联系我们 | 关于我们",
        "— END —",
        "Powered by some CMS",
        "首页 > 年报",
        "Copyright © 2024",
        "主办：青溪县人民政府办公室　承办：青溪县大数据中心",
        "您访问的链接即将离开本网站，是否继续？",
    ],
)
def test_a_line_of_the_site_is_none_of_the_section(line: str) -> None:
    lines = [
        "青溪县2023年政府信息公开工作年度报告",
        "一、总体情况",
        "有序推进。",
        "六、其他需要报告的事项",
        "无。",
        line,
    ]
    report = normalize(Document(tuple(Paragraph(text, Where(line=at)) for at, text in enumerate(lines, 1))))
    assert report.sections["other_matters"].text == "无。"


@pytest.mark.parametrize(
    "line",
    [
        "无",
        "青溪县白石镇人民政府",
        "2024年1月18日",
        "联系电话：0791-8600000",
        "（此件公开发布）",
        "填报单位：青溪县白石镇",
        "承办人大代表建议3件、政协提案2件，均已办结。",
        "分享工作经验两次，来源：全镇各村。",
        "中小学信息公开另行报告",
    ],
)
def test_a_line_of_the_report_is_none_of_the_site(line: str) -> None:
    assert not is_site_line(line)
