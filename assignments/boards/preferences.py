"""Forms of the reading side."""

from django import forms

from assignments.choices import Theme


class PreferencesForm(forms.Form):
    """How pages look to one person."""

    theme = forms.ChoiceField(
        label="颜色",
        choices=Theme.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "请选择颜色。",
            "invalid_choice": "没有“%(value)s”这种颜色，请从三项中选择。",
        },
    )
    large_type = forms.BooleanField(
        label="大字显示", required=False, help_text="全部文字放大约四分之一。"
    )
