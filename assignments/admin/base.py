"""What every screen shares: the gate, the one writer, the version that two editors are held apart
by, the history."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.forms import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from simple_history.admin import SimpleHistoryAdmin
from simple_history.template_utils import HistoricalRecordContextHelper

from assignments.fields.text_field import LineField
from assignments.ledger import access, writing
from assignments.models import Period, User
from assignments.models.base import Versioned
from assignments.models.periods import ClosedPeriod
from assignments.rules.aims import plain
from assignments.rules.figures import Unreadable, number_alone

REASON = "后台修改"
DEMO_MARKS = {"is_demo", "is_demo_in_words"}


class LedgerForm(forms.ModelForm):
    """A form that knows which version it was made from, so that nobody's change is overwritten
    unseen."""

    seen_version = forms.IntegerField(
        label="版本", required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.is_numbered:
            self.fields["seen_version"].initial = self.instance.version

    @property
    def is_numbered(self) -> bool:
        return isinstance(self.instance, Versioned) and bool(self.instance.pk)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        seen = cleaned.get("seen_version")
        if self.is_numbered and seen is not None:
            rows = type(self.instance)._base_manager.filter(pk=self.instance.pk)
            if not rows.filter(version=seen).exists():
                raise ValidationError(
                    "这条记录刚被他人修改，没有保存。您填的内容仍在本页；"
                    "请另开一页核对最新内容，再决定怎样修改。"
                )
        return cleaned


class PlainDecimalField(forms.DecimalField):
    """A number as people write it: 35 and not 35.0000."""

    def prepare_value(self, value):
        return plain(value) if isinstance(value, Decimal) else value

    def to_python(self, value):
        """The same strictness as on the pages of the units; a measure has no place here."""
        if isinstance(value, Decimal) or value in self.empty_values:
            return super().to_python(value)
        try:
            return number_alone(str(value))
        except Unreadable as refusal:
            raise ValidationError(str(refusal)) from None


class WorkedHistory(HistoricalRecordContextHelper):
    """History values in the words of the screens: 督查室 instead of office."""

    def prepare_delta_change_value(self, change, value):
        field = self.model._meta.get_field(change.field)
        if isinstance(field, models.BooleanField):
            return "是" if value else "否"
        if value in (None, "") or getattr(value, "pk", value) is None:
            return "（空）"
        if isinstance(value, datetime):
            return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
        if isinstance(value, Decimal):
            return plain(value)
        if field.choices:
            return dict(field.flatchoices).get(value, value)
        return super().prepare_delta_change_value(change, value)


def yes_or_no(field: models.Field):
    """A display of a yes-or-no field in words: Django's icon is read out as "True"."""

    def shown(record) -> str:
        return "是" if getattr(record, field.name) else "否"

    shown.short_description = field.verbose_name  # type: ignore[attr-defined]
    shown.admin_order_field = field.name  # type: ignore[attr-defined]
    shown.__name__ = f"{field.name}_in_words"
    return shown


def with_words(model: type[models.Model], names) -> list:
    """The names, those of yes-or-no fields replaced by their display in words."""
    flags = {
        field.name: field
        for field in model._meta.fields
        if isinstance(field, models.BooleanField)
    }
    return [yes_or_no(flags[name]) if name in flags else name for name in names]


def without_demo(names) -> list:
    """The names of fields and displays; the mark of demonstration data only where there may be
    any."""
    if is_shown_demo():
        return list(names)
    return [name for name in names if getattr(name, "__name__", name) not in DEMO_MARKS]


def is_shown_demo() -> bool:
    """Where DEMO is off there may still be some that was loaded before."""
    return (
        settings.DEMO
        or Period.objects.filter(is_demo=True).exists()
        or User.objects.filter(is_demo=True).exists()
    )


