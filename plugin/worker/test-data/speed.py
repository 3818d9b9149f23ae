#!/usr/bin/python3
# Copyright (c) 2026 The Transfer Learning for KNIME authors
# SPDX-License-Identifier: Apache-2.0
"""Trains all layers of torchvision's MobileNetV2 in eager mode, or predicts, as the test class SpeedRun does.

speed.py train|predict ARCHIVE BATCH SECONDS

The weights are those of the archive. Batch norm keeps its statistics, as in the worker. Prints milliseconds per image,
over some seconds after the first three batches, and the most memory that the process has had, in MB.
"""
import resource
import sys
import time

import torch
import torchvision


def measure(what, archive, batch, seconds):
    torch.manual_seed(1)
    network = torchvision.models.mobilenet_v2()
    network.load_state_dict(torch.jit.load(archive).state_dict())
    network.eval()
    crops = torch.randint(0, 256, (batch, 224, 224, 3), dtype=torch.uint8)
    mean = torch.tensor([0.485, 0.456, 0.406]).view(1, 3, 1, 1)
    std = torch.tensor([0.229, 0.224, 0.225]).view(1, 3, 1, 1)
    targets = torch.arange(batch)
    optimizer = torch.optim.SGD(network.parameters(), lr=1e-6, momentum=0.9)

    def images():
        return crops.permute(0, 3, 1, 2).contiguous().float().div(255).sub(mean).div(std)

    def train():
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(network(images()), targets).backward()
        optimizer.step()

    def predict():
        with torch.inference_mode():
            network(images()).softmax(1).numpy()

    step = train if what == "train" else predict
    for _ in range(3):
        step()
    start, count = time.monotonic(), 0
    while time.monotonic() - start < seconds:
        step()
        count += 1
    print("%.3f %.0f" % ((time.monotonic() - start) * 1000 / count / batch,
                         resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1.024 / 1000))


measure(sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4]))
