"""Every vocabulary of the product, each with its Chinese label and its named groups.

Groups are frozensets of members, so that a rule reads `state in REPORTED` instead of
spelling a list out a second time.
"""

from django.db import models


class Role(models.TextChoices):
    ADMIN = "admin", "管理员"
    OFFICE = "office", "督查室"
    UNIT = "unit", "单位填报人"
    LEADER = "leader", "市领导"
    VIEWER = "viewer", "查阅"


class Theme(models.TextChoices):
    AUTO = "auto", "跟随系统"
    LIGHT = "light", "浅色"
    DARK = "dark", "深色"


class Level(models.TextChoices):
    PROVINCE = "province", "省"
    PREFECTURE = "prefecture", "市"
    LOCAL = "local", "本级"


class TaskKind(models.TextChoices):
    KEY = "key", "重点工作"
    LIVELIHOOD = "livelihood", "民生实事"


class UnitKind(models.TextChoices):
    PARTY = "party", "党委部门"
    GOVERNMENT = "government", "政府部门"
    TOWN = "town", "乡镇（街道）"
    OFFICE = "office", "专班与办公室"
    COMPANY = "company", "国有企业"
    JUSTICE = "justice", "司法机关"
    MASS = "mass", "群团组织"
    VERTICAL = "vertical", "垂直管理单位"
    ZONE = "zone", "功能区"
    GROUP = "group", "单位组"


class Duty(models.TextChoices):
    LEAD = "lead", "牵头"
    COOPERATING = "cooperating", "配合"


class CoRole(models.TextChoices):
    JOINTLY = "jointly", "会同"
    SUPPORTING = "supporting", "配合"


class PeriodKind(models.TextChoices):
    QUARTER = "quarter", "季度"
    MONTH = "month", "月"


class PeriodState(models.TextChoices):
    PLANNED = "planned", "未开启"
    OPEN = "open", "进行中"
    CLOSED = "closed", "已关闭"


class TargetKind(models.TextChoices):
    QUANTITY = "quantity", "数量"
    MILESTONE = "milestone", "节点"


class Comparator(models.TextChoices):
    AT_LEAST = ">=", "不少于"
    AT_MOST = "<=", "不超过"
    EXACTLY = "=", "等于"


class Course(models.TextChoices):
    """How a quantity moves through the year: piled up from zero, or held at a level."""

    CUMULATIVE = "cumulative", "累计"
    LEVEL = "level", "水平"


class ApprovalState(models.TextChoices):
    PROPOSED = "proposed", "待审定"
    APPROVED = "approved", "已审定"


class ReportState(models.TextChoices):
    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "待审核"
    RETURNED = "returned", "已退回"
    ACCEPTED = "accepted", "已审核通过"


REPORTED = frozenset({ReportState.SUBMITTED, ReportState.ACCEPTED})
EDITABLE_REPORT = frozenset({ReportState.DRAFT, ReportState.RETURNED})


class Standing(models.TextChoices):
    ON_TRACK = "on_track", "正常推进"
    SLOW = "slow", "进度偏慢"
    DONE = "done", "已完成"
    ADJUSTED = "adjusted", "已调整"
    CANCELLED = "cancelled", "已取消"


SETTLED = frozenset({Standing.DONE, Standing.ADJUSTED, Standing.CANCELLED})
NEEDS_APPROVAL = frozenset({Standing.ADJUSTED, Standing.CANCELLED})


class Group(models.TextChoices):
    """What a work counts as on a board in one period. The groups never overlap and
    together make the whole: five are assessed standings, two say that none was given."""

    DONE = "done", "已完成"
    ON_TRACK = "on_track", "正常推进"
    SLOW = "slow", "进度偏慢"
    ADJUSTED = "adjusted", "已调整"
    CANCELLED = "cancelled", "已取消"
    NOT_REPORTED = "not_reported", "未报送"
    UNASSESSED = "unassessed", "待评定"


MARKS = {
    Group.DONE: "✓",
    Group.ON_TRACK: "●",
    Group.SLOW: "▲",
    Group.ADJUSTED: "⇄",
    Group.CANCELLED: "✕",
    Group.NOT_REPORTED: "○",
    Group.UNASSESSED: "…",
}
"""The sign for each group where there is no room for the word, on a screen and on paper."""

ASSESSED = frozenset(
    {Group.DONE, Group.ON_TRACK, Group.SLOW, Group.ADJUSTED, Group.CANCELLED}
)


class Move(models.TextChoices):
    """What became of a work since the period before."""

    BETTER = "better", "好转"
    WORSE = "worse", "下滑"
    SAME = "same", "无变化"
    NEW = "new", "无上期"


MOVE_MARKS = {Move.BETTER: "↑", Move.WORSE: "↓"}


class CheckMethod(models.TextChoices):
    DOCUMENTS = "documents", "查资料"
    PHONE = "phone", "电话"
    SITE = "site", "现场"


class DirectiveKind(models.TextChoices):
    INSTRUCTION = "instruction", "批示"
    DECISION = "decision", "会商决定"


class DirectiveState(models.TextChoices):
    OPEN = "open", "待回复"
    REPLIED = "replied", "已回复"
    CLOSED = "closed", "已办结"


OPEN_DIRECTIVE = frozenset({DirectiveState.OPEN, DirectiveState.REPLIED})


class ExtensionState(models.TextChoices):
    ASKED = "asked", "待答复"
    GRANTED = "granted", "已同意"
    REFUSED = "refused", "未同意"


class BulletinState(models.TextChoices):
    DRAFT = "draft", "拟稿"
    ISSUED = "issued", "已印发"
    WITHDRAWN = "withdrawn", "已撤回"


class ImportState(models.TextChoices):
    READING = "reading", "读取中"
    PREVIEW = "preview", "待确认"
    WRITING = "writing", "写入中"
    CONFIRMED = "confirmed", "已导入"
    UNDOING = "undoing", "撤销中"
    UNDONE = "undone", "已撤销"
    FAILED = "failed", "读取失败"


class ImportKind(models.TextChoices):
    PLAN = "plan", "任务分工"
    PROGRESS = "progress", "完成情况"


class ChangeAction(models.TextChoices):
    CREATE = "create", "新增"
    UPDATE = "update", "修改"
    DELETE = "delete", "删除"


class Operation(models.TextChoices):
    """What the operations log notes: what people do that changes no record, or many at once."""

    SIGN_IN = "sign_in", "登录"
    SIGN_IN_FAILED = "sign_in_failed", "登录失败"
    SIGN_OUT = "sign_out", "退出"
    UNLOCK = "unlock", "解除登录锁定"
    ACCOUNT = "account", "账号变更"
    PASSWORD_SET = "password_set", "重设他人密码"
    EXPORT = "export", "导出"
    IMPORT = "import", "导入"
    UNDO_IMPORT = "undo_import", "撤销导入"
    EVIDENCE_DOWNLOAD = "evidence_download", "下载佐证材料"
    BULLETIN_DOWNLOAD = "bulletin_download", "下载通报"
    LOG_CLEANED = "log_cleaned", "清理日志"
