"""What people type: the document, the plan's head, a row."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from assignments.choices import Level, TaskKind, UnitKind
from assignments.fields.day_input import AsksAboutDays, DayInput
from assignments.fields.text_field import LineField, TextField
from assignments.intake.verbs import MOST_BYTES
from assignments.models import ImportBatch, Period, Plan, Unit
from assignments.rules.days import too_early, too_late
from assignments.rules.sizes import size_words, too_big

ACCEPT = ".docx,.xlsx,.xls,.csv,.html,.htm,.txt"


class UploadForm(forms.Form):
    """A file or a pasted text: a plan, for the office also progress for an open period; for a
    reporter (`is_own`) progress of their own unit alone."""

    period = forms.ModelChoiceField(
        Period.objects.none(),
        label="导入什么",
        required=False,
        empty_label="任务分工（年度方案）",
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label="填报单位",
        required=False,
        empty_label="按表中“单位”一列，没有的记在牵头单位名下",
        help_text="导入一个单位报来的完成情况、表中又没有“单位”一列时，在这里选它。",
    )
    file = forms.FileField(
        label="文件",
        required=False,
        allow_empty_file=True,
        help_text="Word（.docx）、Excel（.xlsx、.xls）、CSV、网页（.html）或文本（.txt），"
        f"不超过 {size_words(MOST_BYTES)}。",
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPT}),
    )
    text = TextField(
        label="或者粘贴内容",
        required=False,
        strip=False,
        help_text="从网页或文档里复制的通知全文、表格都可以。",
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    year = forms.IntegerField(
        label="年度",
        required=False,
        min_value=2000,
        max_value=2100,
        help_text="不填则按文件里写的年度。",
    )
    level = forms.ChoiceField(label="层级", choices=Level, initial=Level.LOCAL)

    def __init__(self, *args, may_report: bool, is_own: bool, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["period"]
        if is_own:
            del self.fields["unit"], self.fields["year"], self.fields["level"]
            field.label, field.required, field.empty_label = "报送期", True, None
            field.queryset = Period.objects.open().order_by("-year", "-index")
            return
        if may_report:
            field.queryset = Period.objects.open().order_by("-year", "-index")
            field.label_from_instance = lambda period: f"完成情况：{period}"
            self.fields["unit"].queryset = Unit.objects.active().exclude(
                kind=UnitKind.GROUP
            )
        if not may_report or not field.queryset.exists():
            del self.fields["period"], self.fields["unit"]

    def clean(self):
        cleaned = super().clean()
        file, text = cleaned.get("file"), (cleaned.get("text") or "").strip()
        if file and text:
            raise ValidationError("文件和粘贴内容只能选一种，请去掉其中一个。")
        if not file and not text:
            raise ValidationError("请选择文件，或粘贴通知内容。")
        if file and file.size > MOST_BYTES:
            raise ValidationError(too_big(file.name, file.size, MOST_BYTES))
        if cleaned.get("unit") and not cleaned.get("period"):
            self.add_error(
                "unit", "只有导入完成情况时才选填报单位；导入任务分工请留空。"
            )
        return cleaned

    def document(self) -> tuple[bytes, str]:
        """The bytes, and the name that tells the readers what they are."""
        file = self.cleaned_data["file"]
        if file:
            return file.read(), file.name
        return self.cleaned_data["text"].encode(), "粘贴的内容.txt"

    def chosen(self) -> dict:
        """What the document is about, for the verb."""
        cleaned = self.cleaned_data
        about = {"period": cleaned.get("period"), "unit": cleaned.get("unit")}
        return {
            "year": cleaned.get("year") or 0,
            "level": cleaned.get("level", Level.LOCAL),
            **about,
        }


class PlanForm(AsksAboutDays):
    """Which plan the document goes into: a stored one, or a new one with this head."""

    id = forms.ModelChoiceField(
        Plan.objects.none(),
        label="导入到",
        required=False,
        empty_label="新建年度方案（用下面的信息）",
    )
    title = LineField(label="标题", max_length=200)
    document_number = LineField(label="文号", max_length=60, required=False)
    issued_by = LineField(label="发文单位", max_length=100, required=False)
    issued_on = forms.DateField(label="发文日期", required=False, widget=DayInput())

    def __init__(self, *args, year: int, level: str, as_of: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.year, self.level, self.as_of = year, level, as_of
        self.fields["id"].queryset = Plan.objects.of_year(year)

    @classmethod
    def of(cls, batch: ImportBatch, as_of: date, data=None) -> "PlanForm":
        """The form of a batch, filled with its head as read or mended so far."""
        head = batch.answers["plan"]
        return cls(
            data, initial=head, year=batch.year, level=head["level"], as_of=as_of
        )

    def odd_days(self, cleaned: dict) -> dict[str, str]:
        """A plan is issued in its year, or at the end of the year before."""
        day = cleaned.get("issued_on")
        if not day:
            return {}
        last = min(self.as_of, date(self.year, 12, 31))
        last_is = "今天" if last == self.as_of else "方案年度的最后一天"
        early = too_early(day, date(self.year - 1, 1, 1), "方案上一年的第一天")
        return {"issued_on": early or too_late(day, last, last_is)}

    def answer(self) -> dict:
        """As the batch keeps it."""
        cleaned = self.cleaned_data
        chosen = cleaned["id"]
        return {
            "id": chosen.id if chosen else None,
            "level": chosen.level if chosen else self.level,
            "title": cleaned["title"],
            "document_number": cleaned["document_number"],
            "issued_by": cleaned["issued_by"],
            "issued_on": cleaned["issued_on"].isoformat()
            if cleaned["issued_on"]
            else None,
        }


def lines(text: str) -> list[str]:
    """Names, one a line; a name is never cut, because names hold commas and brackets."""
    return [line.strip() for line in text.splitlines() if line.strip()]


class RowForm(forms.Form):
    """One row of the document, as it will be imported."""

    kind = forms.ChoiceField(label="类别", choices=TaskKind)
    number = forms.IntegerField(label="序号", min_value=1, max_value=99999)
    text = TextField(label="内容", widget=forms.Textarea(attrs={"rows": 5}))
    theme = LineField(label="所属板块", max_length=100, required=False)
    leader_name = LineField(label="牵头领导", max_length=30, required=False)
    leader_title = LineField(label="职务", max_length=40, required=False)
    lead = TextField(
        label="牵头单位",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="一行一个。",
    )
    cooperating = TextField(
        label="配合单位",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="一行一个。",
    )
    remark = LineField(label="备注", max_length=200, required=False)

    @classmethod
    def initial_of(cls, row: dict) -> dict:
        leader = row.get("leader") or {}
        plain = {
            name: row.get(name) or ""
            for name in ("kind", "number", "text", "theme", "remark")
        }
        return {
            **plain,
            "leader_name": leader.get("name", ""),
            "leader_title": leader.get("title") or "",
            "lead": "\n".join(row["lead"]),
            "cooperating": "\n".join(row["cooperating"]),
        }

    def values(self, row: dict) -> dict:
        """What differs from the row as it is now, in the shape of a reading."""
        cleaned = self.cleaned_data
        name = cleaned["leader_name"].strip()
        wanted = {
            name: cleaned[name]
            for name in ("kind", "number", "text", "theme", "remark")
        }
        wanted["leader"] = (
            {"name": name, "title": cleaned["leader_title"].strip()} if name else None
        )
        wanted["lead"], wanted["cooperating"] = (
            lines(cleaned["lead"]),
            lines(cleaned["cooperating"]),
        )
        row_before = {
            **row,
            "theme": row.get("theme") or "",
            "remark": row.get("remark") or "",
        }
        row_before["leader"] = (
            {**row["leader"], "title": row["leader"].get("title") or ""}
            if row.get("leader")
            else None
        )
        return {
            name: value for name, value in wanted.items() if value != row_before[name]
        }
