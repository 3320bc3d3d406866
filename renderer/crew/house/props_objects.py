"""Objects that scripts name often: phone, letter, photograph, key, watch, cup, sword, umbrella."""

from __future__ import annotations

import math
from itertools import pairwise

import skia

from renderer.colours import WHITE, mix, scale
from renderer.crew.house.props_ink import PropBrush, curve, oval, poly, rounded
from renderer.crew.house.signs import letter_sign
from renderer.lettering.fonts import Face

_GOLD = (226.0, 178.0, 84.0)
_STEEL = (206.0, 214.0, 226.0)
_PAPER = (250.0, 244.0, 228.0)


def draw_phone(ink: PropBrush) -> None:
    """A phone, tilted, its screen alight with the time and three messages."""
    ink.canvas.rotate(-9)
    ink.glow(0, 0, 620, (120.0, 190.0, 255.0), 0.55)
    ink.solid(rounded(-236, -470, 236, 470, 62), (52.0, 54.0, 70.0), depth=16)
    screen = rounded(-208, -440, 208, 440, 42)
    ink.shade(screen, (-200, -440), (200, 440), [(74.0, 120.0, 226.0), (130.0, 92.0, 214.0), (246.0, 132.0, 160.0)])
    ink.canvas.save()
    ink.canvas.clipPath(screen, True)
    for x, y, size in ((-120, 330, 210), (150, 420, 260), (40, 250, 150)):
        ink.flat(oval(x, y, size, size * 0.8), WHITE, 0.12)
    ink.flat(poly([(-208, -440), (60, -440), (-208, 60)]), WHITE, 0.10)
    ink.canvas.restore()
    letter_sign(ink.canvas, "23:47", (-190, -380, 190, -220), WHITE, upright=False, face=Face.CAPTION)
    for number, words in enumerate(("…", "Where are you?", "Don't turn around.")):
        top = -160 + number * 150
        ink.flat(rounded(-180, top, 180, top + 120, 28), WHITE, 0.9)
        ink.flat(
            oval(-134, top + 60, 30, 30), ((255.0, 120.0, 140.0), (110.0, 200.0, 160.0), (90.0, 90.0, 110.0))[number]
        )
        letter_sign(
            ink.canvas, words, (-92, top + 22, 168, top + 98), (40.0, 40.0, 60.0), upright=False, face=Face.BODY
        )
    ink.flat(rounded(-60, -424, 60, -398, 13), (20.0, 20.0, 30.0))
    ink.gleam(-200, -430, 60)


def draw_letter(ink: PropBrush) -> None:
    """An envelope with a wax seal, a written sheet drawn half out of it."""
    ink.canvas.rotate(-6)
    ink.canvas.save()
    ink.canvas.rotate(4)
    ink.solid(rounded(-330, -430, 330, 200, 10), _PAPER, depth=10)
    for row in range(9):
        y = -370 + row * 54
        end = 270 - (row * 97) % 150
        wave = [(-280 + step * 22.0, y + 5 * math.sin(step * 1.7 + row)) for step in range(int((end + 280) / 22))]
        ink.line(wave, ink.tone((70.0, 74.0, 120.0)), 6, 0.85)
    ink.canvas.restore()
    ink.solid(rounded(-430, -120, 430, 400, 14), (238.0, 216.0, 178.0), depth=12)
    edge = ink.tone((150.0, 116.0, 84.0))
    ink.flat(poly([(-430, 400), (0, 96), (430, 400)]), ink.tone((226.0, 200.0, 158.0)))
    ink.line([(-426, 396), (-10, 106)], edge, 7)
    ink.line([(426, 396), (10, 106)], edge, 7)
    ink.solid(
        curve((-430, -114), (430, -114), (60, 150, 0, 150), (-60, 150, -430, -114)),
        (244.0, 224.0, 188.0),
        depth=14,
        outline=7,
    )
    seal = [
        (math.cos(a * math.tau / 18) * (84 + 9 * (a % 2)), 110 + math.sin(a * math.tau / 18) * (84 + 9 * (a % 2)))
        for a in range(18)
    ]
    ink.solid(poly(seal), (196.0, 40.0, 54.0), depth=16, outline=7)
    ink.stroke(oval(0, 110, 56, 56), ink.tone((130.0, 20.0, 36.0)), 7)
    ink.flat(
        poly([(0, 68), (14, 100), (46, 110), (14, 120), (0, 152), (-14, 120), (-46, 110), (-14, 100)]),
        ink.tone((240.0, 110.0, 110.0)),
    )


