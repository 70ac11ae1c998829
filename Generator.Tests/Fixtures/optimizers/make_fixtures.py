"""Writes optimizers.json: what PyTorch's optimizers and schedules do, step by step.

Lion and LAMB are not in PyTorch: they are written here on its tensors, line by line as in their papers. So is NAdam, since PyTorch 1.13 multiplies the
product of the momenta by one of them twice; PyTorch 2 does what is written here.

Run with a python3 that has torch (made with PyTorch 1.13.1, Debian's python3-torch):  python3 make_fixtures.py
"""
import json
import os

import torch

STEPS = 8
SIZE = 21


class NAdam(torch.optim.Optimizer):
    """Dozat (2016), with the momentum schedule of PyTorch's NAdam."""

    def __init__(self, params, lr=2e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0, momentum_decay=4e-3):
        super().__init__(params, dict(lr=lr, betas=betas, eps=eps, weight_decay=weight_decay, momentum_decay=momentum_decay))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            (beta1, beta2), lr = group["betas"], group["lr"]
            for p in group["params"]:
                state, g = self.state[p], p.grad + group["weight_decay"] * p
                t = state["step"] = state.get("step", 0) + 1
                mu, mu_next = (beta1 * (1 - 0.5 * 0.96 ** (i * group["momentum_decay"])) for i in (t, t + 1))
                product = state["product"] = state.get("product", 1.0) * mu
                m = state["exp_avg"] = beta1 * state.get("exp_avg", torch.zeros_like(g)) + (1 - beta1) * g
                v = state["exp_avg_sq"] = beta2 * state.get("exp_avg_sq", torch.zeros_like(g)) + (1 - beta2) * g * g
                direction = (1 - mu) / (1 - product) * g + mu_next / (1 - product * mu_next) * m
                p.sub_(lr * direction / (torch.sqrt(v / (1 - beta2**t)) + group["eps"]))


class Lion(torch.optim.Optimizer):
    """Chen et al. (2023), algorithm 2."""

    def __init__(self, params, lr=1e-4, betas=(0.9, 0.99), weight_decay=0.0):
        super().__init__(params, dict(lr=lr, betas=betas, weight_decay=weight_decay))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            (beta1, beta2), lr = group["betas"], group["lr"]
            for p in group["params"]:
                state, g = self.state[p], p.grad
                m = state.setdefault("exp_avg", torch.zeros_like(g))
                update = torch.sign(beta1 * m + (1 - beta1) * g)
                p.sub_(lr * (update + group["weight_decay"] * p))
                state["exp_avg"] = beta2 * m + (1 - beta2) * g


class Lamb(torch.optim.Optimizer):
    """You et al. (2020), algorithm 2, with the identity for phi."""

    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-6, weight_decay=0.0):
        super().__init__(params, dict(lr=lr, betas=betas, eps=eps, weight_decay=weight_decay))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            beta1, beta2 = group["betas"]
            for p in group["params"]:
                state, g = self.state[p], p.grad
                t = state["step"] = state.get("step", 0) + 1
                m = state["exp_avg"] = beta1 * state.get("exp_avg", torch.zeros_like(g)) + (1 - beta1) * g
                v = state["exp_avg_sq"] = beta2 * state.get("exp_avg_sq", torch.zeros_like(g)) + (1 - beta2) * g * g
                r = m / (1 - beta1**t) / (torch.sqrt(v / (1 - beta2**t)) + group["eps"])
                update = r + group["weight_decay"] * p
                weight_norm, update_norm = p.norm(), update.norm()
                ratio = weight_norm / update_norm if weight_norm > 0 and update_norm > 0 else 1.0
                p.sub_(group["lr"] * ratio * update)


