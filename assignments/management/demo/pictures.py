"""Pictures of the livelihood projects for the demo: drawn here, flat and simple, and marked
演示图片 in the picture.

Nothing is loaded: no photo of anybody's, no font that a machine may lack. A scene is a handful of
shapes on a field of 96 × 72; the four characters of the mark are strokes on fields of 24 × 24.
"""

import io
from collections.abc import Sequence

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from assignments.boards.photo import PICTURE, PICTURE_BYTES, THUMBNAIL, THUMBNAIL_BYTES
from assignments.boards.photo_verbs import Sizes, keep_photo
from assignments.choices import ReportState
from assignments.evidence.attachments import as_attachment, inspected
from assignments.evidence.pictures import small_jpeg
from assignments.ledger.writing import save
from assignments.management.demo import story
from assignments.management.demo.cast import LIVELIHOOD_FROM, Cast

FIELD = (96, 72)
SCALE = 8
"""Pixels to a unit of the field: 768 × 576, enough for the larger of the two kept sizes."""

MARK = (
    "2,4 5,6;1,10 4,12;2,21 6,15;15,2 16,4;9,8 9,"
    "5 22,5 21,8;11,9 20,9;10,12 21,12 21,18 10,18 10,12;"
    "10,15 21,15;15.5,9 15.5,18;13,19 9,22;18,19 22,22",
    "6,4 18,4;3,9 21,9;12,9 12,21 10,20;7,13 3,18;17,13 21,18",
    "3,3 21,3 21,21 3,21 3,3;10,5 6,10;9,7 16,7 12,12 6,15;"
    "9,9 13,12 18,15;11,15 13,16;9,18 13,19",
    "7,3 7,12 6,17 3,21;15,3 15,9;7,9 20,9;7,14 17,14 17,21",
)
"""演、示、图、片, stroke by stroke."""

SKY, GRASS, HILL, LEAF, WOOD, WALL, ROOF, GLASS, ROAD, RED, GOLD, WHITE, STEEL = (
    "#dcebf7", "#a9cf9c", "#86b8a0", "#4f9a63", "#8a6a4a", "#f4ead8", "#b5533c", "#8fbfdf",
    "#d9d2c4", "#cc4b3c", "#e6b04a", "#ffffff", "#5f7489",
)  # fmt: skip
BINS = (18, 34, 50, 66)
PROVEN = (3, 9)
"""The projects whose newest report comes with a picture."""

Shape = tuple[str, str, Sequence[float]]


def tree(x: float, foot: float) -> tuple[Shape, ...]:
    return (
        ("box", WOOD, (x - 0.8, foot - 7, x + 0.8, foot)),
        ("oval", LEAF, (x - 5, foot - 17, x + 5, foot - 5)),
    )


def windows(left: float, top: float, across: int, down: int) -> tuple[Shape, ...]:
    places = [
        (left + 5 * column, top + 6 * row)
        for row in range(down)
        for column in range(across)
    ]
    return tuple(("box", GLASS, (x, y, x + 3, y + 3.5)) for x, y in places)


def waves(x: float, y: float) -> tuple[Shape, ...]:
    return tuple(("arc", STEEL, (x - r, y - r, x + r, y + r, *ends)) for r in (6, 10, 14)
                 for ends in ((-45, 45), (135, 225)))  # fmt: skip