def draw_photograph(ink: PropBrush) -> None:
    """An instant picture of two friends against a sunset, pinned up, one corner curled."""
    ink.canvas.rotate(7)
    ink.solid(rounded(-360, -430, 360, 430, 8), (250.0, 248.0, 240.0), depth=14)
    frame = skia.Path()
    frame.addRect(skia.Rect.MakeLTRB(-310, -380, 310, 240))
    ink.shade(frame, (0, -380), (0, 240), [(86.0, 92.0, 170.0), (236.0, 130.0, 130.0), (255.0, 214.0, 140.0)])
    ink.canvas.save()
    ink.canvas.clipPath(frame, True)
    ink.glow(80, 60, 330, (255.0, 240.0, 190.0), 0.9)
    ink.flat(oval(80, 60, 74, 74), (255.0, 246.0, 214.0))
    ink.flat(
        poly([(-310, 130), (-120, 60), (40, 120), (200, 70), (310, 110), (310, 240), (-310, 240)]), (110.0, 70.0, 110.0)
    )
    for x, tall, hair in ((-110, 0, 96), (70, 30, 70)):
        ink.flat(
            curve((x - 96, 240), (x - 96, 60 - tall, x, 60 - tall), (x + 96, 60 - tall, x + 96, 240)),
            (52.0, 36.0, 66.0),
        )
        ink.flat(oval(x, -20 - tall, 58, 66), (52.0, 36.0, 66.0))
        ink.flat(
            curve(
                (x - 68, -10 - tall),
                (x - 84, -112 - tall, x, -112 - tall),
                (x + 84, -112 - tall, x + 68, -10 - tall),
                (x + 70, hair - tall),
                (x + 40, hair * 0.5 - tall),
                (x - 40, hair * 0.5 - tall),
                (x - 70, hair - tall),
            ),
            (40.0, 28.0, 54.0),
        )
    ink.flat(poly([(-310, -380), (-60, -380), (-310, 40)]), WHITE, 0.16)
    ink.canvas.restore()
    ink.line([(-270, 330), (-120, 322), (-60, 340), (90, 326)], ink.tone((90.0, 90.0, 120.0)), 8, 0.8)
    ink.solid(curve((360, 330), (300, 350, 250, 430), (360, 430)), (226.0, 220.0, 206.0), depth=8, outline=6)
    ink.solid(oval(0, -420, 34, 34), (226.0, 60.0, 70.0), depth=10, outline=6)
    ink.flat(oval(-10, -432, 9, 9), WHITE, 0.9)


def draw_key(ink: PropBrush) -> None:
    """An old key with a ringed bow, hanging from a red string."""
    red = ink.tone((206.0, 40.0, 56.0))
    ink.stroke(curve((-120, -900), (-60, -640, -10, -420), (40, -640, 160, -900), close=False), red, 13)
    ink.canvas.rotate(14)
    bow = skia.Path()
    bow.addCircle(0, -260, 150)
    bow.addCircle(-96, -120, 66)
    bow.addCircle(96, -120, 66)
    bow = skia.Simplify(bow) or bow
    holes = skia.Path()
    holes.addCircle(0, -262, 84)
    holes.addCircle(-100, -116, 28)
    holes.addCircle(100, -116, 28)
    shank = skia.Path()
    shank.addRoundRect(skia.Rect.MakeLTRB(-34, -130, 34, 430), 16, 16)
    shank.addRoundRect(skia.Rect.MakeLTRB(-64, -70, 64, -30), 14, 14)
    shank.addRoundRect(skia.Rect.MakeLTRB(-54, 10, 54, 40), 12, 12)
    for top, reach in ((270, 150), (340, 104), (386, 160)):
        shank.addRect(skia.Rect.MakeLTRB(0, top, reach, top + 34))
    whole = skia.Op(skia.Op(bow, shank, skia.PathOp.kUnion_PathOp), holes, skia.PathOp.kDifference_PathOp)
    ink.solid(whole, _GOLD, depth=15, shine=0.55)
    ink.line([(-16, 60), (-16, 400)], mix(WHITE, _GOLD, 0.3), 8, 0.8)
    ink.stroke(curve((-120, -300), (-110, -380, -30, -396), close=False), WHITE, 10, 0.85)
    ink.gleam(-96, -372, 92)


