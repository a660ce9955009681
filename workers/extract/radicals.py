"""Radicals as the ideographs that they look like: what fonts of PDF files, and tools that read these, write for them.

Source: Unicode's EquivalentUnifiedIdeograph.txt, as far as simplified Chinese uses the characters.
"""

import unicodedata

_SUPPLEMENT = (  # NFKC knows the Kangxi radicals, these it does not
    "⺁⺅⺈⺉⺊⺌⺎⺒⺓⺔⺖⺘⺙⺛⺝⺟⺠⺡⺣⺤⺦⺨⺪⺫⺬⺭⺮⺯⺰⺱⺲⺶⺹⺻⺼⺾⻀⻁⻂⻃⻄⻅⻆⻈⻉⻋⻌⻍⻎⻏⻐⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
    "厂亻⺈刂卜小兀巳幺彑忄扌攵旡月母民氵灬爫丬犭疋目示礻竹糹纟罓罒羊耂聿肉艹艹虎衤覀西见角讠贝车辶辶辶邑钅长门阝雨青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
)
_KANGXI = range(0x2F00, 0x2FD6)
_TABLE = dict(zip(map(ord, _SUPPLEMENT[0]), _SUPPLEMENT[1], strict=True)) | {
    code: unicodedata.normalize("NFKC", chr(code)) for code in _KANGXI
}


def ideographs(text: str) -> str:
    """Return text with ideographs in place of radicals."""
    return text.translate(_TABLE)
