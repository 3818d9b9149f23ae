#!/usr/bin/python3
# Copyright (c) 2026 The Transfer Learning for KNIME authors
# SPDX-License-Identifier: Apache-2.0
"""Makes the networks of this folder, traced and scripted, and beside each what PyTorch says about it.

make_architectures.py OUTDIR [NAME ...]                our own small networks; needs only PyTorch
make_architectures.py --torchvision OUTDIR [NAME ...]  torchvision's networks at full width, random weights

README.md in this folder describes the files.
"""
import math
import os
import sys
import warnings

import torch
from torch import nn

import image_networks as images
import sequence_networks as sequences

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir))
import archives  # noqa: E402 (it is in the folder above)

SEED = 20261121
OTHER = 1000003
SIGNS = 6

NETWORKS = {
    "resnet_basic": lambda: images.ResNet(images.Basic),
    "resnet_bottleneck": lambda: images.ResNet(images.Bottleneck),
    "mobilenet_v2": images.MobileNetV2,
    "mobilenet_v3": images.MobileNetV3,
    "efficientnet": images.EfficientNet,
    "densenet": images.DenseNet,
    "vgg": images.VGG,
    "squeezenet": images.SqueezeNet,
    "shufflenet_v2": images.ShuffleNetV2,
    "inception": images.Inception,
    "convnext": images.ConvNeXt,
    "vit": lambda: sequences.ViT(sequences.VitLayer, 2),
    "vit_written": lambda: sequences.ViT(sequences.WrittenVitLayer, 2),
    "swin": sequences.Swin,
    "bert": sequences.Bert,
    "lstm": sequences.LstmClassifier,
    "lstm_pooled": sequences.LstmPooled,
}

TORCHVISION = {
    "resnet_basic": ("resnet18", {}),
    "resnet_bottleneck": ("resnet50", {}),
    "mobilenet_v2": ("mobilenet_v2", {}),
    "mobilenet_v3": ("mobilenet_v3_small", {}),
    "efficientnet": ("efficientnet_b0", {}),
    "densenet": ("densenet121", {}),
    "vgg": ("vgg11_bn", {}),
    "squeezenet": ("squeezenet1_1", {}),
    "shufflenet_v2": ("shufflenet_v2_x1_0", {}),
    "inception": ("googlenet", {"aux_logits": False, "init_weights": False}),
    "convnext": ("convnext_tiny", {}),
    "vit": ("vit_b_16", {"image_size": 64}),
    "swin": ("swin_t", {}),
}


def mixed(count, start=0, step=1):
    """A bijective 32-bit hash of start, start + step, ...: xor with the upper half, multiply, twice."""
    v = (torch.arange(count, dtype=torch.int64) * step + start) & 0xFFFFFFFF
    v = v ^ (v >> 16)
    v = (v * 0x7FEB352D) & 0xFFFFFFFF
    v = v ^ (v >> 15)
    # The product of 32 and 31 bits may pass 2^63; the lower half of a wrapped product is right all the same.
    v = (v * 0x846CA68B) & 0xFFFFFFFF
    return v ^ (v >> 16)


def uniform(shape, start):
    return (mixed(math.prod(shape), start).double() / 4294967296.0 * 2 - 1).float().reshape(shape)


def tokens(shape, start):
    return (mixed(math.prod(shape), start) % sequences.WORDS).reshape(shape)


def mask(shape, start):
    """The first tokens of each row count; how many, depends on the row (and on which input it is)."""
    less = 3 if start == 0 else 2
    return torch.tensor([[1 if t < shape[1] - less * (row + 1) else 0 for t in range(shape[1])]
                         for row in range(shape[0])])


FORMULAS = {"uniform": uniform, "tokens": tokens, "mask": mask}


def digest(tensor):
    """Mean, root mean square, and dot products with vectors of pseudo-random signs, in float64."""
    x = tensor.detach().double().flatten()
    numbers = [x.mean().item(), x.square().mean().sqrt().item()]
    for k in range(SIGNS):
        signs = 1 - 2 * (mixed(x.numel(), k, 8) & 1).double()
        numbers.append((signs * x).sum().item())
    return shape_of(tensor) + " " + " ".join("%.9g" % n for n in numbers)


def shape_of(tensor):
    return "[" + ",".join(str(n) for n in tensor.shape) + "]"


def randomize(network):
    """Statistics, scales and shifts that show when one is left out; no branch or layer that starts at (almost) 0."""
    for module in network.modules():
        if isinstance(module, nn.Conv2d):
            nn.init.kaiming_normal_(module.weight, nonlinearity="relu")
        if isinstance(module, nn.BatchNorm2d):
            module.running_mean.uniform_(-0.3, 0.3)
            module.running_var.uniform_(0.5, 1.5)
        if isinstance(module, (nn.BatchNorm2d, nn.LayerNorm)):
            nn.init.uniform_(module.weight, 0.7, 1.3)
            nn.init.uniform_(module.bias, -0.3, 0.3)
        if isinstance(module, nn.Linear) and not module.weight.any():
            module.reset_parameters()
    for name, parameter in network.named_parameters():
        if name.endswith("layer_scale"):
            nn.init.uniform_(parameter, 0.5, 1.5)


