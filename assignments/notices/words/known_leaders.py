"""Names of leaders that are known already, found in what a sheet, a title or a heading is called:
周阳, 蔡木贵副市长分管, 周阳同志牵头重点工作. A name that nobody knows would be a guess there."""

import re
from collections.abc import Iterable
from functools import cached_property

from assignments.notices.rows import LeaderFound
from assignments.rules.names import TITLE, fold, narrow

# What may stand beside the name where the words are about whose tasks these are, and nothing else:
# 玉环市2021年周阳同志牵头重点工作任务清单(12项). 高峰期整治 is no such heading, though 高峰 be a
# leader.
_ABOUT_TASKS = re.compile(
    rf"{TITLE}|同志|20\d\d年?度?|[共计]?\d+[项件个]|Sheet|工作表|附件"
    r"|牵头|主抓|负责|分管|领衔|领办|包抓|包联|挂帅|挂钩|联系|主管|督办|推进|名下|承担|领导|责任"
    r"|市委|市政府|政府|全市|玉环|重点|主要|年度|工作|任务|事项|项目|目标|清单|台账|一览|分工|分解"
    r"|落实|方案|组|表|[市县区的年抓和与及]|[一二三四五六七八九十\d]+|[\W_]",
    re.I,
)
_BEFORE = r"(?:^|[-—_·:\s(【\[、])"
_BEHIND = rf"(?:{TITLE})?(?:同志)?(?:[-—_·\s)】\]、]|$)"
_SHORTEST = 2


class KnownLeaders:
    """The leaders of the database and those whom the document itself names with their titles or in
    a column."""

    def __init__(self, leaders: Iterable[LeaderFound] = ()):
        by_name: dict[str, LeaderFound] = {}
        for leader in leaders:
            name = fold(leader.name)
            if len(name) >= _SHORTEST and (
                name not in by_name or not by_name[name].title
            ):
                by_name[name] = LeaderFound(name, leader.title)
        self.leaders = by_name

    def __contains__(self, name: str) -> bool:
        return fold(name) in self.leaders

    def __or__(self, others: Iterable[LeaderFound]) -> "KnownLeaders":
        return KnownLeaders([*self.leaders.values(), *others])

    @cached_property
    def _names(self) -> str:
        return "|".join(map(re.escape, sorted(self.leaders, key=len, reverse=True)))

    def named_in(self, text: str) -> list[LeaderFound]:
        """The leaders whose tasks a heading says that these are, in its order; none where a name
        is but a part of other words."""
        if not self.leaders or len(text) > 60:
            return []
        folded = fold(text)
        names = list(dict.fromkeys(re.findall(self._names, folded)))
        if not names:
            return []
        # 陈大康、周阳牵头的工作: nothing is left but what such a heading says.
        alone = not _ABOUT_TASKS.sub("", re.sub(self._names, "", folded))
        set_off = re.search(
            f"{_BEFORE}(?:{self._names}){_BEHIND}", narrow(text).strip()
        )
        return [self.leaders[name] for name in names] if alone or set_off else []
