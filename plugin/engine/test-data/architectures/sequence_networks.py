# Copyright (c) 2026 The Transfer Learning for KNIME authors
# SPDX-License-Identifier: Apache-2.0
"""Networks on sequences, of a few units: image patches (n, 3, 32, 32) or tokens (n, 12); five classes."""
import math

import torch
from torch import nn
from torch.nn import functional as F

CLASSES = 5
WIDTH = 16
WORDS = 40
LENGTH = 12


class Mlp(nn.Sequential):
    def __init__(self, width):
        super().__init__(nn.Linear(width, 2 * width), nn.GELU(), nn.Dropout(0.1), nn.Linear(2 * width, width),
                         nn.Dropout(0.1))


class VitLayer(nn.Module):
    """Pre-norm encoder layer with PyTorch's own attention, which returns two values."""

    def __init__(self, width):
        super().__init__()
        self.ln_1 = nn.LayerNorm(width, eps=1e-6)
        self.self_attention = nn.MultiheadAttention(width, 2, batch_first=True)
        self.dropout = nn.Dropout(0.1)
        self.ln_2 = nn.LayerNorm(width, eps=1e-6)
        self.mlp = Mlp(width)

    def forward(self, x):
        y = self.ln_1(x)
        y, _ = self.self_attention(y, y, y, need_weights=False)
        x = self.dropout(y) + x
        return x + self.mlp(self.ln_2(x))


