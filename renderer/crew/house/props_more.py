"""More objects: lantern, cat, mask, vending machine, book, flower, box, and whatever has no drawing of its own."""

from __future__ import annotations

import math

import skia

from renderer.colours import WHITE, Colour, mix, scale
from renderer.crew.house.props_ink import PropBrush, curve, oval, poly, rounded
from renderer.crew.house.signs import letter_sign
from renderer.lettering.fonts import Face


def draw_lantern(ink: PropBrush) -> None:
    """A paper lantern, lit from inside."""
    ink.glow(0, 20, 760, (255.0, 150.0, 70.0), 0.75)
    dark = (62.0, 44.0, 50.0)
    ink.line([(0, -900), (0, -420)], ink.tone(dark), 14)
    ink.solid(rounded(-120, -440, 120, -370, 14), dark, depth=8)
    body = oval(0, 20, 340, 400)
    shader = skia.GradientShader.MakeRadial(
        skia.Point(0, 60), 420, [0xFFFFF3C8, 0xFFFFC46A, 0xFFF0803C, 0xFFC8402C], [0.0, 0.35, 0.75, 1.0]
    )
    ink.canvas.drawPath(body, skia.Paint(AntiAlias=True, Shader=shader))
    for row in range(-6, 7):
        y = 20 + row * 58
        half = 340 * math.sqrt(max(0.0, 1 - ((y - 20) / 400) ** 2))
        ink.stroke(curve((-half, y), (0, y + 26, half, y), close=False), (170.0, 60.0, 40.0), 6, 0.65)
    ink.stroke(body, (110.0, 34.0, 34.0), 10)
    letter_sign(ink.canvas, "夜", (-150, -130, 150, 170), (90.0, 24.0, 30.0), upright=True, face=Face.CAPTION)
    ink.solid(rounded(-120, 400, 120, 462, 14), dark, depth=8)
    for x in (-50, 0, 50):
        ink.line([(x, 460), (x * 1.3, 620)], ink.tone((214.0, 60.0, 60.0)), 12)


def draw_cat(ink: PropBrush) -> None:
    """A sitting cat that looks at you, its tail around its feet."""
    fur, light = (66.0, 62.0, 86.0), (126.0, 118.0, 146.0)
    ink.solid(
        curve((170, 400), (470, 420, 470, 130, 350, 90), (420, 40, 560, 200, 480, 400), (420, 500, 250, 480, 150, 470)),
        fur,
        depth=18,
    )
    ink.solid(
        curve((-230, 470), (-300, 80, -150, -90, 0, -90), (150, -90, 300, 80, 240, 470), (0, 520, -230, 470)),
        fur,
        depth=34,
    )
    ink.flat(curve((-80, 20), (-120, 220, 0, 300), (120, 220, 80, 20)), ink.tone(light), 0.7)
    for x in (-82, 82):
        ink.solid(
            curve((x - 66, 480), (x - 60, 200, x, 200), (x + 60, 200, x + 66, 480), (x, 520, x - 66, 480)),
            fur,
            depth=10,
        )
        ink.line([(x - 16, 470), (x - 16, 494)], ink.tone((30.0, 26.0, 44.0)), 6)
        ink.line([(x + 18, 470), (x + 18, 494)], ink.tone((30.0, 26.0, 44.0)), 6)
    _cat_head(ink, fur)


