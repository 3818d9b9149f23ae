# Copyright (c) 2026 The Transfer Learning for KNIME authors
# SPDX-License-Identifier: Apache-2.0
"""The source domain: procedurally generated pictures of textures, shapes and line drawings, one class per function.

Each function returns a field of values 0-1, float (64, 64). `picture` gives it two or three colors, or renders it as a
relief lit from one side, and adds uneven light, blur, grain and noise. Nothing here is a defect of the target domain
(see plates.py): no metal plate, no scratch, no dent, no inclusion.
"""
import numpy as np

SIZE = 64
_Y, _X = np.mgrid[0:SIZE, 0:SIZE].astype(np.float64) - (SIZE - 1) / 2


def step(x, width):
    """A smooth step from 0 to 1 around x = 0, `width` wide."""
    t = np.clip(x / width + 0.5, 0, 1)
    return t * t * (3 - 2 * t)


def blur(field, sigma):
    """Gaussian blur along the first two axes, with mirrored borders."""
    if sigma < 0.2:
        return field
    radius = int(np.ceil(2.5 * sigma))
    kernel = np.exp(-0.5 * (np.arange(-radius, radius + 1) / sigma) ** 2)
    kernel /= kernel.sum()
    for axis in (0, 1):
        pad = [(0, 0)] * field.ndim
        pad[axis] = (radius, radius)
        padded = np.pad(field, pad, mode="symmetric")
        n = field.shape[axis]
        field = sum(k * np.take(padded, np.arange(i, i + n), axis) for i, k in enumerate(kernel))
    return field


def noise(rng, u, v):
    """Smooth value noise in -1..1 at the coordinates u, v (one lattice cell per unit)."""
    lattice = rng.uniform(-1, 1, (32, 32))
    i, j = np.floor(u).astype(int), np.floor(v).astype(int)
    a, b = u - i, v - j
    a, b = a * a * (3 - 2 * a), b * b * (3 - 2 * b)

    def at(di, dj):
        return lattice[(i + di) % 32, (j + dj) % 32]
    return (at(0, 0) * (1 - a) + at(1, 0) * a) * (1 - b) + (at(0, 1) * (1 - a) + at(1, 1) * a) * b


def clouds_field(rng, u, v, octaves=4):
    """Fractal noise, about -1..1."""
    return sum(noise(rng, u * 2 ** o, v * 2 ** o) / 2 ** o for o in range(octaves)) / 1.4


def plane(rng, period):
    """Rotated, scaled, shifted coordinates; one unit is `period` (low, high) pixels."""
    angle, length = rng.uniform(0, 2 * np.pi), np.exp(rng.uniform(*np.log(period)))
    c, s = np.cos(angle) / length, np.sin(angle) / length
    du, dv = rng.uniform(0, 16, 2)
    return c * _X + s * _Y + du, -s * _X + c * _Y + dv, 1.5 / length


# --- textures ---------------------------------------------------------------------------------------------------

def stripes(rng):
    u, _, soft = plane(rng, (5, 22))
    return step(np.abs(u % 1 - 0.5) - rng.uniform(0.12, 0.38), soft)


def checker(rng):
    u, v, soft = plane(rng, (5, 18))
    a, b = np.abs(u % 2 - 1) - 0.5, np.abs(v % 2 - 1) - 0.5
    return step(np.sign(a * b) * np.minimum(np.abs(a), np.abs(b)), soft)


def dots(rng):
    u, v, soft = plane(rng, (6, 20))
    u = u + 0.5 * (np.floor(v) % 2) * rng.integers(0, 2)
    return step(rng.uniform(0.18, 0.36) - np.hypot(u % 1 - 0.5, v % 1 - 0.5), soft)


def waves(rng):
    u, v, _ = plane(rng, (6, 18))
    return 0.5 + 0.5 * np.sin(2 * np.pi * (u + rng.uniform(0.2, 0.6) * np.sin(2 * np.pi * v * rng.uniform(0.3, 0.7))))


def wood(rng):
    u, v, _ = plane(rng, (7, 16))
    bend = noise(rng, u * 0.3, v * 0.12) * rng.uniform(1, 2.5)
    rings = (u + bend) % 1
    return np.clip(rings ** rng.uniform(1, 2.5) + 0.15 * noise(rng, u * 6, v * 0.5), 0, 1)


def marble(rng):
    u, v, _ = plane(rng, (14, 34))
    vein = np.abs(np.sin(np.pi * (u + rng.uniform(0.6, 1.3) * clouds_field(rng, u, v))))
    return vein ** rng.uniform(0.3, 0.8)


def clouds(rng):
    u, v, _ = plane(rng, (9, 32))
    return np.clip(0.5 + 0.6 * clouds_field(rng, u, v), 0, 1)


