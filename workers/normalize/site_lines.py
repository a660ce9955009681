"""What sites print below an article, inside of the same element: who edited it, buttons, counters, the site's imprint.

Told from a report's own last lines (a signature, whom to ask, 此件公开发布) by words that no report ends with.
"""

import re
import unicodedata

from shared.fields import fields

_LONGEST = 80  # characters of such a line
_MOSTLY = 0.6  # share of a line that is fields
_OF_FILINGS = "填报"  # fields of the report's own
_BEGINNINGS = re.compile(
    r"(?:微信)?扫一扫|分享|打印|关闭|收藏|字号|字体|相关(?:文章|链接|附件|阅读|新闻|信息|解读)|[上下]一[篇条]|返回|[主承]办(?:单位)?\s*:|"
    r"(?:政府)?网站标识码|版权所有|copyright|.{0,10}icp备|.{0,6}公网安备|技术支持|建议使用.{0,40}(?:分辨率|浏览器)|"
    r"(?:您|你)是第|(?:您|你)(?:所)?访问的链接|本文(?:有|对您)|(?:您|你)对本|满意度|免责声明|网站声明|"
    r"processed\s*in|powered\s*by|首页\s*[>/|]|(?:热点|热门|推荐|猜你|为您)(?:推荐|喜欢|阅读|文章|新闻|信息)"
)
_ROLES = re.compile(
    r"(?:(?:值班|责任|网站|本期|内容|信息)?(?:编辑|责编|编审|作者|供稿|撰稿|审核|审签|审校|校对|初审|复审|终审|[一二三]审|录入|"
    r"上传|监制|排版)(?:人|员|单位)?|(?:图片|文章|稿件|信息)来源|原文(?:链接|地址)?|网址|最后更新|二维码)\s*[:：]"
)
_BUTTONS = re.compile(r"^(?:[\[【][^\[\]【】]{1,8}[\]】]\s*)+(?=.)")
_SEPARATORS = re.compile(r"[\s\[\]【】()|·>:<《》、,/.…—\-]+")
_TOOLS = re.compile(
    r"(?:微信|微博|qq空间|qq|朋友圈|公众号|扫码|扫描|二维码|分享到?|打印(?:本页|此页)?|关闭(?:窗口|本页)?|收藏|举报|"
    r"(?:文章|我要|网站|内容)?纠错|(?:我要|发表)?评论\d*|点赞\d*|在看|转发|下载|点击|pdf版?|word版?|"
    r"(?:查看|阅读)(?:原文|全文|更多)|(?:显示|展开)(?:全文|更多)?|收起|(?:手机|电脑|pc|无障碍|适老)版?(?:阅读|浏览)?|"
    r"网站(?:地图|声明)|联系我们|关于我们|法律声明|隐私(?:声明|保护)|使用帮助|end|返回(?:顶部|列表|首页|上页)?|大|中|小)+"
)


def is_site_line(line: str) -> bool:
    """Whether the last line of a section is the site's and not the report's."""
    if len(line) > _LONGEST or line.rstrip().endswith("。"):
        return False
    text = unicodedata.normalize("NFKC", line).strip().lower()
    bare = _BUTTONS.sub("", text).lstrip("[【(〔<>«› ")
    if _BEGINNINGS.match(bare) or _ROLES.match(bare) or _TOOLS.fullmatch(_SEPARATORS.sub("", text)):
        return True
    return _OF_FILINGS not in line and fields([line])[1] >= _MOSTLY