class Recording:
    """One run in eager mode: the calls of every module in the order of their ends, and copies of what they return."""

    def __init__(self, network, inputs):
        self.calls, self.results, self.features = {}, {}, None
        handles = []
        for path, module in network.named_modules():
            handles.append(module.register_forward_hook(self.recorder(path)))
            if isinstance(module, (nn.Linear, nn.Conv2d)):
                handles.append(module.register_forward_pre_hook(self.watcher(path)))
        try:
            self.output = network(*inputs).detach()
        finally:
            for handle in handles:
                handle.remove()

    def recorder(self, path):
        def hook(module, arguments, result):
            self.calls[path] = self.calls.get(path, 0) + 1
            # A copy: the next module may work in place.
            self.results[path] = result.detach().clone() if isinstance(result, torch.Tensor) else None
        return hook

    def watcher(self, path):
        def hook(module, arguments):
            self.features = (path, arguments[0].detach().clone())
        return hook


def substituted(network, inputs, tensors):
    """The output for the inputs when modules return other tensors (by path); None when that cannot be run."""
    handles = [network.get_submodule(path).register_forward_hook(lambda m, arguments, result, t=tensor: t.clone())
               for path, tensor in tensors.items()]
    try:
        return network(*inputs).detach()
    except (RuntimeError, IndexError):
        return None
    finally:
        for handle in handles:
            handle.remove()


def agrees(output, expected):
    return output is not None and output.shape == expected.shape and torch.allclose(output, expected, 1e-5, 1e-6)


def verdict(network, path, recording, inputs, same, resized):
    """Whether this module's output is all that the rest of the network needs; README.md says how it is tried."""
    if path not in recording.calls:
        return "uncalled"
    if recording.calls[path] > 1:
        return "repeated"
    if recording.results[path] is None:
        return "several"
    output = substituted(network, inputs, {path: same.results[path]})
    if output is None or not torch.equal(output, same.output):
        if agrees(output, same.output):
            print(f"  doubtful: {path} differs by {(output - same.output).abs().max().item()}")
        return "unsound"
    return "sound" if agrees(substituted(network, inputs, {path: resized.results[path]}), resized.output) else "shape"


def missing(network, path, recording, inputs, same, other):
    """What an unsound point lacks: the nearest earlier module, or else the input, that completes it."""
    earlier = list(recording.results)
    for other_path in reversed(earlier[:earlier.index(path)]):
        if other_path and recording.calls[other_path] == 1 and recording.results[other_path] is not None:
            tensors = {path: same.results[path], other_path: same.results[other_path]}
            output = substituted(network, inputs, tensors)
            if output is not None and torch.equal(output, same.output):
                return other_path
    for k in range(len(inputs)):
        replaced = inputs[:k] + other[k:k + 1] + inputs[k + 1:]
        output = substituted(network, replaced, {path: same.results[path]})
        if output is not None and torch.equal(output, same.output):
            return f"input {k}"
    return "more"


def tables(archive, network):
    lines = []
    for label, loaded, eager in (("parameter", archive.named_parameters(), network.named_parameters()),
                                 ("buffer", archive.named_buffers(), network.named_buffers())):
        loaded = list(loaded)
        if [n for n, _ in loaded] != [n for n, _ in eager]:
            print(f"  {label}s of the archive are not those of the network")
        lines += [f"{label} {name} {str(tensor.dtype)[6:]} {shape_of(tensor)}" for name, tensor in loaded]
    modules = list(archive.named_modules())
    if [p for p, _ in modules] != [p for p, _ in network.named_modules()]:
        print("  modules of the archive are not those of the network")
    return lines + [f"module {path or '.'} {module.original_name}" for path, module in modules]


def inputs_of(kinds, start, sizes):
    return tuple(FORMULAS[kind](sizes[kind], start) for kind in kinds)