def _cat_head(ink: PropBrush, fur: Colour) -> None:
    """The head: ears, eyes, whiskers, collar and bell."""
    head = curve(
        (-270, -420),
        (-170, -380, -120, -340),
        (0, -370, 120, -340),
        (170, -380, 270, -420),
        (300, -250, 286, -150),
        (260, 30, 0, 40),
        (-260, 30, -286, -150),
        (-300, -250, -270, -420),
    )
    ink.solid(head, fur, depth=26)
    for side in (-1, 1):
        ink.flat(
            curve((side * 246, -372), (side * 176, -346, side * 150, -300), (side * 230, -250, side * 258, -220)),
            ink.tone((226.0, 150.0, 160.0)),
        )
        eye = curve((side * 60, -150), (side * 130, -240, side * 214, -170), (side * 150, -90, side * 60, -150))
        ink.shade(eye, (0, -230), (0, -90), [(90.0, 160.0, 60.0), (240.0, 236.0, 110.0)])
        ink.stroke(eye, (24.0, 18.0, 36.0), 10)
        ink.flat(oval(side * 136, -158, 17, 52), (18.0, 14.0, 28.0))
        ink.flat(oval(side * 122, -186, 15, 17), WHITE)
        for tilt in (-26, 4, 34):
            ink.line([(side * 130, -44), (side * 350, -70 + tilt)], (236.0, 232.0, 240.0), 5, 0.85)
    ink.flat(curve((-26, -72), (0, -82, 26, -72), (0, -40)), (236.0, 140.0, 150.0))
    ink.stroke(curve((-52, -18), (-20, 8, 0, -32), (20, 8, 52, -18), close=False), (24.0, 18.0, 36.0), 9)
    ink.solid(
        curve((-170, 30), (0, 92, 170, 30), (176, 62), (0, 128, -176, 62)), (206.0, 50.0, 60.0), depth=8, outline=6
    )
    ink.solid(oval(0, 106, 32, 32), (240.0, 196.0, 90.0), depth=9, outline=6)


def draw_mask(ink: PropBrush) -> None:
    """A fox mask with red markings, on a red cord."""
    red = (206.0, 44.0, 54.0)
    _markings(ink, red)
    ink.flat(curve((0, -310), (44, -230, 0, -150), (-44, -230, 0, -310)), ink.tone(red))
    ink.flat(curve((-46, 300), (0, 270, 46, 300), (0, 356)), (40.0, 26.0, 40.0))
    ink.stroke(
        curve((-120, 366), (-50, 424, 0, 366), (50, 424, 120, 366), close=False), ink.tone((60.0, 40.0, 56.0)), 11
    )
    ink.stroke(curve((-276, -60), (-280, 110, -180, 260), close=False), WHITE, 14, 0.8)


def _markings(ink: PropBrush, red: Colour) -> None:
    """Red marks in the ears, slits for the eyes, strokes on the cheeks."""
    for side in (-1, 1):
        ink.stroke(
            curve(
                (side * 300, -60), (side * 470, 60, side * 420, 420), (side * 380, 560, side * 450, 700), close=False
            ),
            ink.tone(red),
            20,
        )
    face = curve(
        (0, 470),
        (-150, 420, -330, 140, -330, -80),
        (-340, -300, -390, -500),
        (-230, -470, -150, -330),
        (0, -360, 150, -330),
        (230, -470, 390, -500),
        (340, -300, 330, -80),
        (330, 140, 150, 420, 0, 470),
    )
    ink.solid(face, (250.0, 246.0, 238.0), depth=40)
    for side in (-1, 1):
        ink.flat(
            curve(
                (side * 336, -430),
                (side * 300, -330, side * 290, -230),
                (side * 200, -300, side * 180, -340),
                (side * 250, -390, side * 336, -430),
            ),
            ink.tone(red),
        )
        slit = curve((side * 60, -30), (side * 150, -130, side * 268, -120), (side * 200, -20, side * 60, -30))
        ink.flat(slit, (22.0, 16.0, 30.0))
        ink.stroke(curve((side * 40, -14), (side * 150, -160, side * 300, -136), close=False), ink.tone(red), 19)
        for y, reach in ((90, 250), (150, 220), (210, 180)):
            ink.stroke(
                curve((side * 110, y), (side * 180, y - 16, side * reach, y - 46), close=False), ink.tone(red), 11
            )