def draw_watch(ink: PropBrush) -> None:
    """A pocket watch on its chain, the hands shortly before twelve."""
    links = [(-330 + 26 * n, -620 + 210 * math.sin(n / 13 * math.pi / 2)) for n in range(13)]
    for n, (x, y) in enumerate(links):
        ink.stroke(oval(x, y, 20, 11 if n % 2 else 16), ink.tone(scale(_GOLD, 0.75)), 8)
    ink.solid(oval(0, -372, 66, 60), _GOLD, depth=12)
    ink.flat(oval(0, -376, 34, 30), ink.tone((60.0, 50.0, 60.0)))
    ink.solid(rounded(-44, -340, 44, -270, 16), _GOLD, depth=10)
    ink.solid(oval(0, 60, 380, 380), _GOLD, depth=22, shine=0.5)
    ink.solid(oval(0, 60, 316, 316), (252.0, 248.0, 236.0), depth=-12, outline=6)
    ink_dark = ink.tone((50.0, 46.0, 66.0))
    for number in range(60):
        angle = math.tau * number / 60
        reach = 250 if number % 5 == 0 else 278
        ink.line(
            [
                (math.sin(angle) * reach, 60 - math.cos(angle) * reach),
                (math.sin(angle) * 292, 60 - math.cos(angle) * 292),
            ],
            ink_dark,
            12 if number % 5 == 0 else 4,
        )
    for angle, reach, wide in ((-0.16, 160, 19), (-0.02, 232, 12)):
        ink.line(
            [
                (-math.sin(angle) * 30, 60 + math.cos(angle) * 30),
                (math.sin(angle) * reach, 60 - math.cos(angle) * reach),
            ],
            ink_dark,
            wide,
        )
    ink.line([(0, 100), (-150, -120)], ink.tone((206.0, 50.0, 60.0)), 6)
    ink.flat(oval(0, 60, 20, 20), ink.tone(_GOLD))
    ink.stroke(oval(0, 250, 62, 62), ink_dark, 4, 0.6)
    ink.flat(curve((-250, 40), (-230, -190, 20, -232), (-150, -120, -160, 60)), WHITE, 0.35)
    ink.gleam(-250, -190, 80)


def draw_cup(ink: PropBrush) -> None:
    """A cup on its saucer, steam rising."""
    ink.solid(oval(0, 330, 430, 96), (226.0, 232.0, 240.0), depth=16)
    ink.stroke(oval(0, 322, 300, 58), ink.tone((150.0, 160.0, 190.0)), 6, 0.6)
    handle = curve((230, -40), (470, -70, 470, 220, 190, 200), close=False)
    ink.stroke(handle, ink.tone((60.0, 56.0, 84.0)), 76)
    ink.stroke(handle, ink.tone((240.0, 240.0, 246.0)), 58)
    ink.solid(
        curve((-290, -110), (-290, 160, -210, 320, 0, 320), (210, 320, 290, 160, 290, -110)),
        (246.0, 246.0, 250.0),
        depth=60,
    )
    ink.canvas.save()
    ink.canvas.clipPath(curve((-290, -110), (-290, 160, -210, 320, 0, 320), (210, 320, 290, 160, 290, -110)), True)
    for y in (90, 130):
        ink.stroke(curve((-300, y), (0, y + 110, 300, y), close=False), ink.tone((86.0, 130.0, 206.0)), 17)
    ink.canvas.restore()
    ink.solid(oval(0, -110, 290, 78), (250.0, 250.0, 252.0), depth=6)
    ink.flat(oval(0, -100, 250, 58), ink.tone((98.0, 60.0, 44.0)))
    ink.stroke(curve((-190, -96), (-60, -64, 120, -76), close=False), ink.tone((190.0, 140.0, 100.0)), 13, 0.7)
    for x, bend in ((-120, 60), (10, -70), (130, 60)):
        steam = curve((x, -170), (x + bend, -290, x - bend, -380, x + bend * 0.4, -500), close=False)
        ink.stroke(steam, WHITE, 34, 0.22)
        ink.stroke(steam, WHITE, 15, 0.4)