def brick(rng):
    u, v, soft = plane(rng, (7, 16))
    aspect, joint = rng.uniform(1.6, 2.6), rng.uniform(0.06, 0.14)
    u = u / aspect + 0.5 * (np.floor(v) % 2)
    shade = rng.uniform(0.7, 1, (64, 64))[np.floor(u).astype(int) % 64, np.floor(v).astype(int) % 64]
    inside = np.minimum((0.5 - np.abs(u % 1 - 0.5)) * aspect, 0.5 - np.abs(v % 1 - 0.5))
    return step(inside - joint, soft) * shade


def _hexagon(u, v):
    """Distance to the border of the hexagonal cell, 0 on the border and 0.5 at its center."""
    h = np.sqrt(3)
    best = None
    for du, dv in ((0, 0), (0.5, h / 2)):
        a, b = (u + du) % 1 - 0.5, (v + dv) % h - h / 2
        best = (a, b) if best is None else tuple(
            np.where(a * a + b * b < best[0] ** 2 + best[1] ** 2, new, old) for new, old in zip((a, b), best))
    a, b = np.abs(best[0]), np.abs(best[1])
    return 0.5 - np.maximum(a, a / 2 + b * h / 2)


def hexagons(rng):
    u, v, soft = plane(rng, (9, 24))
    return step(_hexagon(u, v) - rng.uniform(0.05, 0.14), soft)


def weave(rng):
    u, v, soft = plane(rng, (6, 15))
    over = (np.floor(u) + np.floor(v)) % 2
    a, b = u % 1 - 0.5, v % 1 - 0.5
    across, along = np.where(over > 0, a, b), np.where(over > 0, b, a)
    return step(0.42 - np.abs(across), soft) * (0.55 + 0.45 * np.cos(np.pi * along)) * np.where(over > 0, 1, 0.75)


def _cells(rng, u, v):
    """Distances to the nearest and to the second nearest of random points, one per unit cell."""
    points = rng.uniform(0, 1, (32, 32, 2))
    i, j = np.floor(u).astype(int), np.floor(v).astype(int)
    all_distances = []
    for di in (-1, 0, 1):
        for dj in (-1, 0, 1):
            p = points[(i + di) % 32, (j + dj) % 32]
            all_distances.append(np.hypot(i + di + p[..., 0] - u, j + dj + p[..., 1] - v))
    nearest = np.sort(np.stack(all_distances), axis=0)
    return nearest[0], nearest[1]


def cells(rng):
    u, v, soft = plane(rng, (9, 24))
    first, second = _cells(rng, u, v)
    return step(second - first - rng.uniform(0.06, 0.16), soft)


def pebbles(rng):
    u, v, _ = plane(rng, (7, 18))
    first, second = _cells(rng, u, v)
    return np.clip(np.sqrt(np.clip(second - first, 0, 1)) * 1.2, 0, 1)


def scales(rng):
    u, v, soft = plane(rng, (9, 20))
    field = np.zeros_like(u)
    for row in range(2, -1, -1):
        w = v % 0.5 + 0.5 * row - 0.5
        line = np.floor(v / 0.5) - row
        a = (u + 0.5 * (line % 2)) % 1 - 0.5
        r = np.hypot(a, w - 0.05)
        field = np.where(r < 0.56, step(0.5 - r, soft) * (0.35 + 1.1 * r), field)
    return np.clip(field, 0, 1)


def net(rng):
    u, v, soft = plane(rng, (8, 20))
    width = rng.uniform(0.05, 0.12)
    return np.maximum(step(width - np.abs(u % 1 - 0.5), soft), step(width - np.abs(v % 1 - 0.5), soft))


def rings(rng):
    x, y = _X - rng.uniform(-24, 24), _Y - rng.uniform(-24, 24)
    return 0.5 + 0.5 * np.sin(2 * np.pi * (np.hypot(x, y) / rng.uniform(5, 15) + rng.uniform()))


def rays(rng):
    x, y = _X - rng.uniform(-20, 20), _Y - rng.uniform(-20, 20)
    return 0.5 + 0.5 * np.clip(1.5 * np.sin(rng.integers(6, 16) * np.arctan2(y, x) + rng.uniform(0, 6.3)), -1, 1)


def gradient(rng):
    u, v, _ = plane(rng, (64, 130))
    if rng.uniform() < 0.5:
        u, v = u - u.mean(), v - v.mean()
        return np.clip(1.3 * np.hypot(u + rng.uniform(-0.3, 0.3), v + rng.uniform(-0.3, 0.3)), 0, 1)
    return np.clip(0.5 + u - u.mean(), 0, 1)


# --- shapes: one to three of a kind, on a plain or clouded ground -------------------------------------------------