class ManagedScreen:
    """The gate, for screens and their inlines alike: `ledger.access` and nothing else decides."""

    formfield_overrides = {
        models.CharField: {"form_class": LineField},
        models.DecimalField: {"form_class": PlainDecimalField},
    }

    def has_module_permission(self, request: HttpRequest) -> bool:
        return access.can_manage(request.user)

    def has_view_permission(self, request: HttpRequest, obj=None) -> bool:
        return access.can_manage(request.user)

    def has_add_permission(self, request: HttpRequest, obj=None) -> bool:
        return access.can_manage(request.user)

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return access.can_manage(request.user)

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return access.can_manage(request.user)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Fetch the choices of a plain select once for all forms of a formset, not once for
        each."""
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]
        if field is not None and db_field.name not in self.autocomplete_fields:  # type: ignore[attr-defined]
            field.choices = list(field.choices)
        return field


class NamedFields(BaseInlineFormSet):
    """Rows whose fields carry their names: in a table of rows Django writes them into the heading
    alone."""

    def add_fields(self, form, index) -> None:
        super().add_fields(form, index)
        for field in filter(lambda field: field.label, form.fields.values()):
            widget = getattr(field.widget, "widget", field.widget)
            widget.attrs.setdefault("aria-label", field.label)


class InlineRows(ManagedScreen, admin.TabularInline):
    """Rows of a parent's screen, written by the parent's `save_formset`."""

    formset = NamedFields
    extra = 0
    named_by: tuple[str, ...] = ()  # the relations that a row's name is made of

    def get_queryset(self, request):
        return super().get_queryset(request).select_related(*self.named_by)


class Screen(ManagedScreen, SimpleHistoryAdmin):
    """A screen whose writes go through the ledger."""

    form = LedgerForm
    list_per_page = 50
    why_read_only = ""
    instead_of_deleting = ""
    object_history_list_template = "admin/_history_list.html"

    def get_urls(self):
        """Without simple_history's form of an old state: it writes back past the checks of
        today."""
        return [
            url
            for url in super().get_urls()
            if not (url.name or "").endswith("_simple_history")
        ]

    def get_fields(self, request, obj=None):
        return [
            name for name in super().get_fields(request, obj) if name != "seen_version"
        ]

    def get_list_display(self, request):
        names = without_demo(super().get_list_display(request))
        return with_words(self.model, names)

    def get_list_filter(self, request):
        return without_demo(super().get_list_filter(request))

    def get_fieldsets(self, request, obj=None):
        return [
            (title, {**options, "fields": without_demo(options["fields"])})
            for title, options in super().get_fieldsets(request, obj)
        ]

    def revert_disabled(self, request, obj=None) -> bool:
        return True

    def get_historical_record_context_helper(self, request, historical_record):
        return WorkedHistory(self.model, historical_record)

    def save_model(self, request, obj, form, change) -> None:
        if change and not form.changed_data:
            return
        seen = form.cleaned_data.get("seen_version")
        writing.save(obj, by=request.user, reason=REASON, expected_version=seen)

    def delete_model(self, request, obj) -> None:
        writing.delete(obj, by=request.user, reason="后台删除")

    def delete_queryset(self, request, queryset) -> None:
        """All that was ticked, or nothing where the ledger refuses one."""
        with transaction.atomic():
            for obj in queryset:
                self.delete_model(request, obj)

    def save_formset(self, request, form, formset, change) -> None:
        formset.save(commit=False)
        for obj in formset.deleted_objects:
            self.delete_model(request, obj)
        for obj in [
            *(changed for changed, _ in formset.changed_objects),
            *formset.new_objects,
        ]:
            writing.save(obj, by=request.user, reason=REASON)

    def save_related(self, request, form, formsets, change) -> None:
        """Rows are part of their record: whoever changes one moves the record's version on, so that
        somebody else who has the same screen open is told."""
        rows_alone = (
            change
            and not form.changed_data
            and any(rows.has_changed() for rows in formsets)
        )
        if rows_alone and isinstance(form.instance, Versioned):
            writing.claim_version(form.instance, form.cleaned_data.get("seen_version"))
        for field in form.instance._meta.many_to_many:
            if field.name in form.cleaned_data:
                members = form.cleaned_data[field.name]
                writing.set_members(
                    form.instance, field.name, members, by=request.user, reason=REASON
                )
        for formset in formsets:
            self.save_formset(request, form, formset, change=change)

    def changeform_view(
        self, request, object_id=None, form_url="", extra_context=None
    ) -> HttpResponse:
        context = {"why_read_only": self.why_read_only, **(extra_context or {})}
        return self.refusing(
            request,
            lambda: super(Screen, self).changeform_view(
                request, object_id, form_url, context
            ),
        )

    def delete_view(self, request, object_id, extra_context=None) -> HttpResponse:
        """Where the ledger refuses already to look at what would go along, back to the record."""
        context = {
            "instead_of_deleting": self.instead_of_deleting,
            **(extra_context or {}),
        }
        record = reverse(
            f"admin:{self.opts.app_label}_{self.opts.model_name}_change",
            args=[object_id],
            current_app=self.admin_site.name,
        )
        return self.refusing(
            request,
            lambda: super(Screen, self).delete_view(request, object_id, context),
            back=record,
        )

    def changelist_view(self, request, extra_context=None) -> HttpResponse:
        context = {"why_read_only": self.why_read_only, **(extra_context or {})}
        return self.refusing(
            request, lambda: super(Screen, self).changelist_view(request, context)
        )

    def refusing(self, request: HttpRequest, view, back: str = "") -> HttpResponse:
        """Say on the page what the ledger refused after the form itself had found nothing wrong: a
        race with another editor, a period closed meanwhile, a rule that only the database holds."""
        try:
            return view()
        except ValidationError as error:
            sentences = error.messages
        except (writing.StaleVersion, ClosedPeriod) as error:
            sentences = [str(error)]
        except models.ProtectedError:
            sentences = ["还有内容引用这条记录，不能删除。"]
        for line in sentences:
            messages.error(request, line)
        return HttpResponseRedirect(back or request.get_full_path())


class ShownScreen(Screen):
    """A screen that only shows: its records are made and changed by a room's verbs, which check who
    may do so, in which state and in which period."""

    actions = None
    actions_on_bottom = (
        True  # without any bar Django writes an inline style, which the CSP refuses
    )

    def get_fields(self, request, obj=None):
        return with_words(self.model, super().get_fields(request, obj))

    def has_add_permission(self, request, obj=None) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


class RecordScreen(ShownScreen):
    """A record of what happened: it never changes, so it has no history of its own."""

    object_history_template = "admin/object_history.html"

    def history_view(self, request, object_id, extra_context=None):
        return admin.ModelAdmin.history_view(self, request, object_id, extra_context)