def draw_sword(ink: PropBrush) -> None:
    """A curved sword across the frame, light running along its edge."""
    ink.canvas.rotate(38)
    ink.glow(0, -200, 520, (190.0, 214.0, 255.0), 0.35)
    blade = curve((-34, 250), (-60, -160, 24, -600), (40, -640), (60, -200, 44, 250))
    ink.solid(blade, _STEEL, depth=12, shine=0.6)
    ink.stroke(curve((2, 240), (-14, -160, 36, -590), close=False), ink.tone((130.0, 142.0, 170.0)), 6, 0.9)
    ink.stroke(curve((-22, 220), (-46, -160, 18, -560), close=False), WHITE, 11, 0.95)
    ink.solid(oval(4, 262, 112, 34), _GOLD, depth=12)
    ink.solid(rounded(-40, 286, 48, 640, 20), (54.0, 44.0, 74.0), depth=14)
    for row in range(6):
        y = 320 + row * 52
        ink.solid(poly([(4, y - 24), (40, y), (4, y + 24), (-32, y)]), (226.0, 206.0, 170.0), depth=6, outline=5)
    ink.solid(rounded(-46, 620, 54, 672, 16), _GOLD, depth=10)
    ink.stroke(curve((30, 300), (150, 330, 130, 470), close=False), ink.tone((196.0, 40.0, 60.0)), 17)
    ink.gleam(14, -420, 130)


def draw_umbrella(ink: PropBrush) -> None:
    """An open umbrella with drops on it."""
    ink.canvas.rotate(-12)
    ink.line([(0, -330), (0, 420)], ink.tone((70.0, 60.0, 74.0)), 26)
    ink.stroke(
        curve((0, 400), (0, 520, 110, 520), (150, 520, 150, 440), close=False), ink.tone((120.0, 70.0, 50.0)), 36
    )
    ribs = [-470.0, -290.0, -100.0, 100.0, 290.0, 470.0]
    hem: list[tuple[float, ...]] = []
    for left, right in reversed(list(pairwise(ribs))):
        hem.append(((left + right) / 2, -30.0, left, 40.0))
    canopy = curve((0, -400), (320, -390, 460, -170, 470, 40), *hem, (-460, -170, -320, -390, 0, -400))
    ink.solid(canopy, (206.0, 54.0, 70.0), depth=44)
    for rib in ribs[1:-1]:
        ink.stroke(curve((0, -398), (rib * 0.9, -300, rib, 36), close=False), ink.tone((130.0, 24.0, 46.0)), 7)
    ink.stroke(curve((-330, -140), (-270, -290, -110, -350), close=False), WHITE, 15, 0.5)
    ink.line([(0, -400), (0, -460)], ink.tone((70.0, 60.0, 74.0)), 22)
    for x, y in ((-210, -180), (130, -260), (300, -90), (-60, -110), (220, -10), (-340, -40)):
        ink.flat(curve((x, y - 26), (x + 20, y, x, y + 18), (x - 20, y, x, y - 26)), (226.0, 240.0, 255.0), 0.9)