def draw_machine(ink: PropBrush) -> None:
    """A vending machine that shines in the dark."""
    ink.glow(0, -60, 820, (150.0, 210.0, 255.0), 0.5)
    ink.solid(rounded(-330, -560, 330, 560, 26), (206.0, 52.0, 62.0), depth=40)
    ink.flat(rounded(-286, -516, 286, 150, 14), (232.0, 246.0, 255.0))
    ink.glow(0, -180, 420, WHITE, 0.6)
    hues = (
        (226.0, 80.0, 80.0),
        (80.0, 150.0, 226.0),
        (246.0, 200.0, 80.0),
        (100.0, 186.0, 120.0),
        (150.0, 100.0, 190.0),
        (250.0, 150.0, 90.0),
    )
    for row in range(3):
        foot = -320 + row * 206
        ink.flat(rounded(-276, foot, 276, foot + 16, 4), (150.0, 164.0, 186.0))
        for number in range(6):
            x = -230 + number * 92
            hue = hues[(row * 2 + number) % 6]
            ink.solid(rounded(x - 28, foot - 126, x + 28, foot, 13), hue, depth=10, outline=5)
            ink.flat(rounded(x - 28, foot - 84, x + 28, foot - 50, 2), WHITE, 0.85)
            ink.flat(
                rounded(x - 26, foot + 22, x + 26, foot + 42, 6),
                (90.0, 220.0, 150.0) if (row + number) % 4 else (240.0, 90.0, 80.0),
            )
    ink.flat(rounded(-286, 190, 286, 300, 12), (150.0, 30.0, 44.0))
    letter_sign(ink.canvas, "つめた〜い", (-180, 196, 270, 294), WHITE, upright=False, face=Face.CAPTION)
    ink.solid(rounded(-286, 380, 120, 500, 18), (64.0, 60.0, 80.0), depth=10, outline=6)
    ink.solid(rounded(176, 330, 276, 500, 12), (226.0, 226.0, 232.0), depth=8, outline=6)
    ink.flat(rounded(200, 352, 252, 364, 4), (40.0, 40.0, 54.0))
    ink.flat(poly([(-286, -516), (-40, -516), (-250, 150), (-286, 150)]), WHITE, 0.22)


def draw_book(ink: PropBrush) -> None:
    """A bound diary with a ribbon and a clasp."""
    ink.canvas.rotate(-10)
    ink.solid(rounded(-300, -400, 330, 430, 16), (238.0, 228.0, 204.0), depth=14)
    for step in range(5):
        ink.line([(310 - step * 6, -380), (310 - step * 6, 415)], ink.tone((190.0, 174.0, 140.0)), 3)
    ink.solid(rounded(-340, -430, 290, 400, 26), (64.0, 78.0, 140.0), depth=26)
    ink.line([(-270, -426), (-270, 396)], ink.tone((40.0, 50.0, 100.0)), 12)
    gold = ink.tone((236.0, 196.0, 100.0))
    ink.stroke(rounded(-210, -360, 230, 330, 14), gold, 8)
    star = [
        (
            10 + math.sin(n * math.tau / 10) * (110 if n % 2 == 0 else 44),
            -60 - math.cos(n * math.tau / 10) * (110 if n % 2 == 0 else 44),
        )
        for n in range(10)
    ]
    ink.flat(poly(star), gold)
    ink.stroke(oval(10, -60, 150, 150), gold, 6)
    ink.solid(
        poly([(150, 380), (210, 380), (210, 590), (180, 550), (150, 590)]), (206.0, 50.0, 66.0), depth=8, outline=6
    )


def draw_flower(ink: PropBrush) -> None:
    """A single flower with a dewdrop."""
    stem = curve((10, 60), (70, 300, -20, 640), close=False)
    ink.stroke(stem, ink.tone((40.0, 84.0, 60.0)), 32)
    ink.stroke(stem, ink.tone((92.0, 160.0, 92.0)), 20)
    ink.solid(curve((40, 330), (220, 210, 330, 250), (240, 380, 40, 360)), (92.0, 160.0, 92.0), depth=14, outline=7)
    for ring, (reach, count, tone) in enumerate(
        ((330, 7, (226.0, 90.0, 130.0)), (250, 6, (244.0, 130.0, 160.0)), (160, 5, (255.0, 182.0, 196.0)))
    ):
        for number in range(count):
            ink.canvas.save()
            ink.canvas.translate(0, -120)
            ink.canvas.rotate(360 / count * number + ring * 23)
            ink.solid(
                curve(
                    (0, 0),
                    (-reach * 0.5, -reach * 0.4, -reach * 0.36, -reach, 0, -reach),
                    (reach * 0.36, -reach, reach * 0.5, -reach * 0.4, 0, 0),
                ),
                tone,
                depth=10,
                outline=6,
            )
            ink.canvas.restore()
    ink.flat(oval(0, -120, 44, 44), ink.tone((250.0, 214.0, 110.0)))
    ink.flat(curve((180, -250), (206, -210, 180, -186), (154, -210, 180, -250)), (226.0, 244.0, 255.0), 0.95)


