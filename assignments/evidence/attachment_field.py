"""The form field that takes files of evidence, for the forms of several rooms."""

from typing import Any

from django import forms

from assignments.evidence.attachments import KINDS, LARGEST, MOST, Evidence, inspected
from assignments.rules.sizes import size_words

ACCEPTED = ".pdf,.ofd,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.wps,.et,.dps,.jpg,.jpeg,.png"
HELP = f"{KINDS}，每个不超过 {size_words(LARGEST)}，最多 {MOST} 个。"


class FilesField(forms.FileField):
    """Several files, each looked at; cleans to a list of Evidence, empty where none came."""

    def __init__(self, **kwargs: Any) -> None:
        box = forms.ClearableFileInput(attrs={"accept": ACCEPTED})
        box.allow_multiple_selected = True
        box.attrs["multiple"] = True
        super().__init__(widget=box, required=False, help_text=HELP, **kwargs)

    def clean(self, data, initial=None) -> list[Evidence]:
        uploads = data or []
        if len(uploads) > MOST:
            raise forms.ValidationError(
                f"一次最多 {MOST} 个文件，选了 {len(uploads)} 个。请重新选择文件。"
            )
        files, wrong = [], []
        for upload in uploads:
            try:
                files.append(inspected(upload))
            except forms.ValidationError as refusal:
                wrong += refusal.messages
        if wrong:
            raise forms.ValidationError([*wrong, "请重新选择文件。"])
        return list({file.sha256: file for file in files}.values())
