# Copyright (c) 2026 The Transfer Learning for KNIME authors
# SPDX-License-Identifier: Apache-2.0
"""A network whose root owns tensors and passes one to a module: python3 check_own_tensors.py make NETWORK.pt script|trace
writes it, and python3 check_own_tensors.py check NETWORK.pt SPLIT.pt CUT.pt checks what became of it when it was split
after "block.a" (methods prefix_to_cut0 and suffix_from_cut0), and cut there (method head_features).
"""
import sys

import torch
from torch import nn


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(4, 4)
        self.b = nn.Linear(4, 4)

    def forward(self, x, scale, times: int):
        return self.b(torch.relu(self.a(x)) + times) * scale


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.shift = nn.Parameter(torch.randn(4))
        self.scale = nn.Parameter(torch.randn(4))
        self.projection = nn.Parameter(torch.randn(4, 4))
        self.register_buffer("offset", torch.randn(4))
        self.block = Block()
        self.fc = nn.Linear(4, 3)

    def forward(self, x):
        x = self.block(x + self.shift, self.scale, 2)
        return self.fc(x @ self.projection + self.offset)


x = torch.sin(torch.arange(20, dtype=torch.float32)).reshape(5, 4)
if sys.argv[1] == "make":
    torch.manual_seed(3)
    net = Net().eval()
    (torch.jit.script(net) if sys.argv[3] == "script" else torch.jit.trace(net, x)).save(sys.argv[2])
else:
    whole, split, cut = (torch.jit.load(path) for path in sys.argv[2:])
    inner = whole.block.a(x + whole.shift)
    # the same operations in the same order
    torch.testing.assert_close(split.prefix_to_cut0(x), inner, rtol=0, atol=0)
    torch.testing.assert_close(split.suffix_from_cut0(inner), whole(x), rtol=0, atol=0)
    torch.testing.assert_close(cut.head_features(x), inner, rtol=0, atol=0)
    assert cut(x).shape == (5, 2)
    print("ok", *sorted(cut.state_dict()))