def draw_box(ink: PropBrush) -> None:
    """A wrapped box with a ribbon."""
    ink.solid(poly([(-350, -90), (350, -90), (320, 420), (-320, 420)]), (96.0, 120.0, 196.0), depth=44)
    ink.solid(poly([(-390, -200), (390, -200), (390, -70), (-390, -70)]), (120.0, 146.0, 220.0), depth=24)
    ink.solid(poly([(-60, -200), (60, -200), (56, 420), (-56, 420)]), (240.0, 210.0, 120.0), depth=12, outline=6)
    for side in (-1, 1):
        ink.solid(
            curve((0, -210), (side * 110, -420, side * 330, -400), (side * 350, -260, 0, -200)),
            (250.0, 222.0, 136.0),
            depth=20,
            outline=7,
        )
    ink.solid(rounded(-50, -260, 50, -180, 22), (236.0, 196.0, 100.0), depth=10, outline=6)


def draw_wrapped(ink: PropBrush, words: str) -> None:
    """Anything else: an object knotted into a patterned cloth, with a tag that says what it is."""
    cloth = (126.0, 84.0, 150.0)
    ink.solid(
        curve(
            (-390, 330),
            (-430, -40, -220, -190, 0, -200),
            (220, -190, 430, -40, 390, 330),
            (300, 460, -300, 460, -390, 330),
        ),
        cloth,
        depth=56,
    )
    ink.canvas.save()
    ink.canvas.clipPath(
        curve(
            (-390, 330),
            (-430, -40, -220, -190, 0, -200),
            (220, -190, 430, -40, 390, 330),
            (300, 460, -300, 460, -390, 330),
        ),
        True,
    )
    for row in range(7):
        for column in range(8):
            x, y = -400 + column * 120 + (60 if row % 2 else 0), -150 + row * 100
            for radius in (52, 36, 20):
                arc = skia.Path()
                arc.addArc(skia.Rect.MakeLTRB(x - radius, y - radius, x + radius, y + radius), 180, 180)
                ink.stroke(arc, mix(cloth, WHITE, 0.35), 5, 0.4)
    ink.canvas.restore()
    _knot(ink, cloth, words)


def _knot(ink: PropBrush, cloth: Colour, words: str) -> None:
    """The knot's ends and the tag."""
    for fold in (-210, -90, 100, 220):
        ink.stroke(
            curve((fold * 0.2, -170), (fold * 0.8, 0, fold * 1.3, 250), close=False),
            ink.tone(scale(cloth, 0.55)),
            8,
            0.7,
        )
    for side in (-1, 1):
        ink.solid(
            curve((0, -180), (side * 150, -420, side * 330, -440), (side * 300, -270, side * 60, -140)),
            (146.0, 102.0, 172.0),
            depth=22,
            outline=8,
        )
    ink.solid(rounded(-76, -250, 76, -140, 40), (140.0, 96.0, 166.0), depth=18, outline=8)
    ink.line([(60, -170), (180, 30)], ink.tone((206.0, 60.0, 66.0)), 9)
    ink.canvas.save()
    ink.canvas.rotate(-4)
    ink.solid(rounded(-300, 60, 300, 270, 16), (250.0, 242.0, 220.0), depth=10, outline=8)
    letter_sign(ink.canvas, words, (-276, 84, 276, 246), (60.0, 46.0, 60.0), upright=False, face=Face.BALLOON)
    ink.canvas.restore()
