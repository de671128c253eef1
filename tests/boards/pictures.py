"""Putting a picture to a project, as the tests of three addresses do it."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def picture(name="站台.jpg", size=(2000, 1500), exif=None):
    """A JPEG full of noise, the heaviest there is for its size."""
    stream = io.BytesIO()
    Image.effect_noise(size, 90).save(
        stream, "JPEG", quality=95, exif=exif or Image.Exif()
    )
    return SimpleUploadedFile(name, stream.getvalue(), content_type="image/jpeg")


def put(client, url, **more):
    return client.post(
        url, {"action": "keep", "caption": "新建的公交站台", "version": 0} | more
    )
