# Copyright (c) 2026 The Transfer Learning for KNIME authors
# SPDX-License-Identifier: Apache-2.0
"""Convolutional networks of a few channels, built the way the papers describe; input (n, 3, 32, 32), five classes.

Each class names its paper. What matters here is the construction (skips, branches, gates, concatenation, functions
between modules), not the width.
"""
from typing import List

import torch
from torch import nn
from torch.nn import functional as F

CLASSES = 5


def unit(inputs, outputs, kernel=3, stride=1, groups=1, act=nn.ReLU):
    """Convolution, batch norm, activation (None: none)."""
    parts = [nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=False),
             nn.BatchNorm2d(outputs)]
    return nn.Sequential(*parts, *([] if act is None else [act(inplace=True)]))


class Basic(nn.Module):
    growth = 1

    def __init__(self, inputs, width, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, width, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.relu = nn.ReLU(inplace=True)
        self.conv2 = nn.Conv2d(width, width, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(width)
        self.downsample = unit(inputs, width, 1, stride, act=None) if stride > 1 or inputs != width else None

    def forward(self, x):
        skip = x
        y = self.relu(self.bn1(self.conv1(x)))
        y = self.bn2(self.conv2(y))
        if self.downsample is not None:
            skip = self.downsample(x)
        y += skip
        return self.relu(y)


class Bottleneck(nn.Module):
    growth = 4

    def __init__(self, inputs, width, stride):
        super().__init__()
        outputs = width * self.growth
        self.conv1 = nn.Conv2d(inputs, width, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, stride, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(width)
        self.conv3 = nn.Conv2d(width, outputs, 1, bias=False)
        self.bn3 = nn.BatchNorm2d(outputs)
        self.relu = nn.ReLU(inplace=True)
        self.downsample = unit(inputs, outputs, 1, stride, act=None) if stride > 1 or inputs != outputs else None

    def forward(self, x):
        skip = x
        y = self.relu(self.bn1(self.conv1(x)))
        y = self.relu(self.bn2(self.conv2(y)))
        y = self.bn3(self.conv3(y))
        if self.downsample is not None:
            skip = self.downsample(x)
        y += skip
        return self.relu(y)


class ResNet(nn.Module):
    """He et al. 2015, arXiv:1512.03385."""

    def __init__(self, block):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 4, 7, 2, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(4)
        self.relu = nn.ReLU(inplace=True)
        self.maxpool = nn.MaxPool2d(3, 2, 1)
        self.layer1 = nn.Sequential(block(4, 4, 1), block(4 * block.growth, 4, 1))
        self.layer2 = nn.Sequential(block(4 * block.growth, 6, 2))
        self.avgpool = nn.AdaptiveAvgPool2d((1, 1))
        self.fc = nn.Linear(6 * block.growth, CLASSES)

    def forward(self, x):
        x = self.maxpool(self.relu(self.bn1(self.conv1(x))))
        x = self.layer2(self.layer1(x))
        return self.fc(torch.flatten(self.avgpool(x), 1))


class InvertedResidual(nn.Module):
    """Expansion, depthwise convolution, projection; a skip where shapes allow it."""

    def __init__(self, inputs, outputs, stride, expand):
        super().__init__()
        hidden = inputs * expand
        layers = [] if expand == 1 else [unit(inputs, hidden, 1, act=nn.ReLU6)]
        layers += [unit(hidden, hidden, 3, stride, hidden, nn.ReLU6), *unit(hidden, outputs, 1, act=None)]
        self.conv = nn.Sequential(*layers)
        self.skip = stride == 1 and inputs == outputs

    def forward(self, x):
        if self.skip:
            return x + self.conv(x)
        return self.conv(x)


class MobileNetV2(nn.Module):
    """Sandler et al. 2018, arXiv:1801.04381."""

    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(unit(3, 6, 3, 2, act=nn.ReLU6), InvertedResidual(6, 4, 1, 1),
                                      InvertedResidual(4, 6, 2, 3), InvertedResidual(6, 6, 1, 3),
                                      InvertedResidual(6, 8, 2, 3), unit(8, 16, 1, act=nn.ReLU6))
        self.classifier = nn.Sequential(nn.Dropout(0.2), nn.Linear(16, CLASSES))

    def forward(self, x):
        x = F.adaptive_avg_pool2d(self.features(x), (1, 1))
        return self.classifier(torch.flatten(x, 1))


class Gate(nn.Module):
    """Squeeze and excitation (Hu et al. 2017, arXiv:1709.01507): channels scaled by what the whole image says."""

    def __init__(self, channels, squeezed, act, scale):
        super().__init__()
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.fc1 = nn.Conv2d(channels, squeezed, 1)
        self.activation = act()
        self.fc2 = nn.Conv2d(squeezed, channels, 1)
        self.scale_activation = scale()

    def forward(self, x):
        s = self.activation(self.fc1(self.avgpool(x)))
        return x * self.scale_activation(self.fc2(s))


class GatedResidual(nn.Module):
    """Inverted residual with a gate behind the depthwise convolution."""

    def __init__(self, inputs, hidden, outputs, kernel, stride, act, gate):
        super().__init__()
        layers = [] if hidden == inputs else [unit(inputs, hidden, 1, act=act)]
        layers.append(unit(hidden, hidden, kernel, stride, hidden, act))
        layers += [gate(hidden), unit(hidden, outputs, 1, act=None)]
        self.block = nn.Sequential(*layers)
        self.skip = stride == 1 and inputs == outputs

    def forward(self, x):
        y = self.block(x)
        if self.skip:
            y += x
        return y


def hard_gate(channels):
    return Gate(channels, 4, nn.ReLU, nn.Hardsigmoid)


def soft_gate(channels):
    return Gate(channels, 2, nn.SiLU, nn.Sigmoid)


class MobileNetV3(nn.Module):
    """Howard et al. 2019, arXiv:1905.02244."""

    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            unit(3, 6, 3, 2, act=nn.Hardswish), GatedResidual(6, 6, 6, 3, 2, nn.ReLU, hard_gate),
            GatedResidual(6, 12, 6, 5, 1, nn.Hardswish, hard_gate), unit(6, 16, 1, act=nn.Hardswish))
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.classifier = nn.Sequential(nn.Linear(16, 20), nn.Hardswish(inplace=True), nn.Dropout(0.2),
                                        nn.Linear(20, CLASSES))

    def forward(self, x):
        x = self.avgpool(self.features(x))
        return self.classifier(torch.flatten(x, 1))


class EfficientNet(nn.Module):
    """Tan, Le 2019, arXiv:1905.11946."""

    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            unit(3, 6, 3, 2, act=nn.SiLU), nn.Sequential(GatedResidual(6, 6, 6, 3, 2, nn.SiLU, soft_gate)),
            nn.Sequential(GatedResidual(6, 12, 6, 5, 1, nn.SiLU, soft_gate)), unit(6, 16, 1, act=nn.SiLU))
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.classifier = nn.Sequential(nn.Dropout(0.2, inplace=True), nn.Linear(16, CLASSES))

    def forward(self, x):
        x = self.avgpool(self.features(x))
        return self.classifier(torch.flatten(x, 1))


class DenseLayer(nn.Module):
    def __init__(self, inputs, growth):
        super().__init__()
        self.norm1 = nn.BatchNorm2d(inputs)
        self.relu1 = nn.ReLU(inplace=True)
        self.conv1 = nn.Conv2d(inputs, 2 * growth, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(2 * growth)
        self.relu2 = nn.ReLU(inplace=True)
        self.conv2 = nn.Conv2d(2 * growth, growth, 3, padding=1, bias=False)

    def forward(self, earlier: List[torch.Tensor]):
        x = self.conv1(self.relu1(self.norm1(torch.cat(earlier, 1))))
        return self.conv2(self.relu2(self.norm2(x)))


class DenseBlock(nn.Module):
    """Every layer sees the outputs of all layers before it, as a list."""

    def __init__(self, inputs, growth, count):
        super().__init__()
        self.layers = nn.ModuleList([DenseLayer(inputs + i * growth, growth) for i in range(count)])

    def forward(self, x):
        seen = [x]
        for layer in self.layers:
            seen.append(layer(seen))
        return torch.cat(seen, 1)


class DenseNet(nn.Module):
    """Huang et al. 2016, arXiv:1608.06993."""

    def __init__(self):
        super().__init__()
        self.features = nn.Sequential()
        self.features.add_module("conv0", nn.Conv2d(3, 6, 3, 2, 1, bias=False))
        self.features.add_module("denseblock1", DenseBlock(6, 3, 2))
        self.features.add_module("transition1", nn.Sequential(nn.BatchNorm2d(12), nn.ReLU(inplace=True),
                                                              nn.Conv2d(12, 6, 1, bias=False), nn.AvgPool2d(2)))
        self.features.add_module("denseblock2", DenseBlock(6, 3, 3))
        self.features.add_module("norm5", nn.BatchNorm2d(15))
        self.classifier = nn.Linear(15, CLASSES)

    def forward(self, x):
        x = F.relu(self.features(x), inplace=True)
        x = torch.flatten(F.adaptive_avg_pool2d(x, (1, 1)), 1)
        return self.classifier(x)


class VGG(nn.Module):
    """Simonyan, Zisserman 2014, arXiv:1409.1556; with batch norm in its first half."""

    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(3, 6, 3, padding=1), nn.BatchNorm2d(6), nn.ReLU(inplace=True), nn.MaxPool2d(2, 2),
            nn.Conv2d(6, 8, 3, padding=1), nn.ReLU(inplace=True), nn.Conv2d(8, 8, 3, padding=1),
            nn.ReLU(inplace=True), nn.MaxPool2d(2, 2))
        self.avgpool = nn.AdaptiveAvgPool2d((3, 3))
        self.classifier = nn.Sequential(nn.Linear(72, 24), nn.ReLU(True), nn.Dropout(), nn.Linear(24, 16),
                                        nn.ReLU(True), nn.Dropout(), nn.Linear(16, CLASSES))

    def forward(self, x):
        x = self.avgpool(self.features(x))
        return self.classifier(torch.flatten(x, 1))


class Fire(nn.Module):
    def __init__(self, inputs, squeezed, expanded):
        super().__init__()
        self.squeeze = nn.Conv2d(inputs, squeezed, 1)
        self.squeeze_activation = nn.ReLU(inplace=True)
        self.expand1x1 = nn.Conv2d(squeezed, expanded, 1)
        self.expand1x1_activation = nn.ReLU(inplace=True)
        self.expand3x3 = nn.Conv2d(squeezed, expanded, 3, padding=1)
        self.expand3x3_activation = nn.ReLU(inplace=True)

    def forward(self, x):
        x = self.squeeze_activation(self.squeeze(x))
        return torch.cat([self.expand1x1_activation(self.expand1x1(x)),
                          self.expand3x3_activation(self.expand3x3(x))], 1)


class SqueezeNet(nn.Module):
    """Iandola et al. 2016, arXiv:1602.07360: the classifier is a convolution, pooled afterwards."""

    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(3, 8, 3, 2), nn.ReLU(inplace=True),
                                      nn.MaxPool2d(3, 2, ceil_mode=True), Fire(8, 3, 6), Fire(12, 3, 6),
                                      nn.MaxPool2d(3, 2, ceil_mode=True), Fire(12, 4, 8))
        self.classifier = nn.Sequential(nn.Dropout(0.5), nn.Conv2d(16, CLASSES, 1), nn.ReLU(inplace=True),
                                        nn.AdaptiveAvgPool2d((1, 1)))

    def forward(self, x):
        return torch.flatten(self.classifier(self.features(x)), 1)