CASES = [
    ("sgd", torch.optim.SGD, dict(lr=0.1)),
    ("sgd-decay", torch.optim.SGD, dict(lr=0.1, weight_decay=0.05)),
    ("sgd-momentum", torch.optim.SGD, dict(lr=0.05, momentum=0.9)),
    ("sgd-nesterov", torch.optim.SGD, dict(lr=0.05, momentum=0.9, nesterov=True, weight_decay=0.01)),
    ("adam", torch.optim.Adam, dict(lr=0.01)),
    ("adam-decay", torch.optim.Adam, dict(lr=0.02, betas=(0.8, 0.99), eps=1e-6, weight_decay=0.1)),
    ("adamw", torch.optim.AdamW, dict(lr=0.01)),
    ("adamw-decay", torch.optim.AdamW, dict(lr=0.05, betas=(0.85, 0.95), weight_decay=0.3)),
    ("rmsprop", torch.optim.RMSprop, dict(lr=0.01)),
    ("rmsprop-momentum", torch.optim.RMSprop, dict(lr=0.01, alpha=0.9, eps=1e-5, momentum=0.8, weight_decay=0.02)),
    ("nadam", NAdam, dict(lr=0.01)),
    ("nadam-decay", NAdam, dict(lr=0.02, betas=(0.8, 0.99), eps=1e-6, weight_decay=0.1, momentum_decay=0.1)),
    ("adagrad", torch.optim.Adagrad, dict(lr=0.1)),
    ("adagrad-decay", torch.optim.Adagrad, dict(lr=0.2, lr_decay=0.1, weight_decay=0.05, eps=1e-6)),
    ("lion", Lion, dict(lr=0.01)),
    ("lion-decay", Lion, dict(lr=0.02, betas=(0.95, 0.98), weight_decay=0.3)),
    ("lamb", Lamb, dict(lr=0.01)),
    ("lamb-decay", Lamb, dict(lr=0.02, betas=(0.8, 0.99), eps=1e-5, weight_decay=0.1)),
]

BUFFERS = ("momentum_buffer", "exp_avg", "exp_avg_sq", "square_avg", "sum")


def numbers(tensor):
    # Nine digits identify a 32-bit float.
    return [float(f"{value:.9g}") for value in tensor.tolist()]


def optimizer_case(name, kind, settings, generator):
    start = torch.randn(SIZE, generator=generator)
    # Gradients over ten orders of magnitude, and some that stay zero.
    scale = 10.0 ** torch.linspace(-8, 2, SIZE)
    gradients = [torch.randn(SIZE, generator=generator) * scale for _ in range(STEPS)]
    for gradient in gradients:
        gradient[:3] = 0
    parameter = torch.nn.Parameter(start.clone())
    optimizer = kind([parameter], **settings)
    after = []
    for gradient in gradients:
        parameter.grad = gradient.clone()
        optimizer.step()
        after.append(numbers(parameter.detach()))
    state = {key: numbers(value) for key, value in optimizer.state[parameter].items() if key in BUFFERS and value is not None}
    return dict(
        name=name,
        start=numbers(start),
        gradients=[numbers(gradient) for gradient in gradients],
        after=after,
        state=state,
    )


def clip_case(generator):
    gradients = [torch.randn(size, generator=generator) * 3 for size in (21, 5, 16)]
    parameters = [torch.nn.Parameter(torch.zeros_like(gradient)) for gradient in gradients]
    for parameter, gradient in zip(parameters, gradients):
        parameter.grad = gradient.clone()
    norm = torch.nn.utils.clip_grad_norm_(parameters, 1.5)
    return dict(
        limit=1.5,
        norm=float(norm),
        gradients=[numbers(gradient) for gradient in gradients],
        clipped=[numbers(parameter.grad) for parameter in parameters],
    )


def clip_value_case(generator):
    gradient = torch.randn(21, generator=generator) * 3
    parameter = torch.nn.Parameter(torch.zeros(21))
    parameter.grad = gradient.clone()
    torch.nn.utils.clip_grad_value_([parameter], 1.5)
    return dict(limit=1.5, gradient=numbers(gradient), clipped=numbers(parameter.grad))


def schedule_cases():
    def rates(make, steps):
        parameter = torch.nn.Parameter(torch.zeros(1))
        optimizer = torch.optim.SGD([parameter], lr=1.0)
        schedule = make(optimizer)
        result = []
        for _ in range(steps):
            result.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            schedule.step()
        return result

    lr = torch.optim.lr_scheduler
    return {
        "one-cycle": rates(lambda o: lr.OneCycleLR(o, max_lr=1.0, total_steps=50, cycle_momentum=False), 50),
        "one-cycle-settings": rates(
            lambda o: lr.OneCycleLR(o, max_lr=1.0, total_steps=40, pct_start=0.25, div_factor=10, final_div_factor=100, cycle_momentum=False), 40
        ),
        "cosine": rates(lambda o: lr.CosineAnnealingLR(o, T_max=30, eta_min=0.1), 30),
        "step": rates(lambda o: lr.StepLR(o, step_size=4, gamma=0.5), 20),
    }


def main():
    generator = torch.Generator().manual_seed(20)
    fixture = dict(
        torch=torch.__version__,
        cases=[optimizer_case(*case, generator) for case in CASES],
        clip=clip_case(generator),
        clip_value=clip_value_case(generator),
        schedules=schedule_cases(),
    )
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "optimizers.json")
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        json.dump(fixture, file, separators=(",", ":"))
        file.write("\n")


if __name__ == "__main__":
    main()