SCENES: dict[int, tuple[str, tuple[Shape, ...]]] = {
    1: ("接种门诊", (
        ("box", WALL, (26, 26, 70, 58)), ("box", ROOF, (24, 22, 72, 27)),
        ("oval", WHITE, (40, 29, 56, 45)),
        ("box", RED, (46.2, 31, 49.8, 43)), ("box", RED, (42, 35.2, 54, 38.8)),
        ("box", GLASS, (43, 47, 53, 58)),
        *windows(29, 32, 2, 3), *windows(59, 32, 2, 3), *tree(17, 59), *tree(80, 60))),
    2: ("通信基站", (
        ("poly", HILL, (0, 60, 30, 34, 62, 60)),
        ("poly", STEEL, (45, 62, 47.4, 18, 48.6, 18, 51, 62, 49, 62, 48, 26, 47, 62)),
        ("box", STEEL, (43, 26, 53, 28)), ("box", STEEL, (44, 36, 52, 37.5)), *waves(48, 20),
        ("oval", RED, (46.5, 18.5, 49.5, 21.5)), *tree(74, 62), *tree(84, 60))),
    3: ("绿道与便民体育公园", (
        ("poly", HILL, (0, 52, 24, 34, 54, 52)), ("poly", ROAD, (34, 72, 46, 50, 50, 50, 70, 72)),
        ("poly", RED, (40, 72, 47.4, 50, 48.4, 50, 52, 72)), *tree(20, 62), *tree(30, 56),
        *tree(68, 57),
        *tree(82, 64))),
    4: ("教室里的视力检查", (
        ("box", WALL, (0, 0, 96, 58)), ("box", WHITE, (34, 8, 62, 54)),
        ("box", STEEL, (44, 12, 52, 14)),
        ("box", STEEL, (44, 12, 46, 22)), ("box", STEEL, (44, 16, 50, 18)),
        ("box", STEEL, (44, 20, 52, 22)),
        ("box", STEEL, (42, 29, 46, 30)), ("box", STEEL, (50, 29, 54, 30)),
        ("box", STEEL, (43, 36, 46, 36.8)),
        ("box", STEEL, (50, 36, 53, 36.8)), ("ring", WOOD, (14, 58, 26, 70)),
        ("ring", WOOD, (30, 58, 42, 70)),
        ("box", WOOD, (26, 62.5, 30, 64)))),
    5: ("静园", (
        ("poly", HILL, (20, 58, 52, 30, 96, 58)), ("box", WALL, (32, 42, 64, 60)),
        ("poly", STEEL, (27, 43, 48, 32, 69, 43)),
        ("box", WOOD, (45, 48, 51, 60)), *tree(14, 62), *tree(24, 60), *tree(76, 61),
        *tree(86, 63))),
    6: ("托育园的积木", (
        ("box", WALL, (0, 0, 96, 54)), ("box", GLASS, (60, 10, 84, 32)),
        ("box", RED, (20, 46, 34, 60)),
        ("box", GOLD, (35, 46, 49, 60)), ("box", GLASS, (27, 31, 41, 45)),
        ("poly", LEAF, (27, 30, 34, 19, 41, 30)),
        ("oval", ROOF, (58, 46, 74, 62)), ("oval", WHITE, (62, 49, 66, 53)))),
    7: ("分类投放点", (
        ("box", ROOF, (10, 16, 86, 20)), ("box", WOOD, (12, 20, 14, 60)),
        ("box", WOOD, (82, 20, 84, 60)),
        *(("box", colour, (x, 38, x + 13, 60))
          for x, colour in zip(BINS, ("#3f7fbf", LEAF, RED, STEEL), strict=True)),
        *(("box", WHITE, (x + 4, 44, x + 9, 49)) for x in BINS),
        *(("box", "#40505f", (x - 1, 35, x + 14, 38)) for x in BINS))),
    8: ("健康公益保险", (
        ("slice", RED, (24, 14, 72, 62, 180, 360)), ("slice", GOLD, (36, 14, 60, 62, 180, 360)),
        ("box", WOOD, (47.3, 12, 48.7, 58)), ("arc", WOOD, (41, 52, 48.5, 62, 0, 180)),
        ("oval", LEAF, (18, 50, 30, 62)), ("oval", LEAF, (68, 50, 80, 62)))),
    9: ("新建住宅", (
        ("box", WALL, (16, 20, 38, 60)), ("box", "#ead9bd", (40, 12, 62, 60)),
        ("box", WALL, (64, 24, 82, 60)),
        ("box", ROOF, (15, 18, 39, 21)), ("box", ROOF, (39, 10, 63, 13)),
        ("box", ROOF, (63, 22, 83, 25)),
        *windows(19, 25, 4, 5), *windows(43, 17, 4, 6), *windows(67, 29, 3, 4), *tree(9, 62),
        *tree(89, 62))),
    10: ("儿童之家", (
        ("box", WALL, (28, 34, 62, 60)), ("poly", ROOF, (24, 35, 45, 18, 66, 35)),
        ("box", GOLD, (41, 44, 50, 60)),
        ("box", GLASS, (31, 40, 38, 47)), ("box", GLASS, (53, 40, 60, 47)),
        ("poly", RED, (76, 10, 82, 18, 76, 28, 70, 18)),
        ("poly", GOLD, (76, 10, 76, 28, 70, 18)), ("line", STEEL, (76, 28, 72, 40, 66, 50)),
        *tree(16, 62))),
    11: ("技能培训课堂", (
        ("box", WALL, (0, 0, 96, 56)), ("box", "#3d6b57", (18, 10, 78, 42)),
        ("ring", WHITE, (28, 16, 48, 36)),
        ("oval", WHITE, (35, 23, 41, 29)), ("line", WHITE, (56, 18, 72, 18)),
        ("line", WHITE, (56, 25, 70, 25)),
        ("line", WHITE, (56, 32, 66, 32)), ("box", WOOD, (14, 58, 38, 61)),
        ("box", WOOD, (58, 58, 82, 61)))),
    12: ("“阳光厨房”", (
        ("box", "#eef3f6", (0, 0, 96, 54)), ("box", GLASS, (8, 8, 88, 34)),
        ("box", WHITE, (47, 8, 49, 34)),
        ("box", STEEL, (0, 50, 96, 56)), ("slice", "#40505f", (24, 32, 48, 62, 0, 180)),
        ("box", "#40505f", (48, 46, 58, 48)),
        ("box", GOLD, (64, 36, 80, 50)), ("box", STEEL, (62, 34, 82, 36)),
        ("slice", LEAF, (28, 38, 44, 52, 180, 360)))),
}  # fmt: skip
"""By the number of the project: what is to be seen, and its shapes in the order in which they are
drawn."""