def resized_recording(network, kinds, sizes):
    """Another batch size, and another image size or length where the network takes it."""
    attempts = [{k: [3] + [n + n // 2 if len(s) == 4 and i > 0 else n for i, n in enumerate(s[1:])]
                 for k, s in sizes.items()},
                {k: [3] + [n - 2 if len(s) == 2 else n for n in s[1:]] for k, s in sizes.items()},
                {k: [3] + s[1:] for k, s in sizes.items()}]
    for attempt in attempts:
        try:
            inputs = inputs_of(kinds, OTHER, attempt)
            return inputs, Recording(network, inputs)
        except (RuntimeError, AssertionError, ValueError):
            continue
    raise RuntimeError("takes one batch size only")


def facts(network, kinds, sizes, inputs, resized, reasons):
    """The lines that hold for the traced and the scripted archive alike, and the count of each verdict."""
    recording = Recording(network, inputs)
    other = inputs_of(kinds, OTHER, sizes)
    same = Recording(network, other)
    if (recording.output - same.output).abs().max() < 1e-3:
        raise RuntimeError("The input hardly matters, so that no verdict could be trusted.")
    lines = [f"input {k} {str(t.dtype)[6:]} {shape_of(t)} {kind}" for k, (kind, t) in enumerate(zip(kinds, inputs))]
    lines.append(f"output {shape_of(recording.output)} "
                 + " ".join("%.9g" % v for v in recording.output.flatten().tolist()))
    lines.append(f"features {recording.features[0]} {digest(recording.features[1])}")
    for path, result in recording.results.items():
        if path and recording.calls[path] == 1 and result is not None:
            lines.append(f"activation {path} {digest(result)}")
    counts = {}
    for path, _ in network.named_modules():
        if path:
            word = verdict(network, path, recording, inputs, same, resized)
            counts[word] = counts.get(word, 0) + 1
            reason = ""
            if reasons and word == "unsound":
                reason = " " + missing(network, path, recording, inputs, same, other)
            lines.append(f"cut {path} {word}{reason}")
    return lines, counts, recording.output


def compiled(network, inputs, how):
    if how == "scripted":
        return torch.jit.script(network)
    return torch.jit.trace(network, inputs, check_trace=False)


def make(folder, name, network, kinds, sizes, reasons=True):
    randomize(network)
    network.eval()
    inputs = inputs_of(kinds, 0, sizes)
    resized_inputs, resized = resized_recording(network, kinds, sizes)
    lines, counts, output = facts(network, kinds, sizes, inputs, resized, reasons)
    bytes_of = []
    for how in ("traced", "scripted"):
        file = os.path.join(folder, f"{name}.{how}")
        try:
            compiled(network, inputs, how).save(file + ".pt")
            archives.strip(file + ".pt")
        except Exception as refusal:
            print(f"  not {how}: {str(refusal).strip().splitlines()[0]}")
            bytes_of.append("-")
            continue
        archive = torch.jit.load(file + ".pt")
        if not check(archive, inputs, output):
            os.remove(file + ".pt")
            bytes_of.append("-")
            continue
        with torch.no_grad():
            try:
                if not torch.allclose(archive(*resized_inputs), resized.output, 1e-4, 1e-5):
                    print(f"  {how}: gives something else for another batch or size")
            except RuntimeError:
                print(f"  {how}: takes this batch and size only")
        with open(file + ".expected.txt", "w", encoding="utf-8") as text:
            text.write("\n".join(tables(archive, network) + lines) + "\n")
        bytes_of.append(f"{os.path.getsize(file + '.pt') / 1000:.0f}")
    words = ("sound", "shape", "unsound", "uncalled", "repeated", "several")
    verdicts = " | ".join(str(counts.get(w, 0)) for w in words)
    print(f"| {name} | {bytes_of[0]} | {bytes_of[1]} | {sum(counts.values())} | {verdicts} |", flush=True)


def check(archive, inputs, output):
    """The loaded archive gives the recorded output, with gradients or without."""
    for gradients in (True, False):
        with torch.set_grad_enabled(gradients):
            result = archive(*inputs)
        if not isinstance(result, torch.Tensor):
            print("  dropped: returns a " + type(result).__name__)
            return False
        if not torch.allclose(result, output, 1e-4, 1e-5):
            print(f"  dropped: output differs by {(result - output).abs().max().item()}")
            return False
    return True


def main(arguments):
    original = arguments[:1] == ["--torchvision"]
    arguments = arguments[1:] if original else arguments
    if not arguments:
        sys.exit(__doc__)
    folder, names = arguments[0], arguments[1:]
    os.makedirs(folder, exist_ok=True)
    torch.set_num_threads(1)
    for name in TORCHVISION if original else NETWORKS:
        if names and name not in names:
            continue
        torch.manual_seed(SEED)
        if original:
            import torchvision
            function, options = TORCHVISION[name]
            make(folder, name, torchvision.models.get_model(function, weights=None, **options), ["uniform"],
                 {"uniform": [2, 3, 64, 64]}, reasons=False)
        else:
            kinds = {"bert": ["tokens", "mask"], "lstm": ["tokens"], "lstm_pooled": ["tokens"]}.get(name, ["uniform"])
            make(folder, name, NETWORKS[name](), kinds, {k: [2, 3, 32, 32] if k == "uniform" else [2, sequences.LENGTH]
                                                         for k in kinds})


warnings.filterwarnings("ignore")
main(sys.argv[1:])
