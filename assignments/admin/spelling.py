"""Forms that keep the spellings of units and leaders apart."""

from assignments.admin.base import LedgerForm
from assignments.models import LeaderAlias, UnitAlias
from assignments.rules.names import leader_key, unit_key


class UnitAliasForm(LedgerForm):
    class Meta:
        model = UnitAlias
        fields = ["unit", "name"]

    def clean_name(self) -> str:
        """One spelling never means two units, however it is written."""
        name = self.cleaned_data["name"].strip()
        taken = UnitAlias.objects.filter(key=unit_key(name)).exclude(pk=self.instance.pk).first()
        if taken:
            self.add_error("name", f"“{name}”已是“{taken.unit}”的别名（{taken.name}）。")
        return name


class LeaderAliasForm(LedgerForm):
    class Meta:
        model = LeaderAlias
        fields = ["leader", "name"]

    def clean_name(self) -> str:
        """One spelling never means two leaders."""
        name = self.cleaned_data["name"].strip()
        taken = (
            LeaderAlias.objects.filter(key=leader_key(name)).exclude(pk=self.instance.pk).first()
        )
        if taken:
            self.add_error("name", f"“{name}”已是“{taken.leader}”的别名（{taken.name}）。")
        return name
