# Copyright (c) 2026 The Transfer Learning for KNIME authors
# SPDX-License-Identifier: Apache-2.0
"""Checks heads with hidden layers in PyTorch: python3 check_layers.py SIDE DESIGN NETWORK.pt ...

SIDE is the height and width of the input. DESIGN lists the hidden layers as UNITS,ACTIVATION,NORM,DROPOUT with NORM 0
or 1, separated by "/"; "-" for none. The network's head must have exactly the tensors of a torch.nn.Sequential that is
built from these, and compute what that does in evaluation mode, whatever the values are. What PyTorch saves of it again
goes to NETWORK.pt.again.
"""
import sys

import torch
from torch import nn

ACTIVATIONS = {"RELU": nn.ReLU, "GELU": nn.GELU, "SILU": nn.SiLU, "TANH": nn.Tanh}


def head(design, features, outputs):
    layers = []
    for units, activation, norm, dropout in (h.split(",") for h in design.split("/") if h != "-"):
        layers.append(nn.Linear(features, int(units)))
        features = int(units)
        if int(norm):
            layers.append(nn.BatchNorm1d(features))
        layers.append(ACTIVATIONS[activation]())
        if float(dropout):
            layers.append(nn.Dropout(float(dropout)))
    layers.append(nn.Linear(features, outputs))
    return nn.Sequential(*layers) if len(layers) > 1 else layers[0]


def check(side, design, path):
    network = torch.jit.load(path).eval()
    x = torch.sin(0.1 * torch.arange(2 * 3 * side * side, dtype=torch.float32)).reshape(2, 3, side, side)
    features = network.head_features(x).detach()
    wanted = head(design, features.shape[1], network(x).shape[1]).to(features.dtype).eval()
    own = {n[len("head."):]: t for n, t in network.state_dict().items() if n.startswith("head.")}
    assert {n: (t.shape, t.dtype) for n, t in own.items()} == {
        n: (t.shape, t.dtype) for n, t in wanted.state_dict().items()}, own.keys()
    parameters = dict(network.named_parameters())
    assert {n for n in own if "head." + n in parameters} == {n for n, _ in wanted.named_parameters()}
    torch.manual_seed(1)
    with torch.no_grad():
        for tensor in own.values():  # the state of a new batch norm would hide what is wrong with it
            if tensor.is_floating_point():
                tensor.copy_(0.5 + torch.rand(tensor.shape))
    wanted.load_state_dict(own)
    # the same operations in another process: only the order of additions within them may differ
    torch.testing.assert_close(network(x), wanted(features), rtol=1e-5, atol=1e-6)
    network(x).sum().backward()
    assert all(p.grad is not None for n, p in network.named_parameters() if n.startswith("head."))
    network.save(path + ".again")


for i in range(1, len(sys.argv), 3):
    check(int(sys.argv[i]), sys.argv[i + 1], sys.argv[i + 2])
    print("ok", sys.argv[i + 2])
