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


def case(attribute, input_shape, parameters, compute, integers=None, states=None, further=None):
    """compute takes x [batch, ...] and a tensor for each parameter, by name; x is numbers, or integers below
    `integers`. states gives of x the values with which prediction gives what training gives. further has the shapes
    of other inputs by name; a mask is 0 or 1, and 1 somewhere, since PyTorch has NaN otherwise."""
    torch.manual_seed(len(cases) + 1)
    if integers is None:
        x = rounded(torch.randn(BATCH, *input_shape)).requires_grad_()
    else:
        x = torch.randint(0, integers, (BATCH, *input_shape))
    values = {name: rounded(torch.randn(*shape)).requires_grad_() for name, shape in parameters.items()}
    others = {name: (torch.rand(BATCH, *shape) > 0.4).double().index_fill(-1, torch.tensor([0]), 1.0) if name == "mask" else rounded(torch.randn(BATCH, *shape)).requires_grad_()
              for name, shape in (further or {}).items()}
    output = compute(x, **values, **others)
    upstream = rounded(torch.randn_like(output))
    wanted = {"x": x, **values} if integers is None else values
    wanted = {**wanted, **{name: value for name, value in others.items() if value.requires_grad}}
    gradients = torch.autograd.grad((output * upstream).sum(), list(wanted.values()))
    if states is not None:
        values |= states(x)
    cases.append({
        "attribute": attribute,
        "batch": BATCH,
        "input": {"shape": list(input_shape), "integer": integers is not None, "data": numbers(x)},
        "parameters": [{"name": name, "shape": list(value.shape), "data": numbers(value)} for name, value in values.items()],
        "output": {"shape": list(output.shape[1:]), "data": numbers(output), "upstream": numbers(upstream)},
        "gradients": {name: numbers(gradient) for name, gradient in zip(wanted, gradients)},
        **({"further": [{"name": name, "shape": list(value.shape[1:]), "data": numbers(value)} for name, value in others.items()]} if others else {}),
    })


def affine(*shape):
    return {"scale": shape, "bias": shape}


def rms(x, axes, epsilon):
    return x / torch.sqrt((x ** 2).mean(axes, keepdim=True) + epsilon)


def group_norm(x, groups, scale=None, bias=None):
    # PyTorch has the channels first.
    return F.group_norm(x.movedim(-1, 1), groups, scale, bias, 1e-5).movedim(1, -1)


def first(x):
    """Channels from last to first."""
    return x.movedim(-1, 1)


