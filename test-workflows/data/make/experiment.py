# Copyright (c) 2026 The Transfer Learning for KNIME authors
# SPDX-License-Identifier: Apache-2.0
"""What transfer gains on the plates, computed by PyTorch: the reference beside the figures of the nodes' own engine.

    python3 experiment.py NETWORK.pt DATA-FOLDER [--epochs 30] [--seeds 5] [--only NAME] [--rates a,b,c]

DATA-FOLDER has train/<class>/*.png and holdout/<class>/*.png. Prints a Markdown table: hold-out accuracy after the
last epoch, mean and standard deviation over the seeds, with a seed for each start, order and new head.
"""
import argparse
import pathlib

import numpy as np
import torch
from PIL import Image
from torch import nn

from network import MEAN, STD, PatternNet


def read(folder):
    """float32 (n, 3, 64, 64) and class numbers (n), resized as torchvision does it."""
    pictures, labels = [], []
    for number, kind in enumerate(sorted(p for p in folder.iterdir() if p.is_dir())):
        for file in sorted(kind.glob("*.png")):
            image = Image.open(file).convert("RGB").resize((64, 64), Image.BILINEAR)
            pictures.append(np.asarray(image))
            labels.append(number)
    inputs = torch.from_numpy(np.stack(pictures)).permute(0, 3, 1, 2).float() / 255
    return (inputs - MEAN) / STD, torch.tensor(labels)


def network_for(archive, classes, pretrained):
    state = torch.jit.load(archive).state_dict()
    network = PatternNet(state["classifier.weight"].shape[0])
    if pretrained:
        network.load_state_dict(state)
    else:
        for module in network.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")
    network.classifier = nn.Linear(network.classifier.in_features, classes)
    return network


def hits(network, inputs, labels):
    network.eval()
    with torch.no_grad():
        return (network(inputs).argmax(1) == labels).float().mean().item()


def run(archive, train, test, seed, pretrained, frozen, norm_trains, rate, epochs, batch=16):
    torch.manual_seed(seed)
    network = network_for(archive, int(train[1].max()) + 1, pretrained)
    for name, parameter in network.named_parameters():
        parameter.requires_grad_(not frozen or name.startswith("classifier"))
    optimizer = torch.optim.Adam([p for p in network.parameters() if p.requires_grad], lr=rate)
    inputs, labels = train
    if frozen:  # the backbone's features never change
        network.eval()
        with torch.no_grad():
            inputs = torch.flatten(network.pool(network.features(inputs)), 1)
    for _ in range(epochs):
        network.train(norm_trains)
        for index in torch.randperm(len(labels)).split(batch):
            outputs = network.classifier(inputs[index]) if frozen else network(inputs[index])
            optimizer.zero_grad()
            nn.functional.cross_entropy(outputs, labels[index]).backward()
            optimizer.step()
    return hits(network, *test)


# name: pretrained, frozen backbone, batch norm in training mode, learning rate
RECIPES = {
    "frozen backbone, new head": (True, True, False, 1e-2),
    "all layers, from the pretrained weights": (True, False, False, 3e-3),
    "all layers, from random weights, batch norm trains": (False, False, True, 3e-3),
    "all layers, from random weights, batch norm fixed": (False, False, False, 1e-3),
}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("network")
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("--epochs", type=int, default=30)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--only", default="")
    parser.add_argument("--rates", type=lambda s: [float(x) for x in s.split(",")])
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    train, test = read(arguments.data / "train"), read(arguments.data / "holdout")
    print("| recipe | learning rate | hold-out accuracy |\n|---|---|---|")
    for name, (*recipe, usual) in RECIPES.items():
        for rate in (arguments.rates or [usual]) if arguments.only in name else []:
            results = [run(arguments.network, train, test, seed, *recipe, rate, arguments.epochs)
                       for seed in range(1, arguments.seeds + 1)]
            print(f"| {name} | {rate:g} | {np.mean(results):.3f} ± {np.std(results, ddof=1):.3f} |", flush=True)


if __name__ == "__main__":
    main()
