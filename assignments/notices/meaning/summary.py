"""A reading in words, for the terminal."""

from collections import Counter

from assignments.notices.rows import KINDS, JointProposal, Notice, NoticeRow


def summarise(notice: Notice) -> str:
    """The head, the counts, every row on a line, the joint proposals and the doubts."""
    plan = notice.plan
    lines = [
        plan.title or "（没有读到标题）",
        f"文号：{plan.document_number or '—'}　成文日期：{plan.issued_on or '—'}"
        f"　发文机关：{plan.issued_by or '—'}　年度：{plan.year or '—'}",
        "",
        _counts(notice),
        "",
        *(_row(row) for row in notice.rows),
        "",
        f"可能是同一项工作（{len(notice.joint)} 对）：",
        *(_pair(proposal) for proposal in notice.joint),
        "",
        f"疑点（{len(notice.doubts)} 处）：",
        *(f"  {doubt.source.where()}　{doubt.message}" for doubt in notice.doubts),
    ]
    return "\n".join(lines)


def _counts(notice: Notice) -> str:
    kinds = Counter(row.kind for row in notice.rows)
    leaders = Counter(row.leader.name for row in notice.rows if row.leader)
    counted = "，".join(
        f"{KINDS[kind]} {kinds[kind]} 项" for kind in KINDS if kinds[kind]
    )
    targets = sum(len(row.targets) for row in notice.rows)
    named = "，".join(f"{name} {count}" for name, count in leaders.items())
    return f"{counted or '没有读到任务'}；目标 {targets} 个。" + (
        f"\n牵头领导：{named}" if named else ""
    )


def _row(row: NoticeRow) -> str:
    number = row.number if row.number is not None else "？"
    text = row.text.replace("\n", " ")
    shown = text if len(text) <= 40 else text[:40] + "……"
    lead = "、".join(unit.name for unit in row.lead) or "—"
    rest = "、".join(unit.name for unit in row.cooperating)
    leader = f"{row.leader.name}　" if row.leader else ""
    mark = "（按惯例第一位牵头）" if row.duties_assumed and rest else ""
    return f"{KINDS[row.kind]} {number}　{leader}{shown}　牵头：{lead}{mark}" + (
        f"　配合：{rest}" if rest else ""
    )


def _pair(proposal: JointProposal) -> str:
    alike = "文字相同" if proposal.exact else "文字相近"
    differences = "；".join(difference.message for difference in proposal.differences)
    return f"  第{proposal.first.number}项 = 第{proposal.second.number}项　{alike}" + (
        f"，{differences}" if differences else ""
    )
