"""Writes layers.json: layers with input, parameters, output and all gradients as PyTorch 1.13 computes them in double precision.

Run with Debian's python3 and its package python3-torch:  /usr/bin/python3 make_fixtures.py
Shapes are without the batch. The gradients are those of the sum of output * upstream; that of the input is called x.
"""
import json
import os

import torch
import torch.nn.functional as F

BATCH = 4
cases = []


def rounded(tensor):
    # To what single precision holds, so that generated code can be given exactly these values.
    return tensor.float().double()


def numbers(tensor):
    return [float(f"{value:.12g}") for value in tensor.detach().double().reshape(-1).tolist()]


def case(attribute, input_shape, parameters, compute):
    """compute takes x [batch, ...] and a tensor for each parameter, by name."""
    torch.manual_seed(len(cases) + 1)
    x = rounded(torch.randn(BATCH, *input_shape)).requires_grad_()
    values = {name: rounded(torch.randn(*shape)).requires_grad_() for name, shape in parameters.items()}
    output = compute(x, **values)
    upstream = rounded(torch.randn_like(output))
    wanted = {"x": x, **values}
    gradients = torch.autograd.grad((output * upstream).sum(), list(wanted.values()))
    cases.append({
        "attribute": attribute,
        "batch": BATCH,
        "input": {"shape": list(input_shape), "data": numbers(x)},
        "parameters": [{"name": name, "shape": list(value.shape), "data": numbers(value)} for name, value in values.items()],
        "output": {"shape": list(output.shape[1:]), "data": numbers(output), "upstream": numbers(upstream)},
        "gradients": {name: numbers(gradient) for name, gradient in zip(wanted, gradients)},
    })


def affine(*shape):
    return {"scale": shape, "bias": shape}


def rms(x, axes, epsilon):
    return x / torch.sqrt((x ** 2).mean(axes, keepdim=True) + epsilon)


def group_norm(x, groups, scale=None, bias=None):
    # PyTorch has the channels first.
    return F.group_norm(x.movedim(-1, 1), groups, scale, bias, 1e-5).movedim(1, -1)


case("Dense(3, Activation.Tanh)", (5, 4), {"kernel": (4, 3), "bias": (3,)}, lambda x, kernel, bias: torch.tanh(x @ kernel + bias))
case("LayerNorm", (7,), affine(7), lambda x, scale, bias: F.layer_norm(x, (7,), scale, bias))
case("LayerNorm", (5, 19), affine(19), lambda x, scale, bias: F.layer_norm(x, (19,), scale, bias))
case("LayerNorm(Axes = 2, Epsilon = 1e-3f)", (2, 3, 5), affine(3, 5), lambda x, scale, bias: F.layer_norm(x, (3, 5), scale, bias, 1e-3))
case("LayerNorm(UseScale = false)", (3, 6), {"bias": (6,)}, lambda x, bias: F.layer_norm(x, (6,), None, bias))
case("RmsNorm", (6,), {"scale": (6,)}, lambda x, scale: rms(x, -1, 1e-6) * scale)
case("RmsNorm(Axes = 2, Epsilon = 1e-2f)", (3, 6), {"scale": (3, 6)}, lambda x, scale: rms(x, (-2, -1), 1e-2) * scale)
case("RmsNorm(UseScale = false)", (3, 17), {}, lambda x: rms(x, -1, 1e-6))
case("GroupNorm(2)", (5, 6), affine(6), lambda x, scale, bias: group_norm(x, 2, scale, bias))
case("GroupNorm(3)", (2, 4, 6), affine(6), lambda x, scale, bias: group_norm(x, 3, scale, bias))
case("GroupNorm(4)", (3, 3, 4), affine(4), lambda x, scale, bias: group_norm(x, 4, scale, bias))
case("GroupNorm(1, UseBias = false)", (5, 4), {"scale": (4,)}, lambda x, scale: group_norm(x, 1, scale))
case("GroupNorm(2, UseScale = false, UseBias = false)", (8,), {}, lambda x: group_norm(x.unsqueeze(1), 2).squeeze(1))
case("Prelu", (3, 5), {"slope": (5,)}, lambda x, slope: torch.where(x > 0, x, slope * x))
case("Prelu(Shared = true)", (3, 5), {"slope": (1,)}, lambda x, slope: F.prelu(x, slope))

path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "layers.json")
with open(path, "w", encoding="utf-8", newline="\n") as file:
    file.write("[\n" + ",\n".join(json.dumps(entry, separators=(",", ":")) for entry in cases) + "\n]\n")
print(len(cases), "cases")
