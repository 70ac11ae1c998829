"""Writes the PyTorch fixtures beside this file: /usr/bin/python3 make_fixtures.py (Debian: python3-torch).

For each network: parameters, a batch, outputs, loss, the gradient of the mean loss with respect to every parameter and input, and
parameters and losses over ten Adam steps on that batch. Computed in double precision, stored as float32, so that what tests see is the
rounding of netgen alone. Kernels are [in, out], as netgen stores them.
"""
import json
import math
import pathlib
import struct

import torch

FOLDER = pathlib.Path(__file__).parent
STEPS = 10


def dense(parameters, name, inputs, outputs, generator):
    limit = math.sqrt(6 / (inputs + outputs))
    kernel = (torch.rand(inputs, outputs, dtype=torch.float64, generator=generator) * 2 - 1) * limit
    bias = (torch.rand(outputs, dtype=torch.float64, generator=generator) * 2 - 1) * 0.1
    # Rounded first: netgen starts from the stored float32 values.
    parameters[name + ".kernel"] = kernel.float().double().requires_grad_()
    parameters[name + ".bias"] = bias.float().double().requires_grad_()


def chain(parameters, name, value, activations):
    for i, activation in enumerate(activations):
        value = value @ parameters[f"{name}.{i}.kernel"] + parameters[f"{name}.{i}.bias"]
        value = activation(value) if activation else value
    return value


def ridership(generator):
    parameters = {}
    for name, widths in {"Trunk": [67, 50, 25], "MeanHead": [25, 25, 10, 1], "SigmaHead": [25, 25, 10, 1]}.items():
        for i, (inputs, outputs) in enumerate(zip(widths, widths[1:])):
            dense(parameters, f"{name}.{i}", inputs, outputs, generator)
    data = {
        "x": torch.randn(33, 67, dtype=torch.float64, generator=generator).float().double().requires_grad_(),
        "y": torch.randn(33, 1, dtype=torch.float64, generator=generator).float().double(),
    }

    def forward():
        relu = torch.relu
        h = chain(parameters, "Trunk", data["x"], [relu, relu])
        mean = chain(parameters, "MeanHead", h, [relu, relu, None])
        sigma = torch.nn.functional.softplus(chain(parameters, "SigmaHead", h, [relu, relu, None])) + 1e-3
        loss = torch.nn.functional.gaussian_nll_loss(mean, data["y"], sigma * sigma, full=True, eps=1e-12)
        return {"Mean": mean, "Sigma": sigma}, loss

    return parameters, data, forward


def classifier(generator):
    parameters = {}
    dense(parameters, "Body.0", 12, 9, generator)
    dense(parameters, "Body.1", 9, 5, generator)
    data = {
        "x": torch.randn(17, 12, dtype=torch.float64, generator=generator).float().double().requires_grad_(),
        "y": torch.randint(0, 5, (17,), generator=generator),
    }

    def forward():
        logits = chain(parameters, "Body", data["x"], [torch.nn.functional.gelu, None])
        return {"Logits": logits}, torch.nn.functional.cross_entropy(logits, data["y"])

    return parameters, data, forward


def mixture(generator):
    """Two of four experts a row by masks over the whole batch, a hard choice behind them, and a load-balancing loss."""
    parameters = {}
    dense(parameters, "Gate", 12, 4, generator)
    for i in range(4):
        dense(parameters, f"Expert[{i}].0", 12, 6, generator)
        dense(parameters, f"Expert[{i}].1", 6, 5, generator)
    dense(parameters, "Rare", 5, 5, generator)
    data = {
        "x": torch.randn(29, 12, dtype=torch.float64, generator=generator).float().double().requires_grad_(),
        "y": torch.randint(0, 5, (29,), generator=generator),
    }

    def forward():
        x = data["x"]
        weights = torch.softmax(x @ parameters["Gate.kernel"] + parameters["Gate.bias"], 1)
        chosen = torch.zeros_like(weights).scatter_(1, weights.topk(2, 1).indices, 1.0)
        scales = weights * chosen / (weights * chosen).sum(1, keepdim=True)
        mixed = sum(scales[:, i : i + 1] * chain(parameters, f"Expert[{i}]", x, [torch.tanh, None]) for i in range(4))
        rare = mixed + mixed @ parameters["Rare.kernel"] + parameters["Rare.bias"]
        logits = torch.where(x.sum(1, keepdim=True) > 0, rare, mixed)
        balance = 4 * (chosen.mean(0) / 2 * weights).sum(1).mean()
        assert (chosen.sum(0) > 0).all()  # Adam would move experts without rows here, and netgen does not.
        return {"Logits": logits, "Weights": weights}, torch.nn.functional.cross_entropy(logits, data["y"]) + 0.1 * balance

    return parameters, data, forward


def write(path, tensors):
    header, blobs, offset = {}, [], 0
    for name, tensor in tensors.items():
        values = tensor.detach().flatten().tolist()
        blob = struct.pack(f"<{len(values)}f", *values)
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [offset, offset + len(blob)]}
        offset += len(blob)
        blobs.append(blob)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(blobs))


def make(name, network):
    parameters, data, forward = network(torch.Generator().manual_seed(1))
    tensors = {f"data.{key}": value for key, value in data.items()}
    tensors |= {f"before.{key}": value.detach().clone() for key, value in parameters.items()}
    optimizer = torch.optim.Adam(parameters.values(), lr=1e-3, betas=(0.9, 0.999), eps=1e-8)
    losses = []
    for step in range(STEPS):
        optimizer.zero_grad()
        data["x"].grad = None
        outputs, loss = forward()
        loss.backward()
        losses.append(loss.detach())
        if step == 0:
            tensors |= {f"output.{key}": value for key, value in outputs.items()}
            tensors |= {f"gradient.{key}": value.grad.clone() for key, value in (parameters | {"x": data["x"]}).items()}
        optimizer.step()
    tensors["losses"] = torch.stack(losses)
    tensors |= {f"after.{key}": value for key, value in parameters.items()}
    write(FOLDER / f"{name}.safetensors", tensors)


make("ridership", ridership)
make("classifier", classifier)
make("mixture", mixture)