def _shapes(rng, distance, count=(1, 4)):
    """`distance(x, y, rng)` is negative inside a shape of radius 1."""
    field = np.zeros((SIZE, SIZE))
    n = rng.integers(*count)
    for _ in range(n):
        radius = np.exp(rng.uniform(np.log(4.5), np.log(22 if n == 1 else 12)))
        x0, y0 = rng.uniform(-SIZE / 2 + 0.6 * radius, SIZE / 2 - 0.6 * radius, 2)
        angle = rng.uniform(0, 2 * np.pi)
        c, s = np.cos(angle) / radius, np.sin(angle) / radius
        x, y = c * (_X - x0) + s * (_Y - y0), -s * (_X - x0) + c * (_Y - y0)
        field = np.maximum(field, step(-distance(x, y, rng), 1.5 / radius))
    ground = 0.3 * np.clip(0.5 + 0.6 * clouds_field(rng, *plane(rng, (8, 40))[:2]), 0, 1) * rng.integers(0, 2)
    return np.maximum(field, ground)


def disc(rng):
    return _shapes(rng, lambda x, y, r: np.hypot(x, y * r.uniform(1, 1.5)) - 1)


def ring(rng):
    return _shapes(rng, lambda x, y, r: np.abs(np.hypot(x, y) - 0.8) - r.uniform(0.12, 0.25))


def _polygon(x, y, corners, inner):
    """Signed distance, about, of a regular polygon (inner = 0) or star."""
    sector = 2 * np.pi / corners
    angle = np.abs((np.arctan2(y, x) + sector / 2) % sector - sector / 2)
    r = np.hypot(x, y)
    if not inner:
        return r * np.cos(sector / 2 - angle) - np.cos(sector / 2)
    px, py = r * np.cos(angle), r * np.sin(angle)
    qx, qy = inner * np.cos(sector / 2), inner * np.sin(sector / 2)
    return ((px - 1) * qy - py * (qx - 1)) / np.hypot(qx - 1, qy)


def triangle(rng):
    return _shapes(rng, lambda x, y, r: _polygon(x, y, 3, 0))


def rectangle(rng):
    return _shapes(rng, lambda x, y, r: np.maximum(np.abs(x), np.abs(y) * r.uniform(1, 1.8)) - 0.8)


def star(rng):
    return _shapes(rng, lambda x, y, r: _polygon(x, y, int(r.integers(5, 8)), r.uniform(0.35, 0.5)))


def cross(rng):
    def distance(x, y, r):
        a, b, w = np.abs(x), np.abs(y), r.uniform(0.16, 0.3)
        return np.minimum(np.maximum(a - 1, b - w), np.maximum(b - 1, a - w))
    return _shapes(rng, distance)


def crescent(rng):
    def distance(x, y, r):
        return np.maximum(np.hypot(x, y) - 1, r.uniform(0.75, 0.95) - np.hypot(x - r.uniform(0.35, 0.6), y))
    return _shapes(rng, distance)


def flower(rng):
    return _shapes(rng, lambda x, y, r: np.hypot(x, y) - 0.7 - 0.3 * np.cos(r.integers(4, 8) * np.arctan2(y, x)))


def confetti(rng):
    """Many small triangles, rectangles and crosses."""
    field = np.zeros((SIZE, SIZE))
    for _ in range(rng.integers(14, 34)):
        x0, y0, angle = *rng.uniform(-32, 32, 2), rng.uniform(0, 6.3)
        radius = rng.uniform(2, 4.5)
        c, s = np.cos(angle) / radius, np.sin(angle) / radius
        x, y = c * (_X - x0) + s * (_Y - y0), -s * (_X - x0) + c * (_Y - y0)
        d = _polygon(x, y, 3, 0) if rng.uniform() < 0.5 else np.maximum(np.abs(x), 1.7 * np.abs(y)) - 0.9
        field = np.maximum(field, step(-d, 1.2 / radius) * rng.uniform(0.5, 1))
    return field


# --- line drawings ------------------------------------------------------------------------------------------------

def _stroke(xs, ys, width):
    """A polyline with round joints."""
    nearest = np.full((SIZE, SIZE), 1e9)
    for x0, y0, x1, y1 in zip(xs[:-1], ys[:-1], xs[1:], ys[1:]):
        dx, dy = x1 - x0, y1 - y0
        t = np.clip(((_X - x0) * dx + (_Y - y0) * dy) / (dx * dx + dy * dy + 1e-9), 0, 1)
        nearest = np.minimum(nearest, (_X - x0 - t * dx) ** 2 + (_Y - y0 - t * dy) ** 2)
    return step(width / 2 - np.sqrt(nearest), 1.2)