def hang(cast: Cast) -> None:
    """A picture for every livelihood project, kept by the demo's office as anybody would, and open
    to the public."""
    for number, (caption, shapes) in SCENES.items():
        scene = cast.scenes.get(LIVELIHOOD_FROM + number)
        if scene:
            keep_photo(
                work=scene.work,
                sizes=sizes(shapes),
                caption=f"演示图片（示意画）：{caption}",
                taken_on=None,
                is_public=True,
                expected_version=None,
                by=cast.office,
            )


def prove(cast: Cast) -> None:
    """Evidence to the newest reports of some projects, as their units send it along."""
    newest = cast.periods[max(story.QUARTERS)]
    for number in PROVEN:
        scene = cast.scenes.get(LIVELIHOOD_FROM + number)
        if scene is None:
            continue
        for report in scene.work.reports.filter(
            period=newest, state=ReportState.ACCEPTED
        )[:1]:
            caption, shapes = SCENES[number]
            upload = SimpleUploadedFile(f"演示图片：{caption}.png", png(shapes))
            row = as_attachment(
                inspected(upload), by=report.submitted_by, report=report
            )
            save(row, by=report.submitted_by, reason=f"上传 {row.name}")


def png(shapes: Sequence[Shape]) -> bytes:
    stream = io.BytesIO()
    painted(shapes).save(stream, "PNG", compress_level=1)
    return stream.getvalue()


def sizes(shapes: Sequence[Shape]) -> Sizes:
    """A scene in the two sizes that the product keeps."""
    content = png(shapes)
    return Sizes(
        small_jpeg(content, "演示图片", PICTURE, PICTURE_BYTES),
        small_jpeg(content, "演示图片", THUMBNAIL, THUMBNAIL_BYTES),
    )


def painted(shapes: Sequence[Shape]) -> Image.Image:
    """Sky and ground, the scene, and the mark over it."""
    picture = Image.new("RGB", (FIELD[0] * SCALE, FIELD[1] * SCALE), SKY)
    brush = ImageDraw.Draw(picture)
    draw(brush, ("box", GRASS, (0, 56, *FIELD)))
    for shape in shapes:
        draw(brush, shape)
    sign(brush)
    return picture


def draw(brush: ImageDraw.ImageDraw, shape: Shape) -> None:
    """One shape; arcs and slices end with their two angles, in degrees."""
    kind, colour, numbers = shape
    angles = [round(angle) for angle in numbers[4:]] if kind in ("arc", "slice") else []
    place = [number * SCALE for number in (numbers[:4] if angles else numbers)]
    if kind == "box":
        brush.rectangle(place, fill=colour)
    elif kind == "oval":
        brush.ellipse(place, fill=colour)
    elif kind == "ring":
        brush.ellipse(place, outline=colour, width=SCALE)
    elif kind == "poly":
        brush.polygon(place, fill=colour)
    elif kind == "line":
        brush.line(place, fill=colour, width=SCALE // 2)
    elif kind == "slice":
        brush.pieslice(place, *angles, fill=colour)
    else:
        brush.arc(place, *angles, fill=colour, width=SCALE)


def sign(brush: ImageDraw.ImageDraw) -> None:
    """演示图片 on a dark band at the right, large enough for the small size, and where a card that
    cuts the picture to its own height still shows it."""
    left, top, unit = FIELD[0] * SCALE - 268, FIELD[1] * SCALE - 124, 2.4
    brush.rectangle((left - 14, top - 10, FIELD[0] * SCALE, top + 68), fill="#18222f")
    for index, character in enumerate(MARK):
        for stroke in character.split(";"):
            points = [
                tuple(float(number) for number in point.split(","))
                for point in stroke.split()
            ]
            line = [(left + (x + index * 26) * unit, top + y * unit) for x, y in points]
            brush.line(line, fill="#ffffff", width=5, joint="curve")
