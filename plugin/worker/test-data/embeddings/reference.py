#!/usr/bin/env python3
# Copyright (c) 2026 The Transfer Learning for KNIME authors
# SPDX-License-Identifier: Apache-2.0
"""Writes what PyTorch and torchvision make of real photos with a real network, for EmbeddingAgreementTest.

    python3 reference.py DATA      DATA has networks/mobilenet_v2_imagenet.scripted.pt and images/ants_bees/val

Made with PyTorch 1.13.0, torchvision 0.14.1 and PIL 9.4.0. For the first 100 photos in sorted order:

    photos.txt       one line per photo: its path below val, a tab, and the crop's mean red, green and blue in each of
                     7 x 7 squares of 32 x 32 pixels, row by row, rounded to integers, two hexadecimal digits each
    embeddings.bin   per photo the 1280 features that enter the network's last linear layer, unsigned 16-bit
                     big-endian, 65535 for 6.0 (the means of values that were clipped to 0..6)
"""
import pathlib
import sys

import numpy as np
import torch
from PIL import Image
from torchvision import transforms

PHOTOS = 100
CROP = transforms.Compose([transforms.Resize(256), transforms.CenterCrop(224)])
NORMALIZE = transforms.Compose([transforms.ToTensor(), transforms.Normalize([0.5] * 3, [0.5] * 3)])


def embedding(network, crop):
    """The input of the last linear layer: MobileNetV2's classifier is a dropout and that layer."""
    with torch.no_grad():
        return network.features(NORMALIZE(crop)[None]).mean(dim=[2, 3])[0]


def main(data):
    network = torch.jit.load(data / "networks/mobilenet_v2_imagenet.scripted.pt").eval()
    root = data / "images/ants_bees/val"
    names = sorted(str(path.relative_to(root)) for path in root.glob("*/*"))[:PHOTOS]
    lines, embeddings = [], []
    for name in names:
        crop = CROP(Image.open(root / name).convert("RGB"))
        features = embedding(network, crop)
        assert torch.allclose(network.classifier(features[None]), network(NORMALIZE(crop)[None]), atol=1e-4)
        squares = np.asarray(crop, dtype=float).reshape(7, 32, 7, 32, 3).mean(axis=(1, 3))
        lines.append(name + "\t" + np.rint(squares).astype(np.uint8).tobytes().hex() + "\n")
        embeddings.append(np.rint(features.numpy() * (65535 / 6)))
    pathlib.Path("photos.txt").write_text("".join(lines), encoding="utf-8")
    pathlib.Path("embeddings.bin").write_bytes(np.stack(embeddings).astype(">u2").tobytes())


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