def shuffle(x, groups: int):
    n, c, h, w = x.size()
    x = x.view(n, groups, c // groups, h, w)
    return torch.transpose(x, 1, 2).contiguous().view(n, c, h, w)


class ShuffleUnit(nn.Module):
    """With stride 1 half of the channels pass by; then the channels of both halves are interleaved."""

    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.stride = stride
        half = outputs // 2
        if stride > 1:
            self.branch1 = nn.Sequential(*unit(inputs, inputs, 3, stride, inputs, None), *unit(inputs, half, 1))
        else:
            self.branch1 = nn.Sequential()
        self.branch2 = nn.Sequential(*unit(inputs if stride > 1 else half, half, 1),
                                     *unit(half, half, 3, stride, half, None), *unit(half, half, 1))

    def forward(self, x):
        if self.stride == 1:
            x1, x2 = x.chunk(2, dim=1)
            y = torch.cat((x1, self.branch2(x2)), dim=1)
        else:
            y = torch.cat((self.branch1(x), self.branch2(x)), dim=1)
        return shuffle(y, 2)


class ShuffleNetV2(nn.Module):
    """Ma et al. 2018, arXiv:1807.11164."""

    def __init__(self):
        super().__init__()
        self.conv1 = unit(3, 6, 3, 2)
        self.maxpool = nn.MaxPool2d(3, 2, 1)
        self.stage2 = nn.Sequential(ShuffleUnit(6, 8, 2), ShuffleUnit(8, 8, 1))
        self.stage3 = nn.Sequential(ShuffleUnit(8, 12, 2))
        self.conv5 = unit(12, 16, 1)
        self.fc = nn.Linear(16, CLASSES)

    def forward(self, x):
        x = self.conv5(self.stage3(self.stage2(self.maxpool(self.conv1(x)))))
        return self.fc(x.mean([2, 3]))


class InceptionBlock(nn.Module):
    def __init__(self, inputs):
        super().__init__()
        self.branch1 = unit(inputs, 4, 1)
        self.branch2 = nn.Sequential(unit(inputs, 3, 1), unit(3, 4, 3))
        self.branch3 = nn.Sequential(unit(inputs, 2, 1), unit(2, 4, 5))
        self.branch4 = nn.Sequential(nn.MaxPool2d(3, 1, 1, ceil_mode=True), unit(inputs, 4, 1))

    def branches(self, x) -> List[torch.Tensor]:
        return [self.branch1(x), self.branch2(x), self.branch3(x), self.branch4(x)]

    def forward(self, x):
        return torch.cat(self.branches(x), 1)


class Inception(nn.Module):
    """Szegedy et al. 2014, arXiv:1409.4842; a side classifier that does not run in evaluation mode."""

    def __init__(self):
        super().__init__()
        self.conv1 = unit(3, 6, 3, 2)
        self.inception1 = InceptionBlock(6)
        self.maxpool = nn.MaxPool2d(3, 2)
        self.inception2 = InceptionBlock(16)
        self.aux = nn.Linear(16, CLASSES)
        self.avgpool = nn.AdaptiveAvgPool2d((1, 1))
        self.dropout = nn.Dropout(0.2)
        self.fc = nn.Linear(16, CLASSES)

    def forward(self, x):
        x = self.inception1(self.conv1(x))
        side = x
        x = self.inception2(self.maxpool(x))
        x = self.fc(self.dropout(torch.flatten(self.avgpool(x), 1)))
        if self.training:
            x = x + self.aux(side.mean([2, 3]))
        return x


class LayerNorm2d(nn.LayerNorm):
    def forward(self, x):
        x = x.permute(0, 2, 3, 1)
        x = F.layer_norm(x, self.normalized_shape, self.weight, self.bias, self.eps)
        return x.permute(0, 3, 1, 2)


class Permute(nn.Module):
    def __init__(self, dims: List[int]):
        super().__init__()
        self.dims = dims

    def forward(self, x):
        return torch.permute(x, self.dims)


class ConvNextBlock(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.block = nn.Sequential(nn.Conv2d(width, width, 7, padding=3, groups=width), Permute([0, 2, 3, 1]),
                                   nn.LayerNorm(width, eps=1e-6), nn.Linear(width, 4 * width), nn.GELU(),
                                   nn.Linear(4 * width, width), Permute([0, 3, 1, 2]))
        self.layer_scale = nn.Parameter(torch.ones(width, 1, 1))

    def forward(self, x):
        return self.layer_scale * self.block(x) + x


class ConvNeXt(nn.Module):
    """Liu et al. 2022, arXiv:2201.03545."""

    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Sequential(nn.Conv2d(3, 8, 4, 4), LayerNorm2d(8, eps=1e-6)),
            nn.Sequential(ConvNextBlock(8), ConvNextBlock(8)),
            nn.Sequential(LayerNorm2d(8, eps=1e-6), nn.Conv2d(8, 12, 2, 2)), nn.Sequential(ConvNextBlock(12)))
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.classifier = nn.Sequential(LayerNorm2d(12, eps=1e-6), nn.Flatten(1), nn.Linear(12, CLASSES))

    def forward(self, x):
        return self.classifier(self.avgpool(self.features(x)))
