"""Forms that keep the spellings of units and of leaders apart, and say beside the box what stands
in the way."""

from typing import Any

from django.core.exceptions import ValidationError

from assignments.admin.base import LedgerForm, NamedFields
from assignments.ledger import spellings
from assignments.models import LeaderAlias, UnitAlias


class SpelledForm(LedgerForm):
    """A form of a record that has names. They are kept without signs that nobody sees."""

    spelled: tuple[str, ...] = ("name",)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for field in set(self.spelled) & set(self.changed_data) & set(cleaned):
            if error := self.mend(field, cleaned):
                self.add_error(field, error)
        return cleaned

    def mend(self, field: str, cleaned: dict[str, Any]) -> str:
        record = self.instance
        setattr(record, field, cleaned[field])
        self.take_spellings(record, cleaned)
        error = spellings.space_of(record).mend(record, field)
        cleaned[field] = getattr(record, field)
        return error

    def take_spellings(self, record, cleaned: dict[str, Any]) -> None:
        """Whose name it is, where the form says so."""


class AliasForm(SpelledForm):
    owner = ""

    def take_spellings(self, record, cleaned: dict[str, Any]) -> None:
        if cleaned.get(self.owner):
            setattr(record, self.owner, cleaned[self.owner])


class UnitAliasForm(AliasForm):
    owner = "unit"

    class Meta:
        model = UnitAlias
        fields = ["unit", "name"]


class LeaderAliasForm(AliasForm):
    owner = "leader"

    class Meta:
        model = LeaderAlias
        fields = ["leader", "name"]


class AliasFields(NamedFields):
    """The aliases of one record: none twice, however it is written."""

    def clean(self) -> None:
        super().clean()
        seen: dict[str, str] = {}
        for form in self.forms:
            name = getattr(form, "cleaned_data", {}).get("name")
            if not name or form.cleaned_data.get("DELETE"):
                continue
            key = spellings.space_of(form.instance).keyed(name)
            if key in seen:
                form.add_error("name", f"“{name}”与“{seen[key]}”是同一写法，只留一个。")
                raise ValidationError("别名有重复，请改去一个。")
            seen[key] = name
