# Copyright (c) 2026 The Transfer Learning for KNIME authors
# SPDX-License-Identifier: Apache-2.0
"""Checks networks with a replaced head in PyTorch: python3 check_head.py EXPECTED.txt NETWORK.pt ...

EXPECTED.txt (made by make_fixtures.py) has the features that a forward hook saw in the original network. The rewritten
network must compute the same ones, and its result must be what its own head makes of them.
"""
import sys

import torch


def check(expected, path):
    wanted = {}
    with open(expected, encoding="utf-8") as file:
        for line in file:
            label, _, rest = line.strip().partition(" ")
            wanted.setdefault(label, rest)
    network = torch.jit.load(path).eval()
    x = torch.sin(0.1 * torch.arange(2 * 3 * 16 * 16, dtype=torch.float32)).reshape(2, 3, 16, 16)
    features = torch.tensor([float(v) for v in wanted["features"].split()]).reshape(2, -1)
    parameters = dict(network.named_parameters())
    assert list(parameters)[-2:] == ["head.weight", "head.bias"], list(parameters)
    weight, bias = parameters["head.weight"], parameters["head.bias"]
    # the same operations in another process: only the order of additions within them may differ
    features = features.to(weight.dtype)
    torch.testing.assert_close(network.head_features(x), features, rtol=1e-5, atol=1e-6)
    torch.testing.assert_close(network(x), features @ weight.T + bias, rtol=1e-5, atol=1e-6)
    network(x).sum().backward()
    assert weight.grad is not None and bias.grad is not None
    network.save(path + ".again")
    torch.testing.assert_close(torch.jit.load(path + ".again")(x), network(x), rtol=0, atol=0)


for i in range(1, len(sys.argv), 2):
    check(sys.argv[i], sys.argv[i + 1])
    print("ok", sys.argv[i + 1])