def pads(size, kernel, stride, dilation, padding):
    reach = (kernel - 1) * dilation + 1
    total = 0 if padding == "Valid" else max((-(-size // stride) - 1) * stride + reach - size, 0)
    return (reach - 1, 0) if padding == "Causal" else (total // 2, total - total // 2)


def conv(x, kernel, bias=None, stride=1, dilation=1, padding="Valid", pad=0, groups=1):
    """Over one axis or two; stride and dilation one number or one an axis. The kernel is [window..., channels, filters]."""
    axes = x.dim() - 2
    stride, dilation = ([v] * axes if isinstance(v, int) else v for v in (stride, dilation))
    sides = []
    for axis in reversed(range(axes)):
        before, after = pads(x.shape[1 + axis], kernel.shape[axis], stride[axis], dilation[axis], padding)
        sides += [before + pad, after + pad]
    compute = F.conv1d if axes == 1 else F.conv2d
    weight = kernel.movedim(-1, 0).movedim(-1, 1)
    return compute(F.pad(first(x), sides), weight, bias, stride, 0, dilation, groups).movedim(1, -1)


def conv_transpose(x, kernel, bias, stride=1, dilation=1, padding="Valid", pad=0):
    axes = x.dim() - 2
    stride, dilation = ([v] * axes if isinstance(v, int) else v for v in (stride, dilation))
    compute = F.conv_transpose1d if axes == 1 else F.conv_transpose2d
    weight = kernel.movedim(-1, 0).movedim(-1, 1)
    y = compute(first(x), weight, None, stride, 0, 0, 1, dilation).movedim(1, -1)
    for axis in range(axes):
        reach = (kernel.shape[axis] - 1) * dilation[axis] + 1
        kept = x.shape[1 + axis] * stride[axis] if padding == "Same" else y.shape[1 + axis]
        start = max(0, reach - stride[axis]) // 2 if padding == "Same" else 0
        if y.shape[1 + axis] < kept:
            y = torch.cat((y, torch.zeros_like(y.narrow(1 + axis, 0, kept - y.shape[1 + axis]))), 1 + axis)
        y = y.narrow(1 + axis, start + pad, kept - 2 * pad)
    return y + bias


def pool(x, kind, size, stride=None, padding="Valid"):
    """Over one axis or two. What of a window lies outside does not count."""
    axes = x.dim() - 2
    size = [size] * axes if isinstance(size, int) else size
    stride = size if stride is None else [stride] * axes if isinstance(stride, int) else stride
    value = float("-inf") if kind == "max" else 0.0
    sides = []
    for axis in reversed(range(axes)):
        sides += pads(x.shape[1 + axis], size[axis], stride[axis], 1, padding)
    padded, inside = F.pad(first(x), sides, value=value), F.pad(torch.ones_like(first(x)), sides)
    if kind == "max":
        y = (F.max_pool1d if axes == 1 else F.max_pool2d)(padded, size, stride)
    else:
        average = F.avg_pool1d if axes == 1 else F.avg_pool2d
        y = average(padded, size, stride) / average(inside, size, stride)
    return y.movedim(1, -1)


def lines(x, factor):
    return F.interpolate(first(x), scale_factor=factor, mode="linear" if x.dim() == 3 else "bilinear", align_corners=False).movedim(1, -1)


def each(x, axes, compute):
    """Axes before those of a layer are further samples."""
    flat = compute(x.flatten(0, -axes - 2))
    return flat.unflatten(0, x.shape[:-axes - 1])


def window(*shape):
    return {"kernel": shape, "bias": shape[-1:]}


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
case("Conv1D(4, 3, Activation.Relu)", (7, 3), window(3, 3, 4), lambda x, kernel, bias: torch.relu(conv(x, kernel, bias)))
case("Conv1D(17, 2, Stride = 2, Dilation = 2)", (9, 2), window(2, 2, 17), lambda x, kernel, bias: conv(x, kernel, bias, 2, 2))
case("Conv1D(3, 4, Activation.Tanh, Padding = Padding.Same)", (6, 2), window(4, 2, 3), lambda x, kernel, bias: torch.tanh(conv(x, kernel, bias, padding="Same")))
case("Conv1D(3, 3, Padding = Padding.Same, Stride = 3)", (7, 2), window(3, 2, 3), lambda x, kernel, bias: conv(x, kernel, bias, 3, padding="Same"))
case("Conv1D(3, 3, Padding = Padding.Causal, Dilation = 2)", (6, 2), window(3, 2, 3), lambda x, kernel, bias: conv(x, kernel, bias, 1, 2, "Causal"))
case("Conv1D(6, 3, Groups = 2, Pad = 1)", (5, 4), window(3, 2, 6), lambda x, kernel, bias: conv(x, kernel, bias, pad=1, groups=2))
case("Conv1D(5, 1)", (4, 3), window(1, 3, 5), lambda x, kernel, bias: conv(x, kernel, bias))
case("Conv1D(5, 4, UseBias = false)", (4, 3), {"kernel": (4, 3, 5)}, conv)
case("Conv2D(5, 3, Activation.Relu)", (6, 5, 1), window(3, 3, 1, 5), lambda x, kernel, bias: torch.relu(conv(x, kernel, bias)))
case("Conv2D(33, 2)", (4, 5, 3), window(2, 2, 3, 33), lambda x, kernel, bias: conv(x, kernel, bias))
case("Conv2D(3, 3, Stride = 2, Padding = Padding.Same)", (5, 6, 2), window(3, 3, 2, 3), lambda x, kernel, bias: conv(x, kernel, bias, 2, padding="Same"))
case("Conv2D(3, 2, KernelWidth = 3, StrideWidth = 2, Dilation = 2, DilationWidth = 1)", (5, 7, 2), window(2, 3, 2, 3),
     lambda x, kernel, bias: conv(x, kernel, bias, (1, 2), (2, 1)))
case("Conv2D(4, 3, Pad = 1, Groups = 2, UseBias = false)", (4, 4, 6), {"kernel": (3, 3, 3, 4)}, lambda x, kernel: conv(x, kernel, pad=1, groups=2))
case("Conv2D(4, 1, Stride = 2)", (5, 4, 3), window(1, 1, 3, 4), lambda x, kernel, bias: conv(x, kernel, bias, 2))
case("DepthwiseConv1D(3)", (6, 5), window(3, 1, 5), lambda x, kernel, bias: conv(x, kernel, bias, groups=5))
case("DepthwiseConv2D(3, Activation.Relu, Padding = Padding.Same, Stride = 2)", (5, 4, 3), window(3, 3, 1, 3),
     lambda x, kernel, bias: torch.relu(conv(x, kernel, bias, 2, padding="Same", groups=3)))
case("SeparableConv1D(4, 3)", (6, 3), {"depthwise": (3, 1, 3), "pointwise": (3, 4), "bias": (4,)},
     lambda x, depthwise, pointwise, bias: conv(x, depthwise, groups=3) @ pointwise + bias)
case("SeparableConv2D(4, 2, Activation.Tanh)", (4, 4, 3), {"depthwise": (2, 2, 1, 3), "pointwise": (3, 4), "bias": (4,)},
     lambda x, depthwise, pointwise, bias: torch.tanh(conv(x, depthwise, groups=3) @ pointwise + bias))
case("Conv1DTranspose(3, 4, Stride = 2)", (5, 2), window(4, 3, 2) | {"bias": (3,)}, lambda x, kernel, bias: conv_transpose(x, kernel, bias, 2))
case("Conv1DTranspose(3, 2, Activation.Relu, Stride = 3, Padding = Padding.Same)", (4, 2), window(2, 3, 2) | {"bias": (3,)},
     lambda x, kernel, bias: torch.relu(conv_transpose(x, kernel, bias, 3, padding="Same")))
case("Conv2DTranspose(17, 3, Stride = 2, Padding = Padding.Same)", (3, 4, 5), window(3, 3, 17, 5) | {"bias": (17,)},
     lambda x, kernel, bias: conv_transpose(x, kernel, bias, 2, padding="Same"))
case("Conv2DTranspose(2, 3, Dilation = 2, Pad = 1)", (3, 2, 3), window(3, 3, 2, 3) | {"bias": (2,)}, lambda x, kernel, bias: conv_transpose(x, kernel, bias, 1, 2, pad=1))
case("MaxPool1D(2)", (7, 3), {}, lambda x: pool(x, "max", 2))
case("MaxPool1D(3, Stride = 2, Padding = Padding.Same)", (6, 17), {}, lambda x: pool(x, "max", 3, 2, "Same"))
case("MaxPool2D(2)", (4, 5, 3), {}, lambda x: pool(x, "max", 2))
case("MaxPool2D(3, Stride = 1, Padding = Padding.Same)", (4, 4, 2), {}, lambda x: pool(x, "max", 3, 1, "Same"))
case("MaxPool2D(2, Width = 3)", (4, 7, 2), {}, lambda x: pool(x, "max", [2, 3]))
case("AveragePool1D(3)", (7, 3), {}, lambda x: pool(x, "average", 3))
case("AveragePool1D(3, Stride = 2, Padding = Padding.Same)", (6, 2), {}, lambda x: pool(x, "average", 3, 2, "Same"))
case("AveragePool2D(2)", (5, 4, 33), {}, lambda x: pool(x, "average", 2))
case("AveragePool2D(3, Stride = 1, Padding = Padding.Same)", (4, 3, 2), {}, lambda x: pool(x, "average", 3, 1, "Same"))
case("GlobalMaxPool", (5, 3), {}, lambda x: x.amax(1))
case("GlobalMaxPool", (3, 4, 5), {}, lambda x: x.amax((1, 2)))
case("GlobalAveragePool", (5, 3), {}, lambda x: x.mean(1))
case("GlobalAveragePool", (3, 4, 5), {}, lambda x: x.mean((1, 2)))
case("Upsample1D(3)", (4, 3), {}, lambda x: x.repeat_interleave(3, 1))
case("Upsample2D(2)", (3, 4, 2), {}, lambda x: x.repeat_interleave(2, 1).repeat_interleave(2, 2))
case("ZeroPad1D(2)", (4, 3), {}, lambda x: F.pad(x, (0, 0, 2, 2)))
case("ZeroPad2D(1, 0)", (3, 4, 2), {}, lambda x: F.pad(x, (0, 0, 1, 0, 1, 0)))


def multi_head_attention(heads, causal):
    def compute(x, queryKernel, queryBias, keyKernel, keyBias, valueKernel, valueBias, outputKernel, outputBias):
        # PyTorch has positions first and its kernels transposed.
        x = x.transpose(0, 1)
        mask = torch.ones(len(x), len(x), dtype=torch.bool).triu(1) if causal else None
        y, _ = F.multi_head_attention_forward(
            x, x, x, x.shape[-1], heads, torch.cat((queryKernel.T, keyKernel.T, valueKernel.T)), torch.cat((queryBias, keyBias, valueBias)),
            None, None, False, 0.0, outputKernel.T, outputBias, attn_mask=mask)
        return y.transpose(0, 1)
    return compute


def projections(size):
    return {name + role: shape for name in ("query", "key", "value", "output") for role, shape in (("Kernel", (size, size)), ("Bias", (size,)))}


def waves(x, base):
    t, i = torch.meshgrid(torch.arange(x.shape[1]), torch.arange(x.shape[2]), indexing="ij")
    angle = t / base ** (2.0 * (i // 2) / x.shape[2])
    return x + torch.where(i % 2 == 0, torch.sin(angle), torch.cos(angle))


case("MultiHeadAttention(2)", (5, 6), projections(6), multi_head_attention(2, False))
case("MultiHeadAttention(3, Causal = true)", (4, 6), projections(6), multi_head_attention(3, True))
case("Embedding(7, 5)", (6,), {"embeddings": (7, 5)}, lambda x, embeddings: F.embedding(x, embeddings), integers=7)
case("Embedding(9, 17, Sparse = false)", (2, 3), {"embeddings": (9, 17)}, lambda x, embeddings: F.embedding(x, embeddings), integers=9)
case("Embedding(4, 3)", (), {"embeddings": (4, 3)}, lambda x, embeddings: F.embedding(x, embeddings), integers=4)
case("PositionEmbedding", (4, 3), {"positions": (4, 3)}, lambda x, positions: x + positions)
case("PositionalEncoding", (6, 8), {}, lambda x: waves(x, 10000))
case("PositionalEncoding(Base = 100)", (3, 2), {}, lambda x: waves(x, 100))

def batch_norm(x, scale=None, bias=None, epsilon=1e-5):
    return F.batch_norm(first(x), None, None, scale, bias, training=True, eps=epsilon).movedim(1, -1)


def statistics(x):
    flat = x.detach().reshape(-1, x.shape[-1])
    return {"mean": rounded(flat.mean(0)), "variance": rounded(flat.var(0, unbiased=False))}


case("BatchNorm", (5,), affine(5), batch_norm, states=statistics)
case("BatchNorm(Epsilon = 1e-2f)", (3, 17), affine(17), lambda x, scale, bias: batch_norm(x, scale, bias, 1e-2), states=statistics)
case("BatchNorm(UseScale = false)", (2, 3, 4), {"bias": (4,)}, lambda x, bias: batch_norm(x, None, bias), states=statistics)
case("BatchNorm(UseScale = false, UseBias = false)", (3, 2), {}, batch_norm, states=statistics)
case("Scale", (3, 5), {"scale": (3, 5)}, lambda x, scale: x * scale)
case("Shift", (3, 5), {"shift": (3, 5)}, lambda x, shift: x + shift)

case("DepthwiseConv1D(2, Multiplier = 3)", (5, 4), window(2, 1, 12), lambda x, kernel, bias: conv(x, kernel, bias, groups=4))
case("DepthwiseConv2D(2, Multiplier = 2, Pad = 1)", (3, 4, 3), window(2, 2, 1, 6), lambda x, kernel, bias: conv(x, kernel, bias, pad=1, groups=3))
case("SeparableConv2D(3, 2, Multiplier = 2)", (3, 4, 2), {"depthwise": (2, 2, 1, 4), "pointwise": (4, 3), "bias": (3,)},
     lambda x, depthwise, pointwise, bias: conv(x, depthwise, groups=2) @ pointwise + bias)
case("Upsample1D(3, Interpolation = Interpolation.Linear)", (4, 3), {}, lambda x: lines(x, 3))
case("Upsample1D(2, Interpolation = Interpolation.Linear)", (1, 2), {}, lambda x: lines(x, 2))
case("Upsample2D(2, Interpolation = Interpolation.Linear)", (3, 4, 2), {}, lambda x: lines(x, 2))
case("Upsample2D(3, Interpolation = Interpolation.Linear)", (2, 5, 17), {}, lambda x: lines(x, 3))
case("Conv1D(5, 3, Activation.Tanh)", (2, 6, 3), window(3, 3, 5), lambda x, kernel, bias: torch.tanh(each(x, 1, lambda v: conv(v, kernel, bias))))
case("Conv2D(3, 2, Padding = Padding.Same)", (3, 4, 3, 2), window(2, 2, 2, 3), lambda x, kernel, bias: each(x, 2, lambda v: conv(v, kernel, bias, padding="Same")))
case("Conv2D(4, 3)", (2, 3, 3, 2), window(3, 3, 2, 4), lambda x, kernel, bias: each(x, 2, lambda v: conv(v, kernel, bias)))
case("Conv1DTranspose(3, 3, Stride = 2)", (2, 2, 4, 2), window(3, 3, 2) | {"bias": (3,)}, lambda x, kernel, bias: each(x, 1, lambda v: conv_transpose(v, kernel, bias, 2)))
case("MaxPool2D(2)", (3, 4, 4, 5), {}, lambda x: each(x, 2, lambda v: pool(v, "max", 2)))
case("AveragePool1D(2)", (3, 5, 2), {}, lambda x: each(x, 1, lambda v: pool(v, "average", 2)))
case("Upsample1D(2, Interpolation = Interpolation.Linear)", (2, 3, 2), {}, lambda x: each(x, 1, lambda v: lines(v, 2)))
case("ZeroPad2D(1)", (2, 2, 3, 2), {}, lambda x: F.pad(x, (0, 0, 1, 1, 1, 1)))

def cross_attention(heads):
    def compute(x, queryKernel, queryBias, keyKernel, keyBias, valueKernel, valueBias, outputKernel, outputBias, memory=None, mask=None):
        memory = x if memory is None else memory
        # What PyTorch calls a mask is what may not be seen.
        each = None if mask is None else (mask == 0).expand(-1, x.shape[1], -1).repeat_interleave(heads, 0)
        y, _ = F.multi_head_attention_forward(
            x.transpose(0, 1), memory.transpose(0, 1), memory.transpose(0, 1), x.shape[-1], heads, None, torch.cat((queryBias, keyBias, valueBias)),
            None, None, False, 0.0, outputKernel.T, outputBias, attn_mask=each, use_separate_proj_weight=True,
            q_proj_weight=queryKernel.T, k_proj_weight=keyKernel.T, v_proj_weight=valueKernel.T)
        return y.transpose(0, 1)
    return compute


def cross_projections(size, memory):
    return {**projections(size), "keyKernel": (memory, size), "valueKernel": (memory, size)}


case("MultiHeadAttention(2)", (3, 6), cross_projections(6, 4), cross_attention(2), further={"memory": (5, 4)})
case("MultiHeadAttention(3)", (2, 6), cross_projections(6, 6), cross_attention(3), further={"memory": (4, 6), "mask": (1, 4)})
case("MultiHeadAttention(1)", (4, 5), projections(5), cross_attention(1), further={"mask": (1, 4)})

def bare(kernel):
    """The kernel of a layer without a bias."""
    return {"kernel": kernel}


case("Activate(Activation.Mish)", (3, 5), {}, F.mish)
case("Flatten", (2, 3, 4), {}, lambda x: x.flatten(1))
case("Reshape(3, -1)", (2, 6), {}, lambda x: x.reshape(-1, 3, 4))
case("Dense(17, UseBias = false)", (3, 5), bare((5, 17)), lambda x, kernel: x @ kernel)
case("LayerNorm(UseBias = false)", (3, 6), {"scale": (6,)}, lambda x, scale: F.layer_norm(x, (6,), scale))
case("GroupNorm(2, Epsilon = 0.5f)", (3, 4), affine(4), lambda x, scale, bias: F.group_norm(x.movedim(-1, 1), 2, scale, bias, 0.5).movedim(1, -1))
case("MultiHeadAttention(2, UseBias = false)", (3, 4), {name + "Kernel": (4, 4) for name in ("query", "key", "value", "output")},
     lambda x, **kernels: multi_head_attention(2, False)(x, **{name + "Bias": torch.zeros(4).double() for name in ("query", "key", "value", "output")}, **kernels))
case("ZeroPad1D(1, 2)", (3, 2), {}, lambda x: F.pad(x, (0, 0, 1, 2)))
case("MaxPool2D(2, Width = 3, StrideWidth = 1)", (4, 5, 3), {}, lambda x: pool(x, "max", [2, 3], [2, 1]))
case("AveragePool2D(2, Stride = 1, Width = 3, StrideWidth = 2)", (4, 5, 3), {}, lambda x: pool(x, "average", [2, 3], [1, 2]))
case("DepthwiseConv1D(3, Activation.Tanh, Stride = 2, Dilation = 2, Padding = Padding.Same, UseBias = false)", (9, 4), bare((3, 1, 4)),
     lambda x, kernel: torch.tanh(conv(x, kernel, None, 2, 2, "Same", groups=4)))
case("DepthwiseConv1D(2, Pad = 1)", (4, 3), window(2, 1, 3), lambda x, kernel, bias: conv(x, kernel, bias, pad=1, groups=3))
case("DepthwiseConv2D(2, KernelWidth = 3, StrideWidth = 2, Dilation = 2, DilationWidth = 1, UseBias = false)", (5, 6, 3), bare((2, 3, 1, 3)),
     lambda x, kernel: conv(x, kernel, None, (1, 2), (2, 1), groups=3))
case("SeparableConv1D(4, 3, Activation.Tanh, Stride = 2, Dilation = 2, Padding = Padding.Same, Multiplier = 2, UseBias = false)", (9, 3),
     {"depthwise": (3, 1, 6), "pointwise": (6, 4)}, lambda x, depthwise, pointwise: torch.tanh(conv(x, depthwise, None, 2, 2, "Same", groups=3) @ pointwise))
case("SeparableConv1D(3, 2, Pad = 1)", (4, 2), {"depthwise": (2, 1, 2), "pointwise": (2, 3), "bias": (3,)},
     lambda x, depthwise, pointwise, bias: conv(x, depthwise, pad=1, groups=2) @ pointwise + bias)
case("SeparableConv2D(3, 2, Stride = 2, Padding = Padding.Same, KernelWidth = 3, StrideWidth = 1, Dilation = 2, DilationWidth = 1, UseBias = false)", (5, 4, 2),
     {"depthwise": (2, 3, 1, 2), "pointwise": (2, 3)}, lambda x, depthwise, pointwise: conv(x, depthwise, None, (2, 1), (2, 1), "Same", groups=2) @ pointwise)
case("SeparableConv2D(3, 2, Pad = 1)", (3, 3, 2), {"depthwise": (2, 2, 1, 2), "pointwise": (2, 3), "bias": (3,)},
     lambda x, depthwise, pointwise, bias: conv(x, depthwise, pad=1, groups=2) @ pointwise + bias)
case("Conv1DTranspose(3, 3, Dilation = 2, Pad = 1, UseBias = false)", (4, 2), bare((3, 3, 2)), lambda x, kernel: conv_transpose(x, kernel, 0, 1, 2, pad=1))
case("Conv2DTranspose(2, 2, Activation.Tanh, Stride = 2, KernelWidth = 3, StrideWidth = 1, DilationWidth = 2, UseBias = false)", (3, 4, 3), bare((2, 3, 2, 3)),
     lambda x, kernel: torch.tanh(conv_transpose(x, kernel, 0, (2, 1), (1, 2))))
case("Crop1D(1)", (5, 3), {}, lambda x: x[:, 1:-1])
case("Crop1D(0, 2)", (2, 5, 3), {}, lambda x: x[:, :, :-2])
case("Crop2D(1)", (4, 3, 2), {}, lambda x: x[:, 1:-1, 1:-1])
case("Crop2D(2, 0)", (2, 4, 3, 2), {}, lambda x: x[:, :, 2:, 2:])

path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "layers.json")
with open(path, "w", encoding="utf-8", newline="\n") as file:
    file.write("[\n" + ",\n".join(json.dumps(entry, separators=(",", ":")) for entry in cases) + "\n]\n")
print(len(cases), "cases")
