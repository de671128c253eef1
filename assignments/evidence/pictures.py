"""Pictures made small: turned upright, without what the camera wrote into them (place, time,
owner).

A picture is opened once, as JPEG or PNG only, and leaves as a fresh JPEG: what else may be
hidden in the file does not come along.
"""

import io

from django.core.exceptions import ValidationError
from PIL import Image, ImageOps

MOST_PIXELS = {"JPEG": 120_000_000, "PNG": 40_000_000}
"""A JPEG is made small while it is read; a PNG stands in memory whole, with four bytes a pixel."""
MOST_PROGRESSIVE = 24_000_000
"""A JPEG that comes in layers stands in memory whole, with seven bytes a pixel; cameras write none.
"""
QUALITIES = (80, 65, 50, 35)


def small_jpeg(
    content: bytes, name: str, size: tuple[int, int], most_bytes: int = 0
) -> bytes:
    """The picture as a JPEG that fits into `size` pixels, as good as `most_bytes` allows (0: any).
    Raises ValidationError, in words for the person, where it is no whole picture."""
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as picture:
            if picture.width * picture.height > most_pixels(picture):
                raise Image.DecompressionBombError
            picture.draft("RGB", size)
            ImageOps.exif_transpose(picture, in_place=True)
            picture.thumbnail(size)
            return written(on_white(picture), most_bytes)
    except Image.DecompressionBombError:
        raise ValidationError(f"“{name}”的尺寸太大，请缩小后上传。") from None
    except (
        Exception
    ):  # whatever a damaged picture makes of the library, which has no list of it
        raise ValidationError(f"“{name}”不是完整的图片，请重新导出后上传。") from None


def most_pixels(picture: Image.Image) -> int:
    layered = picture.info.get("progressive") or picture.info.get("progression")
    return MOST_PROGRESSIVE if layered else MOST_PIXELS[picture.format or "PNG"]


def on_white(picture: Image.Image) -> Image.Image:
    """A see-through picture stands on white, as on paper."""
    if picture.mode not in ("RGBA", "LA", "P"):
        return picture.convert("RGB")
    seen = picture.convert("RGBA")
    paper = Image.new("RGB", seen.size, "white")
    paper.paste(seen, mask=seen.getchannel("A"))
    return paper


def written(picture: Image.Image, most_bytes: int) -> bytes:
    """The best of the qualities that fits into `most_bytes`, else the smallest."""
    jpeg = b""
    for quality in QUALITIES:
        stream = io.BytesIO()
        picture.save(stream, "JPEG", quality=quality, optimize=True)
        jpeg = stream.getvalue()
        if not most_bytes or len(jpeg) <= most_bytes:
            break
    return jpeg
