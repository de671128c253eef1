"""台账行 and 应报: where each work stands in each period, and what each unit has to do with it.

Kept, not computed: the ledger alone writes them, whenever what they are made of changes, and seals
them with their period. They hold only what every viewer may read, and days, never "days until
today". Whoever is named stands there with id and name, as the name was.
"""

from django.db import models
from django.db.models import Q

from assignments.choices import Duty, Group, Level, Move, PeriodKind, Standing, TaskKind
from assignments.models.base import known
from assignments.models.periods import PeriodBound, cascade_while_open


class Countable(models.Model):
    """What lists filter, sort and count by: the same of a line and, copied, of its rows."""

    is_counted = models.BooleanField("计入统计", default=True)
    group = models.CharField("计入", max_length=12, choices=Group)
    previous = models.CharField("上期评定", max_length=10, choices=Standing, blank=True)
    move = models.CharField("变化", max_length=8, choices=Move)
    is_silent = models.BooleanField("有单位未报送", default=False)
    owes_reports = models.BooleanField("应报", default=False)
    is_settled = models.BooleanField("不再报送", default=False)
    is_joint = models.BooleanField("共同任务", default=False)
    has_lead = models.BooleanField("有牵头单位", default=False)
    has_helper = models.BooleanField("有配合单位", default=False)
    co_leaders = models.CharField("协同领导", max_length=200, blank=True)
    """Ids between commas, ",3,17,": whether a leader is among them is asked with contains=",3,"."""
    unit_order = models.PositiveIntegerField("牵头单位排序", null=True, blank=True)
    helper_order = models.PositiveIntegerField("配合单位排序", null=True, blank=True)
    percent = models.DecimalField(
        "主要指标完成比例", max_digits=4, decimal_places=1, null=True, blank=True
    )
    """Of the figure that says most: 0 to 100, -1 without a reading, None without a figure."""
    is_behind = models.BooleanField("落后于序时进度", default=False)
    falls_short = models.BooleanField("预计完不成", default=False)
    slow_periods = models.PositiveSmallIntegerField("连续偏慢期数", default=0)
    targets_count = models.PositiveSmallIntegerField("目标数", default=0)
    readings_count = models.PositiveSmallIntegerField("完成数个数", default=0)
    evidence_count = models.PositiveSmallIntegerField("佐证材料数", default=0)
    times_returned = models.PositiveSmallIntegerField("退回次数", default=0)
    is_asking = models.BooleanField("提请协调", default=False)
    is_assumed = models.BooleanField("牵头推定未确认", default=False)
    due_on = models.DateField("完成时限")
    last_moved_at = models.DateTimeField("最近更新", null=True, blank=True)

    class Meta:
        abstract = True


COUNTABLE = tuple(field.name for field in Countable._meta.local_fields)
"""The names that a row copies from its line."""