class Attention(nn.Module):
    """Multi-head attention with one linear layer for query, key and value."""

    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.proj = nn.Linear(width, width)

    def forward(self, x):
        n, length, width = x.shape
        qkv = self.qkv(x).reshape(n, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        q, k, v = qkv[0], qkv[1], qkv[2]
        weights = torch.softmax(torch.matmul(q, k.transpose(-2, -1)) / math.sqrt(width // self.heads), -1)
        return self.proj(torch.matmul(weights, v).transpose(1, 2).reshape(n, length, width))


class WrittenVitLayer(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.norm1 = nn.LayerNorm(width)
        self.attn = Attention(width, 2)
        self.norm2 = nn.LayerNorm(width)
        self.mlp = Mlp(width)

    def forward(self, x):
        x = x + self.attn(self.norm1(x))
        return x + self.mlp(self.norm2(x))


class ViT(nn.Module):
    """Dosovitskiy et al. 2020, arXiv:2010.11929: class token, learned positions."""

    def __init__(self, layer, count):
        super().__init__()
        self.conv_proj = nn.Conv2d(3, WIDTH, 8, 8)
        self.class_token = nn.Parameter(0.5 * torch.randn(1, 1, WIDTH))
        self.pos_embedding = nn.Parameter(0.5 * torch.randn(1, 17, WIDTH))
        self.dropout = nn.Dropout(0.1)
        self.layers = nn.Sequential(*[layer(WIDTH) for _ in range(count)])
        self.ln = nn.LayerNorm(WIDTH)
        self.head = nn.Linear(WIDTH, CLASSES)

    def forward(self, x):
        n = x.shape[0]
        x = self.conv_proj(x).flatten(2).transpose(1, 2)
        x = torch.cat([self.class_token.expand(n, -1, -1), x], 1)
        x = self.ln(self.layers(self.dropout(x + self.pos_embedding)))
        return self.head(x[:, 0])


def windows(x, size: int):
    """(n, h, w, c) to (n * windows, size * size, c)."""
    n, h, w, c = x.shape
    x = x.reshape(n, h // size, size, w // size, size, c).transpose(2, 3)
    return x.reshape(-1, size * size, c)


def unwindows(x, size: int, h: int, w: int):
    """The inverse of windows."""
    c = x.shape[2]
    x = x.reshape(-1, h // size, w // size, size, size, c).transpose(2, 3)
    return x.reshape(-1, h, w, c)


class WindowAttention(nn.Module):
    """Attention inside windows, with a learned bias per relative position; every second one in shifted windows."""

    def __init__(self, width, side, window, shift):
        super().__init__()
        self.window, self.shift, self.heads = window, shift, 2
        self.qkv = nn.Linear(width, 3 * width)
        self.proj = nn.Linear(width, width)
        self.position_bias = nn.Parameter(0.5 * torch.randn((2 * window - 1) ** 2, self.heads))
        place = torch.stack(torch.meshgrid(torch.arange(window), torch.arange(window), indexing="ij")).flatten(1)
        offset = place[:, :, None] - place[:, None, :] + window - 1
        self.register_buffer("position_index", offset[0] * (2 * window - 1) + offset[1])
        # Pixels that meet in a shifted window only because the image was rolled must not see each other.
        zone = torch.zeros(side)
        if shift > 0:
            zone[-window:-shift], zone[-shift:] = 1, 2
        zones = windows((3 * zone[:, None] + zone[None, :])[None, :, :, None], window)[:, :, 0]
        self.register_buffer("mask", torch.where(zones[:, :, None] == zones[:, None, :], 0.0, -100.0))

    def forward(self, x):
        n, h, w, c = x.shape
        if self.shift > 0:
            x = torch.roll(x, shifts=[-self.shift, -self.shift], dims=[1, 2])
        x = windows(x, self.window)
        count, area, _ = x.shape
        qkv = self.qkv(x).reshape(count, area, 3, self.heads, c // self.heads).permute(2, 0, 3, 1, 4)
        q, k, v = qkv[0], qkv[1], qkv[2]
        score = torch.matmul(q * (c // self.heads) ** -0.5, k.transpose(-2, -1))
        score = score + self.position_bias[self.position_index].permute(2, 0, 1)
        score = score.reshape(n, -1, self.heads, area, area) + self.mask[None, :, None]
        weights = torch.softmax(score.reshape(count, self.heads, area, area), -1)
        x = self.proj(torch.matmul(weights, v).transpose(1, 2).reshape(count, area, c))
        x = unwindows(x, self.window, h, w)
        if self.shift > 0:
            x = torch.roll(x, shifts=[self.shift, self.shift], dims=[1, 2])
        return x


class SwinBlock(nn.Module):
    def __init__(self, width, side, window, shift):
        super().__init__()
        self.norm1 = nn.LayerNorm(width)
        self.attn = WindowAttention(width, side, window, shift)
        self.norm2 = nn.LayerNorm(width)
        self.mlp = Mlp(width)

    def forward(self, x):
        x = x + self.attn(self.norm1(x))
        return x + self.mlp(self.norm2(x))


class PatchMerging(nn.Module):
    """Four neighbors become one token of twice the width."""

    def __init__(self, width):
        super().__init__()
        self.norm = nn.LayerNorm(4 * width)
        self.reduction = nn.Linear(4 * width, 2 * width, bias=False)

    def forward(self, x):
        x = torch.cat([x[:, 0::2, 0::2], x[:, 1::2, 0::2], x[:, 0::2, 1::2], x[:, 1::2, 1::2]], -1)
        return self.reduction(self.norm(x))


class Swin(nn.Module):
    """Liu et al. 2021, arXiv:2103.14030."""

    def __init__(self):
        super().__init__()
        self.patch = nn.Conv2d(3, 8, 4, 4)
        self.patch_norm = nn.LayerNorm(8)
        self.features = nn.Sequential(nn.Sequential(SwinBlock(8, 8, 4, 0), SwinBlock(8, 8, 4, 2)), PatchMerging(8),
                                      nn.Sequential(SwinBlock(16, 4, 4, 0)))
        self.norm = nn.LayerNorm(16)
        self.head = nn.Linear(16, CLASSES)

    def forward(self, x):
        x = self.patch_norm(self.patch(x).permute(0, 2, 3, 1))
        x = self.norm(self.features(x))
        return self.head(x.mean([1, 2]))


class BertSelfAttention(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.heads = 2
        self.query = nn.Linear(width, width)
        self.key = nn.Linear(width, width)
        self.value = nn.Linear(width, width)

    def split(self, x):
        return x.view(x.size(0), x.size(1), self.heads, -1).transpose(1, 2)

    def forward(self, x, mask):
        q, k, v = self.split(self.query(x)), self.split(self.key(x)), self.split(self.value(x))
        score = torch.matmul(q, k.transpose(-1, -2)) / math.sqrt(q.size(-1)) + mask
        y = torch.matmul(F.softmax(score, -1), v)
        return y.transpose(1, 2).reshape(x.size(0), x.size(1), x.size(2))


class BertLayer(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.attention = BertSelfAttention(width)
        self.output = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width)
        self.intermediate = nn.Linear(width, 2 * width)
        self.reduce = nn.Linear(2 * width, width)
        self.norm2 = nn.LayerNorm(width)
        self.dropout = nn.Dropout(0.1)

    def forward(self, x, mask):
        x = self.norm1(x + self.dropout(self.output(self.attention(x, mask))))
        y = self.reduce(F.gelu(self.intermediate(x)))
        return self.norm2(x + self.dropout(y))


class BertEmbeddings(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.word_embeddings = nn.Embedding(WORDS, width, padding_idx=0)
        self.position_embeddings = nn.Embedding(LENGTH + 4, width)
        self.register_buffer("position_ids", torch.arange(LENGTH + 4)[None])
        self.norm = nn.LayerNorm(width)

    def forward(self, ids):
        positions = self.position_ids[:, :ids.size(1)]
        return self.norm(self.word_embeddings(ids) + self.position_embeddings(positions))


class BertEncoder(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.layer = nn.ModuleList([BertLayer(width), BertLayer(width)])

    def forward(self, x, mask):
        for layer in self.layer:
            x = layer(x, mask)
        return x


class Bert(nn.Module):
    """Devlin et al. 2018, arXiv:1810.04805: the mask goes to every layer; the first token is classified."""

    def __init__(self):
        super().__init__()
        self.embeddings = BertEmbeddings(WIDTH)
        self.encoder = BertEncoder(WIDTH)
        self.pooler = nn.Sequential(nn.Linear(WIDTH, WIDTH), nn.Tanh())
        self.dropout = nn.Dropout(0.1)
        self.classifier = nn.Linear(WIDTH, CLASSES)

    def forward(self, ids, mask):
        bias = (1.0 - mask[:, None, None, :].float()) * -10000.0
        x = self.encoder(self.embeddings(ids), bias)
        return self.classifier(self.dropout(self.pooler(x[:, 0])))


class LstmClassifier(nn.Module):
    """Two directions, last hidden states of both; the LSTM returns a tuple."""

    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(WORDS, WIDTH)
        self.lstm = nn.LSTM(WIDTH, 10, batch_first=True, bidirectional=True)
        self.dropout = nn.Dropout(0.1)
        self.hidden = nn.Linear(20, 12)
        self.fc = nn.Linear(12, CLASSES)

    def forward(self, ids):
        _, (h, _) = self.lstm(self.embedding(ids))
        x = torch.cat([h[0], h[1]], 1)
        return self.fc(F.relu(self.hidden(self.dropout(x))))


class LstmPooled(nn.Module):
    """One direction, the largest value over time: the sequence of outputs itself is used."""

    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(WORDS, WIDTH)
        self.lstm = nn.LSTM(WIDTH, 10, batch_first=True)
        self.norm = nn.LayerNorm(10)
        self.fc = nn.Linear(10, CLASSES)

    def forward(self, ids):
        states, _ = self.lstm(self.embedding(ids))
        x, _ = torch.max(self.norm(states), 1)
        return self.fc(x)
