# Copyright (c) 2026 The Transfer Learning for KNIME authors
# SPDX-License-Identifier: Apache-2.0
"""Makes the bundled network: a small residual network, trained on the pictures of patterns.py, as TorchScript.

    python3 network.py TARGET.pt [--epochs 12] [--per-class 600]

Needs PyTorch 1.13 or later and NumPy; one core, about a quarter of an hour. Prints the accuracy on pictures of a
different seed.
"""
import argparse
import io
import time
import zipfile

import numpy as np
import torch
from torch import nn

import patterns

SEED = 20
MEAN, STD = 0.5, 0.5


class Residual(nn.Module):
    """Two 3x3 convolutions beside a shortcut, which is a 1x1 convolution where the shape changes."""

    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.norm1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(outputs)
        self.shortcut = nn.Identity() if inputs == outputs and stride == 1 else nn.Sequential(
            nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))
        self.relu = nn.ReLU()

    def forward(self, x):
        y = self.relu(self.norm1(self.conv1(x)))
        return self.relu(self.norm2(self.conv2(y)) + self.shortcut(x))


class PatternNet(nn.Module):
    """Input float32 (n, 3, 64, 64), normalized to -1..1; output logits (n, classes)."""

    def __init__(self, classes):
        super().__init__()
        self.features = nn.Sequential(
            nn.Sequential(nn.Conv2d(3, 16, 3, 2, 1, bias=False), nn.BatchNorm2d(16), nn.ReLU()),
            Residual(16, 24, 1), Residual(24, 48, 2), Residual(48, 96, 2),
            nn.Sequential(nn.Conv2d(96, 192, 1, bias=False), nn.BatchNorm2d(192), nn.ReLU()))
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.dropout = nn.Dropout(0.1)
        self.classifier = nn.Linear(192, classes)

    def forward(self, x):
        return self.classifier(self.dropout(torch.flatten(self.pool(self.features(x)), 1)))


def to_input(pictures):
    """uint8 (n, 64, 64, 3) to normalized float32 (n, 3, 64, 64)."""
    return (torch.from_numpy(pictures).permute(0, 3, 1, 2) / 255 - MEAN) / STD  # channels last in memory: faster


def flipped(batch, generator):
    """One of the eight symmetries of the square for the whole batch."""
    k, mirror = torch.randint(0, 4, (1,), generator=generator), torch.randint(0, 2, (1,), generator=generator)
    batch = torch.rot90(batch, int(k), (2, 3))
    return batch.flip(3) if mirror else batch


def accuracy(network, pictures, labels):
    network.eval()
    with torch.no_grad():
        hits = sum((network(to_input(pictures[i:i + 256])).argmax(1).numpy() == labels[i:i + 256]).sum()
                   for i in range(0, len(labels), 256))
    return hits / len(labels)


def train(network, pictures, labels, epochs, test=None):
    generator = torch.Generator().manual_seed(SEED)
    targets, batch = torch.from_numpy(labels), 64
    optimizer = torch.optim.AdamW(network.parameters(), lr=3e-3, weight_decay=0.02)
    steps = (len(labels) + batch - 1) // batch
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 4e-3, epochs * steps, pct_start=0.2)
    for epoch in range(epochs):
        network.train()
        start, total = time.time(), 0.0
        for index in torch.randperm(len(labels), generator=generator).split(batch):
            inputs = flipped(to_input(pictures[index.numpy()]), generator)
            loss = nn.functional.cross_entropy(network(inputs), targets[index])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            total += loss.item() * len(index)
        shown = f", validation accuracy {accuracy(network, *test):.4f}" if test else ""
        print(f"epoch {epoch + 1}: loss {total / len(labels):.4f}{shown}, {time.time() - start:.0f} s", flush=True)


def scale_embedding(network, factor):
    """Makes the classifier's input larger and its weights smaller by a power of two, so that the outputs stay the same
    to the bit. A new classifier then learns well at the learning rate 0.001, as it does on the large embeddings of
    networks for photographs."""
    with torch.no_grad():
        norm = network.features[-1][1]
        norm.weight *= factor
        norm.bias *= factor
        network.classifier.weight /= factor


def save(network, path):
    """Scripted, in evaluation mode, with preprocessing and labels in the archive's extra files."""
    properties = "".join(f"preprocessing.{key}={value}\n" for key, value in (
        ("resize", 64), ("crop", 64), ("channels", "RGB"), ("scale", 1 / 255),
        *((f"mean.{i:05}", MEAN) for i in range(3)), *((f"std.{i:05}", STD) for i in range(3))))
    labels = "".join(kind.__name__ + "\n" for kind in patterns.CLASSES)
    network = network.eval().to(memory_format=torch.contiguous_format)
    buffer = io.BytesIO()
    torch.jit.save(torch.jit.script(network), buffer,
                   _extra_files={"network.properties": properties, "labels.txt": labels})
    without_debug_files(buffer, path)


def without_debug_files(archive, path):
    """Copies the zip without its source maps, which name files of the machine where it was made. Values stay aligned
    to 64 bytes as PyTorch writes them, by padding in the entry's extra field."""
    with zipfile.ZipFile(archive) as source, open(path, "wb") as file, zipfile.ZipFile(file, "w") as target:
        for entry in source.infolist():
            if not entry.filename.endswith(".debug_pkl"):
                copy = zipfile.ZipInfo("textures30/" + entry.filename.split("/", 1)[1])
                start = file.tell() + 30 + len(copy.filename) + 4
                padding = -start % 64
                copy.extra = b"FB" + padding.to_bytes(2, "little") + b"Z" * padding
                target.writestr(copy, source.read(entry))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("target")
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--per-class", type=int, default=600)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    test = patterns.data_set(100, SEED + 1)
    pictures, labels = patterns.data_set(arguments.per_class, SEED)
    network = PatternNet(len(patterns.CLASSES)).to(memory_format=torch.channels_last)
    print(f"{len(labels)} pictures of {len(patterns.CLASSES)} classes, "
          f"{sum(p.numel() for p in network.parameters())} parameters", flush=True)
    train(network, pictures, labels, arguments.epochs, test)
    scale_embedding(network, 4)
    save(network, arguments.target)


if __name__ == "__main__":
    main()
