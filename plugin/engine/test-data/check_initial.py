# Copyright (c) 2026 The Transfer Learning for KNIME authors
# SPDX-License-Identifier: Apache-2.0
"""First values of layers: those of rewritten networks against those of PyTorch's own new modules.

    check_initial.py make FOLDER           writes networks of all kinds of layers, all values 9
    check_initial.py check NETWORK...      compares rewritten ones with new modules of the same kinds

Constants must be equal; random values must come from the same distribution, by the test of Kolmogorov and Smirnov on
two samples: the largest distance of their distribution functions exceeds 2.3 sqrt(2 / n) in one of 20,000 cases
(2 exp(-2 * 2.3 ** 2)). Both sides are seeded, so that the outcome is always the same.
"""
import sys

import torch
from torch import nn

TYPES = {"float": torch.float32, "double": torch.float64, "half": torch.half, "bfloat16": torch.bfloat16}


class Kinds(nn.Module):
    """Layers of all kinds; what modules own directly has the names and first values of torchvision's networks."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv1d(16, 32, 5)
        self.conv2 = nn.Conv2d(8, 64, 3, groups=2)
        self.conv3 = nn.Conv3d(4, 32, 3)
        self.up = nn.ConvTranspose2d(16, 32, 4)
        self.linear = nn.Linear(48, 96)
        self.bilinear = nn.Bilinear(12, 20, 30)
        self.bn1 = nn.BatchNorm1d(8)
        self.bn2 = nn.BatchNorm2d(8)
        self.bn3 = nn.BatchNorm3d(8)
        self.ln = nn.LayerNorm(8)
        self.gn = nn.GroupNorm(2, 8)
        self.inorm = nn.InstanceNorm2d(8, affine=True, track_running_stats=True)
        self.embedding = nn.Embedding(300, 32)
        self.lstm = nn.LSTM(24, 36, num_layers=2, bidirectional=True)
        self.projected = nn.LSTM(24, 36, proj_size=10)
        self.gru = nn.GRU(24, 48)
        self.rnn = nn.RNN(24, 48)
        self.lstm_cell = nn.LSTMCell(24, 36)
        self.gru_cell = nn.GRUCell(24, 36)
        self.rnn_cell = nn.RNNCell(24, 36)
        self.attention = nn.MultiheadAttention(64, 4)
        self.biased_attention = nn.MultiheadAttention(64, 4, add_bias_kv=True)
        self.prelu = nn.PReLU(8)
        self.class_token = nn.Parameter(torch.zeros(1, 1, 32))
        self.pos_embedding = nn.Parameter(torch.empty(1, 50, 32).normal_(std=0.02))
        self.layer_scale = nn.Parameter(torch.ones(32, 1, 1) * 1e-6)
        self.relative_position_bias_table = nn.Parameter(nn.init.trunc_normal_(torch.empty(169, 8), std=0.02))
        self.logit_scale = nn.Parameter(torch.log(10 * torch.ones((3, 1, 1))))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x


def make(folder):
    network = torch.jit.script(Kinds().eval())
    for tensor in network.state_dict().values():
        tensor.fill_(9)
    for name, dtype in TYPES.items():
        network.to(dtype).save(folder + "/" + name + ".pt")


def distance(one, two):
    """Largest distance of the distribution functions of two samples."""
    both = torch.cat([one, two]).sort().values
    return max(abs(torch.searchsorted(one.sort().values, both, right=True) / len(one)
                   - torch.searchsorted(two.sort().values, both, right=True) / len(two)))


def check(path):
    written = torch.jit.load(path).state_dict()
    torch.manual_seed(1)
    expected = Kinds().state_dict()
    assert list(written) == list(expected), path
    for name, reference in expected.items():
        ours = written[name]
        values = ours.double().flatten()
        reference = reference.to(ours.dtype).double().flatten()
        if len(reference.unique()) == 1:
            assert torch.equal(values, reference), (path, name, values, reference)
        else:
            assert len(values) > 20 and len(values.unique()) > 10, (path, name)
            limit = 2.3 * (2 / len(values)) ** 0.5
            assert distance(values, reference) < limit, (path, name, distance(values, reference), limit)
    print("ok", path, len(expected))


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(sys.argv[2])
    else:
        for argument in sys.argv[2:]:
            check(argument)