def scribble(rng):
    """A closed curve that winds around several times."""
    t = np.linspace(0, 2 * np.pi, 70)
    xs, ys = (sum(rng.uniform(4, 20) * np.sin(k * t + rng.uniform(0, 6.3)) for k in (1, 2, 3)) for _ in range(2))
    return _stroke(xs * 0.8, ys * 0.8, rng.uniform(0.8, 2.5))


def zigzag(rng):
    n = rng.integers(4, 9)
    angle, height = rng.uniform(0, 6.3), rng.uniform(8, 24)
    along, across = np.linspace(-34, 34, n), height * (np.arange(n) % 2 - 0.5) + rng.uniform(-14, 14)
    c, s = np.cos(angle), np.sin(angle)
    return _stroke(c * along - s * across, s * along + c * across, rng.uniform(0.8, 3))


def spiral(rng):
    t = np.linspace(0, 2 * np.pi * rng.uniform(1.8, 3.5), 60)
    r = rng.uniform(14, 30) * t / t[-1]
    t = rng.choice([-1, 1]) * t + rng.uniform(0, 6.3)
    return _stroke(r * np.cos(t) + rng.uniform(-8, 8), r * np.sin(t) + rng.uniform(-8, 8), rng.uniform(0.8, 2.5))


def outlines(rng):
    """Outlines of two to four polygons over one another."""
    field = np.zeros((SIZE, SIZE))
    for _ in range(rng.integers(2, 5)):
        n, angle = rng.integers(3, 7), rng.uniform(0, 6.3)
        t = angle + 2 * np.pi * np.arange(n + 1) / n
        r = rng.uniform(8, 24)
        x0, y0 = rng.uniform(-14, 14, 2)
        field = np.maximum(field, _stroke(x0 + r * np.cos(t), y0 + r * np.sin(t), rng.uniform(0.8, 2)))
    return field


CLASSES = [stripes, checker, dots, waves, wood, marble, clouds, brick, hexagons, weave, cells, pebbles, scales, net,
           rings, rays, gradient, disc, ring, triangle, rectangle, star, cross, crescent, flower, confetti, scribble,
           zigzag, spiral, outlines]


# --- rendering ----------------------------------------------------------------------------------------------------

def _colors(rng):
    """Two colors that differ in brightness, gray in half of the pictures."""
    colors = rng.uniform(0.05, 0.95, (2, 3))
    if rng.uniform() < 0.5:
        colors[:] = colors.mean(axis=1, keepdims=True)
    contrast = rng.uniform(0.15, 0.8)
    difference = colors[1].mean() - colors[0].mean()
    sign = 1 if difference > 0 else -1
    middle = rng.uniform(0.3, 0.7)
    colors += (middle - colors.mean(axis=1, keepdims=True))
    return np.stack([colors[0] - sign * contrast / 2, colors[1] + sign * contrast / 2])


def _relief(rng, field):
    """Shading of the field as a height, lit from one side."""
    height = blur(field, rng.uniform(0.6, 1.8)) * rng.uniform(2, 6)
    dy, dx = np.gradient(height)
    angle = rng.uniform(0, 2 * np.pi)
    return np.clip(0.5 + 0.35 * (np.cos(angle) * dx + np.sin(angle) * dy), 0, 1)


def picture(kind, rng):
    """One picture of a class: uint8 (64, 64, 3)."""
    field = kind(rng)
    if rng.uniform() < 0.3 and kind is not gradient:
        field = _relief(rng, field)
    dark, light = _colors(rng)
    image = dark + field[..., None] * (light - dark)
    angle, strength = rng.uniform(0, 2 * np.pi), rng.uniform(0, 0.5)
    image *= (1 + strength * (np.cos(angle) * _X + np.sin(angle) * _Y) / SIZE)[..., None]
    image = blur(image, max(0, rng.uniform(-0.6, 1.1)))
    if rng.uniform() < 0.4:
        grain = blur(rng.normal(size=(SIZE, SIZE)), 0.0)
        u, v, _ = plane(rng, (1, 1.5))
        grain = noise(rng, u * rng.uniform(0.5, 1), v * rng.uniform(0.03, 0.5)) + 0.3 * grain
        image = image + rng.uniform(0.01, 0.08) * grain[..., None]
    image = image + rng.normal(size=image.shape[:2] + (1,)) * rng.uniform(0, 0.06)
    return (np.clip(image, 0, 1) * 255 + 0.5).astype(np.uint8)


def data_set(per_class, seed):
    """Pictures uint8 (n, 64, 64, 3) and class numbers int64 (n), class by class."""
    pictures, labels = [], []
    for number, kind in enumerate(CLASSES):
        rng = np.random.default_rng([seed, number])
        pictures += [picture(kind, rng) for _ in range(per_class)]
        labels += [number] * per_class
    return np.stack(pictures), np.array(labels)
