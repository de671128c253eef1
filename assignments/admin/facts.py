"""What belongs to the rooms, shown and never edited: each screen says where it is done instead."""

from django.apps import apps
from django.contrib import admin

from assignments.admin.base import RecordScreen, ShownScreen
from assignments.models import (
    Assessment,
    Attachment,
    Bulletin,
    Directive,
    DirectiveUnit,
    Extension,
    ImportBatch,
    ImportChange,
    ImportRow,
    ProgressReport,
    Reading,
    Reminder,
    ReminderWork,
    Reply,
    SlowTarget,
    WorkPhoto,
)
from assignments.rules.aims import plain

REPORTED = (
    "填报由单位报送、督查室审核，不能在后台改写。"
    "单位请在“我的填报”、督查室请在“督查工作台”办理。"
)
ASSESSED = "评定由督查室在“督查工作台”作出；报送期关闭后不再变动。后台只供查阅。"
INSTRUCTED = "批示和回复由领导、督查室和单位在“批示”中办理，后台只供查阅。"
CHASED = "催办和延期由督查室和单位在各自工作台办理，后台只供查阅。"
ISSUED = "通报在“通报”中拟稿、印发和撤回；印发后的内容和文件不再变动。后台只供查阅。"
PICTURED = "照片由督查室在工作的页面上传、更换和公开，后台只供查阅。"
IMPORTED = "导入在“导入”中预览、确认和撤销；批次记录每一处改动，后台只供查阅。"


@admin.register(ProgressReport)
class ProgressReportScreen(ShownScreen):
    why_read_only = REPORTED
    list_display = [
        "work",
        "unit",
        "period",
        "state",
        "submitted_at",
        "reviewed_at",
        "logged_by_office",
    ]
    list_select_related = ["work", "unit", "period"]
    list_filter = ["state", "period", "logged_by_office", "work__kind"]
    search_fields = ["work__title", "unit__name", "unit__initials", "progress"]


@admin.register(Reading)
class ReadingScreen(ShownScreen):
    why_read_only = REPORTED
    list_display = ["target", "reads", "unit", "period"]
    list_select_related = ["target", "report__unit", "report__period"]
    list_filter = ["report__state", "report__period"]
    search_fields = ["target__text", "report__work__title", "report__unit__name"]

    @admin.display(description="完成数", ordering="value")
    def reads(self, reading: Reading) -> str:
        return (
            plain(reading.value)
            if reading.value is not None
            else str(reading.reached_on or "")
        )

    @admin.display(description="填报单位", ordering="report__unit")
    def unit(self, reading: Reading) -> str:
        return str(reading.report.unit)

    @admin.display(description="报送期", ordering="report__period")
    def period(self, reading: Reading) -> str:
        return str(reading.report.period)

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .select_related("report__work", "report__unit", "report__period")
        )


@admin.register(Attachment)
class AttachmentScreen(ShownScreen):
    """Without the files: they leave only through the view that asks who may see the report."""

    why_read_only = REPORTED
    list_display = ["name", "content_type", "size", "uploaded_by", "uploaded_at"]
    list_select_related = ["uploaded_by"]
    list_filter = ["content_type", "uploaded_at"]
    search_fields = ["name", "sha256", "report__work__title"]
    exclude = ["file", "thumbnail"]


@admin.register(Assessment)
class AssessmentScreen(ShownScreen):
    why_read_only = ASSESSED
    list_display = [
        "work",
        "period",
        "standing",
        "hint",
        "method",
        "carried",
        "assessed_at",
        "assessed_by",
    ]
    list_select_related = ["work", "period", "assessed_by"]
    list_filter = ["standing", "period", "carried", "method", "work__kind"]
    search_fields = ["work__title", "comment", "approval_number"]


@admin.register(SlowTarget)
class SlowTargetScreen(ShownScreen):
    why_read_only = ASSESSED
    list_display = ["target", "assessment"]
    list_select_related = ["target", "assessment__work", "assessment__period"]
    list_filter = ["assessment__period"]
    search_fields = ["target__text", "assessment__work__title"]


@admin.register(Directive)
class DirectiveScreen(ShownScreen):
    why_read_only = INSTRUCTED
    list_display = ["text", "leader", "kind", "work", "issued_on", "due_on", "state"]
    list_select_related = ["leader", "work"]
    list_filter = ["state", "kind", "leader", "issued_on"]
    search_fields = ["text", "work__title", "signed_as"]


