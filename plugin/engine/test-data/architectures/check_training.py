#!/usr/bin/python3
# Copyright (c) 2026 The Transfer Learning for KNIME authors
# SPDX-License-Identifier: Apache-2.0
"""Compares archives for training with PyTorch's own training mode.

check_training.py FOLDER LIST

Each line of the file LIST has the name of a network, its form ("traced" or "scripted"), an archive for training made
from it, and the paths of the batch norms that update their running statistics there, separated by blanks. Of one
network, the form "scripted" in FOLDER is what PyTorch itself trains: the traced one has the same values. Only those
batch norms are set to training mode there, and dropout layers are left in evaluation mode; this is the same as long as
no batch norm comes behind a dropout. Prints "ok" and the number of batch norms for each line.
"""
import os
import sys

import torch
from torch import nn

import make_architectures as made

EXACT = 1e-5  # float32 sums in another order


def inputs(folder, name, form):
    lines = open(os.path.join(folder, f"{name}.{form}.expected.txt")).read().splitlines()
    words = [line.split() for line in lines if line.startswith("input ")]
    return [made.FORMULAS[w[4]]([int(n) for n in w[3].strip("[]").split(",")], int(w[1]) * made.OTHER) for w in words]


def buffers(network):
    return {name: value.clone() for name, value in network.named_buffers()}


def check(folder, name, form, archive, updating):
    original = torch.jit.load(os.path.join(folder, f"{name}.scripted.pt")).eval()
    drops = any(isinstance(m, nn.Dropout) and m.p > 0 for m in made.NETWORKS[name]().modules())
    for path, module in original.named_modules():
        if path in updating:
            module.train()
    trained = torch.jit.load(archive).eval()
    x = inputs(folder, name, form)
    before = buffers(trained)
    with torch.no_grad():
        evaluated = trained.trainable_part(*x)
        for _ in range(2):
            expected = original(*x)
            first = trained.trainable_part_training(*x)
    if not drops:
        assert torch.allclose(expected, first, rtol=EXACT, atol=EXACT), "output"
    after = buffers(trained)
    reference = buffers(original)
    changed = 0
    for buffer, value in after.items():
        if buffer.rsplit(".", 1)[0] in updating:
            assert torch.allclose(reference[buffer].double(), value.double(), rtol=EXACT, atol=EXACT), buffer
            assert not torch.equal(before[buffer], value), buffer
            changed += 1
        else:
            assert torch.equal(before[buffer], value), buffer
    # trained with every parameter: only buffers are kept
    kept = [value for name, value in trained.named_buffers() if name.rsplit(".", 1)[0] not in updating]
    listed = trained.frozen_tensors(x[0]) if hasattr(trained, "frozen_tensors") else []
    assert sorted(k.data_ptr() for k in kept) == sorted(k.data_ptr() for k in listed), "frozen tensors"
    if updating:
        statistics = trained.running_statistics(x[0])
        assert statistics.numel() == sum(after[b].numel() for b in after if b.rsplit(".", 1)[0] in updating)
    elif drops:
        with torch.no_grad():
            second = trained.trainable_part_training(*x)
        assert not torch.equal(first, second), "dropout is not active"
        # the executor may have fused operators since
        assert torch.allclose(evaluated, trained.trainable_part(*x), rtol=EXACT, atol=EXACT), "dropout in evaluation"
    else:
        assert torch.allclose(evaluated, first, rtol=EXACT, atol=EXACT), "training without dropout is not evaluation"
    print("ok", name, form, changed // 3, "dropout" if drops else "")


def main():
    torch.manual_seed(1)
    with open(sys.argv[2]) as lines:
        for line in lines:
            words = line.split()
            check(sys.argv[1], words[0], words[1], words[2], set(words[3:]))


if __name__ == "__main__":
    main()