class LedgerLine(PeriodBound, Countable):
    """One work in one period. The JSON fields hold plain data that the rules can read back:
    leaders and units as [{"id", "name", …}] in the order of the notice, targets the worst first."""

    work = models.ForeignKey(
        "assignments.Work",
        cascade_while_open,
        related_name="lines",
        verbose_name="工作",
    )
    period = models.ForeignKey(
        "assignments.Period",
        models.PROTECT,
        related_name="lines",
        verbose_name="报送期",
    )
    rhythm = models.CharField(
        "报送周期", max_length=8, choices=PeriodKind, default=PeriodKind.QUARTER
    )
    kind = models.CharField("类别", max_length=12, choices=TaskKind)
    standing = models.CharField("评定", max_length=10, choices=Standing, blank=True)
    leaders = models.JSONField("牵头领导", default=list, blank=True)
    helping_leaders = models.JSONField("协同领导名单", default=list, blank=True)
    lead_units = models.JSONField("牵头单位", default=list, blank=True)
    helping_units = models.JSONField("配合单位", default=list, blank=True)
    silent_units = models.JSONField("未报送单位", default=list, blank=True)
    targets = models.JSONField("目标", default=list, blank=True)
    requests = models.JSONField("提请协调事项", default=list, blank=True)
    headline = models.TextField("进展摘要", blank=True)
    next_step = models.TextField("下一步打算", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "台账行"
        ordering = ["period", "work"]
        constraints = [
            known("group", Group),
            known("previous", Standing, blank=True),
            known("move", Move),
            known("rhythm", PeriodKind),
            known("kind", TaskKind),
            known("standing", Standing, blank=True),
            models.UniqueConstraint(
                fields=["work", "rhythm", "period"], name="line_once_a_period"
            ),
        ]

    def __str__(self):
        return f"{self.work} {self.period}"

    @property
    def carried(self) -> str:
        """Last period's standing, to show (marked) while an open period gave none yet."""
        return self.previous if not self.standing and not self.period.is_closed else ""


class LedgerRow(PeriodBound, Countable):
    """One task in one period, for lists: lists list tasks, and a joint work has several leaders."""

    line = models.ForeignKey(
        LedgerLine, models.CASCADE, related_name="rows", verbose_name="台账行"
    )
    task = models.ForeignKey(
        "assignments.Task", cascade_while_open, related_name="rows", verbose_name="任务"
    )
    period = models.ForeignKey(
        "assignments.Period", models.PROTECT, related_name="rows", verbose_name="报送期"
    )
    kind = models.CharField("类别", max_length=12, choices=TaskKind)
    level = models.CharField("层级", max_length=12, choices=Level)
    number = models.PositiveIntegerField("序号")
    leader = models.ForeignKey(
        "assignments.Leader",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="rows",
        verbose_name="牵头领导",
    )
    leader_name = models.CharField("牵头领导姓名", max_length=80, blank=True)
    leader_order = models.PositiveIntegerField("领导排序", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "台账任务行"
        ordering = ["period", "kind", "level", "number", "task"]
        indexes = [
            models.Index(
                fields=["period", "kind", "level", "number"], name="row_in_notice_order"
            ),
            models.Index(fields=["period", "leader"], name="row_by_leader"),
            models.Index(fields=["period", "group"], name="row_by_group"),
        ]
        constraints = [
            known("group", Group),
            known("previous", Standing, blank=True),
            known("move", Move),
            known("kind", TaskKind),
            known("level", Level),
            models.UniqueConstraint(fields=["line", "task"], name="row_once_a_line"),
        ]

    def __str__(self):
        return f"{self.task} {self.period}"


class Obligation(PeriodBound):
    """One unit on one work in one period, by its own name or as a member of a group. `due_on`
    has what was granted in it; `came_on` is when the report first came, None while it is out.
    A group whose members are known is `is_for_members`: its members are who is late or silent."""

    line = models.ForeignKey(
        LedgerLine, models.CASCADE, related_name="obligations", verbose_name="台账行"
    )
    work = models.ForeignKey(
        "assignments.Work",
        cascade_while_open,
        related_name="obligations",
        verbose_name="工作",
    )
    period = models.ForeignKey(
        "assignments.Period",
        models.PROTECT,
        related_name="obligations",
        verbose_name="报送期",
    )
    unit = models.ForeignKey(
        "assignments.Unit",
        models.PROTECT,
        related_name="obligations",
        verbose_name="单位",
    )
    unit_name = models.CharField("单位名称", max_length=60)
    duty = models.CharField("责任", max_length=12, choices=Duty)
    order = models.PositiveSmallIntegerField("排序", default=0)
    groups = models.JSONField("所属单位组", default=list, blank=True)
    is_for_members = models.BooleanField("由成员单位报送", default=False)
    owes = models.BooleanField("应报", default=False)
    due_on = models.DateField("报送期限")
    is_extended = models.BooleanField("已延期", default=False)
    came_on = models.DateField("首次报送日期", null=True, blank=True)
    has_draft = models.BooleanField("有草稿", default=False)
    times_returned = models.PositiveSmallIntegerField("退回次数", default=0)
    times_chased = models.PositiveSmallIntegerField("催办次数", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "应报"
        ordering = ["period", "work", "order"]
        indexes = [
            models.Index(fields=["period", "unit", "duty"], name="obligation_of_unit"),
        ]
        constraints = [
            known("duty", Duty),
            models.UniqueConstraint(
                fields=["line", "unit"], name="obligation_once_a_line"
            ),
        ]

    def __str__(self):
        return f"{self.unit_name} {self.work} {self.period}"

    @property
    def is_silent(self) -> bool:
        return self.owes and self.came_on is None


class YearVersion(models.Model):
    """How often what the pages of a year show has changed. Moved by the last statement of every
    verb that refreshes lines; pages carry it as their ETag."""

    year = models.PositiveIntegerField("年度", unique=True)
    version = models.PositiveBigIntegerField("版本", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "年度版本"
        ordering = ["year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(year__gte=2000, year__lte=2100), name="version_year_sane"
            ),
        ]

    def __str__(self):
        return f"{self.year}年第 {self.version} 版"
