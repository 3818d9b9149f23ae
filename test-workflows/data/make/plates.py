# Copyright (c) 2026 The Transfer Learning for KNIME authors
# SPDX-License-Identifier: Apache-2.0
"""Makes the target domain: pictures of brushed metal plates as a gray inspection camera sees them, 96 x 96 pixels.

    python3 plates.py TARGET-FOLDER [--train 30] [--holdout 60]

writes TARGET-FOLDER/{train,holdout}/{ok,scratch,dent,inclusion}/<class>-<nn>.png. Needs NumPy and Pillow. Each picture
has its own grain, direction of light, brightness, stains and sensor noise. Folders and classes have seeds of their own.
"""
import argparse
import pathlib

import numpy as np
from PIL import Image

from patterns import blur, noise, step

SIZE = 96
SEED = 7
_Y, _X = np.mgrid[0:SIZE, 0:SIZE].astype(np.float64) - (SIZE - 1) / 2


def ok(rng, light):
    """Nothing on the plate."""
    return np.zeros((SIZE, SIZE))


def scratch(rng, light):
    """One or two fine, slightly bent grooves: one flank is bright, the other dark; they fade towards their ends."""
    field = np.zeros((SIZE, SIZE))
    for _ in range(rng.integers(1, 3)):
        angle, length = rng.uniform(0, np.pi), rng.uniform(28, 80)
        x0, y0 = rng.uniform(-18, 18, 2)
        c, s = np.cos(angle), np.sin(angle)
        along, across = c * (_X - x0) + s * (_Y - y0), -s * (_X - x0) + c * (_Y - y0)
        across = across - rng.uniform(-6, 6) * (2 * along / length) ** 2
        width = rng.uniform(0.9, 1.6)
        facing = np.cos(light - angle - np.pi / 2)
        groove = np.exp(-(across / width) ** 2) * rng.choice([1, 1, -0.7])
        flank = across / width * np.exp(-(across / width) ** 2) * facing
        fade = step(length / 2 - np.abs(along), length * 0.4) * (0.7 + 0.3 * noise(rng, along / 7, along * 0))
        field += rng.uniform(0.28, 0.5) * (groove + 1.2 * flank) * fade
    return field


def dent(rng, light):
    """A shallow hollow: the slope that faces the light is bright, the opposite one dark."""
    radius, aspect, angle = rng.uniform(7, 14), rng.uniform(1, 1.6), rng.uniform(0, np.pi)
    x0, y0 = rng.uniform(-28, 28, 2)
    c, s = np.cos(angle), np.sin(angle)
    a, b = (c * (_X - x0) + s * (_Y - y0)) / radius, (-s * (_X - x0) + c * (_Y - y0)) * aspect / radius
    bowl = np.exp(-(a * a + b * b) ** rng.uniform(0.8, 1.6))
    dy, dx = np.gradient(bowl)
    return rng.uniform(0.22, 0.4) * radius * (np.cos(light) * dx + np.sin(light) * dy)


def inclusion(rng, light):
    """One to four dark specks of foreign material with ragged borders."""
    field = np.zeros((SIZE, SIZE))
    x0, y0 = rng.uniform(-24, 24, 2)
    for _ in range(rng.integers(1, 5)):
        radius = rng.uniform(2.5, 6)
        x, y = _X - x0 - rng.uniform(-14, 14), _Y - y0 - rng.uniform(-14, 14)
        ragged = 1 + 0.35 * noise(rng, x / 2.5 + 40, y / 2.5 + 40)
        r = np.hypot(x, y * rng.uniform(1, 1.7)) / (radius * ragged)
        field -= rng.uniform(0.26, 0.48) * step(1 - r, 0.5)
    return field


CLASSES = [ok, scratch, dent, inclusion]


def grain(rng, angle):
    """Brush marks along an angle: noise that is long in one direction."""
    c, s = np.cos(angle), np.sin(angle)
    u, v = c * _X + s * _Y + 200, -s * _X + c * _Y + 200
    fine = noise(rng, u / rng.uniform(10, 30), v / rng.uniform(0.8, 1.4))
    coarse = noise(rng, u / rng.uniform(40, 90), v / rng.uniform(3, 8))
    return 0.7 * fine + 0.5 * coarse


def plate(kind, rng):
    """One picture of a plate: uint8 (96, 96)."""
    light = rng.uniform(0, 2 * np.pi)
    direction = np.cos(light) * _X + np.sin(light) * _Y
    surface = rng.uniform(0.015, 0.06) * grain(rng, rng.uniform(0, np.pi))
    stains = rng.uniform(0, 0.08) * noise(rng, _X / 30 + 50, _Y / 30 + 50)
    brightness = rng.uniform(0.35, 0.7)
    shine = 1 + rng.uniform(0, 0.5) * direction / SIZE - rng.uniform(0, 0.25) * (_X ** 2 + _Y ** 2) / SIZE ** 2
    image = brightness * shine * (1 + surface / 0.5 + stains + kind(rng, light) * rng.uniform(0.8, 1.2))
    image = blur(image, rng.uniform(0.3, 0.9))
    image = image + rng.normal(size=image.shape) * rng.uniform(0.005, 0.02)
    return (np.clip(image, 0, 1) * 255 + 0.5).astype(np.uint8)


def data_set(part, per_class):
    """Pictures of part 0 (training), 1 (hold-out) and so on: uint8 (n, 96, 96), class numbers (n)."""
    pictures, labels = [], []
    for number, kind in enumerate(CLASSES):
        rng = np.random.default_rng([SEED, part, number])
        pictures += [plate(kind, rng) for _ in range(per_class)]
        labels += [number] * per_class
    return np.stack(pictures), np.array(labels)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("target", type=pathlib.Path)
    parser.add_argument("--train", type=int, default=30)
    parser.add_argument("--holdout", type=int, default=60)
    arguments = parser.parse_args()
    for part, (name, per_class) in enumerate([("train", arguments.train), ("holdout", arguments.holdout)]):
        for number, (picture, label) in enumerate(zip(*data_set(part, per_class))):
            kind = CLASSES[label].__name__
            folder = arguments.target / name / kind
            folder.mkdir(parents=True, exist_ok=True)
            Image.fromarray(picture).save(folder / f"{kind}-{number % per_class + 1:02d}.png", optimize=True)


if __name__ == "__main__":
    main()