@admin.register(DirectiveUnit)
class DirectiveUnitScreen(ShownScreen):
    why_read_only = INSTRUCTED
    list_display = ["unit", "directive", "read_at"]
    list_select_related = ["unit", "directive"]
    list_filter = [("read_at", admin.EmptyFieldListFilter)]
    search_fields = ["unit__name", "directive__text"]


@admin.register(Reply)
class ReplyScreen(ShownScreen):
    why_read_only = INSTRUCTED
    list_display = ["unit", "text", "directive", "by", "at"]
    list_select_related = ["unit", "directive", "by"]
    list_filter = ["at"]
    search_fields = ["text", "unit__name", "directive__text"]


@admin.register(Reminder)
class ReminderScreen(ShownScreen):
    why_read_only = CHASED
    list_display = ["unit", "period", "sent_on", "sent_by", "read_at"]
    list_select_related = ["unit", "period", "sent_by"]
    list_filter = ["period", "sent_on"]
    search_fields = ["unit__name", "text"]


@admin.register(ReminderWork)
class ReminderWorkScreen(RecordScreen):
    why_read_only = CHASED
    list_display = ["work", "reminder"]
    list_select_related = ["work", "reminder__unit", "reminder__period"]
    list_filter = ["reminder__period"]
    search_fields = ["work__title", "reminder__unit__name"]


@admin.register(Extension)
class ExtensionScreen(ShownScreen):
    why_read_only = CHASED
    list_display = ["work", "unit", "period", "until", "state", "asked_by"]
    list_select_related = ["work", "unit", "period", "asked_by"]
    list_filter = ["state", "period"]
    search_fields = ["work__title", "unit__name", "reason"]


@admin.register(Bulletin)
class BulletinScreen(ShownScreen):
    why_read_only = ISSUED
    list_display = ["number", "title", "period", "state", "issued_on", "issued_by"]
    list_display_links = ["number", "title"]
    list_select_related = ["period", "issued_by"]
    list_filter = ["state", "period__year"]
    search_fields = ["number", "title"]


@admin.register(ImportBatch)
class ImportBatchScreen(ShownScreen):
    why_read_only = IMPORTED
    list_display = [
        "filename",
        "kind",
        "year",
        "state",
        "by",
        "created_at",
        "confirmed_at",
    ]
    list_select_related = ["by"]
    list_filter = ["state", "kind", "year"]
    search_fields = ["filename", "sha256"]
    exclude = ["reading", "answers", "based_on"]

    def get_queryset(self, request):
        """Without the file and the reading, which weigh megabytes and are not shown."""
        return super().get_queryset(request).defer("file", "reading", "based_on")


@admin.register(WorkPhoto)
class WorkPhotoScreen(ShownScreen):
    """Without the pictures: they leave only through the view that asks who may see them."""

    why_read_only = PICTURED
    list_display = ["caption", "work", "taken_on", "is_public"]
    list_select_related = ["work"]
    list_filter = ["is_public", "work__kind"]
    search_fields = ["caption", "work__title"]
    exclude = ["picture", "thumbnail"]


@admin.register(ImportRow)
class ImportRowScreen(RecordScreen):
    why_read_only = IMPORTED
    list_display = ["batch", "index", "text"]
    list_display_links = ["index", "text"]
    fields = ["batch", "index", "text"]
    list_select_related = ["batch"]
    list_filter = ["batch__kind", "batch__state"]
    search_fields = ["batch__filename"]

    @admin.display(description="正文", ordering="content__text")
    def text(self, row: ImportRow) -> str:
        return str(row.content.get("text", ""))

    def get_queryset(self, request):
        """Without the file and the reading of the batch, which weigh megabytes and are not
        shown."""
        return (
            super()
            .get_queryset(request)
            .defer("batch__file", "batch__reading", "batch__based_on")
        )


@admin.register(ImportChange)
class ImportChangeScreen(RecordScreen):
    why_read_only = IMPORTED
    list_display = ["batch", "order", "action", "kind", "label"]
    list_display_links = ["order", "label"]
    fields = ["batch", "order", "action", "kind", "key", "label", "before", "after"]
    list_select_related = ["batch"]
    list_filter = ["action", "batch__kind"]
    search_fields = ["label", "model", "batch__filename"]

    @admin.display(description="对象", ordering="model")
    def kind(self, change: ImportChange) -> str:
        """The model as people call it; a name that no model has any more is shown as it is."""
        name = change.model.rpartition(".")[2].lower()
        return next(
            (
                str(m._meta.verbose_name)
                for m in apps.get_models()
                if m._meta.model_name == name
            ),
            name,
        )
