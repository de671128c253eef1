"""How pages look to the person who asks."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assignments.boards.verbs import keep_preferences
from assignments.choices import Theme
from assignments.ledger import access


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


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: access.Request) -> HttpResponse:
    """How pages look to the person who asks."""
    user = request.user
    given = {"theme": user.theme, "large_type": user.large_type}
    form = PreferencesForm(request.POST or None, initial=given)
    if request.method == "POST" and form.is_valid():
        keep_preferences(by=user, **form.cleaned_data)
        messages.success(request, "界面设置已保存。")
        return redirect("boards:preferences")
    return render(request, "boards/preferences.html", {"form": form})
