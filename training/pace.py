"""How many crops a second each part of `training.lease` is good for, by the size of the batch: what to ask of a card.

    python -m training.pace [--device cpu] [--batches 256 512 1024 2048]

Lines are made once, some hundred of them; what is timed waits for the device.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

import torch

from training.anew import Batch, seen_anew
from training.faces_used import FIGURES, PRINTED, TRAINED, found
from training.lesson import Pool, Pupil, Teacher
from training.net import LineNet
from training.sharp import block, sharp_lines

LINES, RUNS = 96, 8


def main() -> None:
    """Print a row for each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--batches", type=int, nargs="+", default=[256, 512, 1024, 2048])
    parser.add_argument("--net", type=Path, default=Path("training/half.pt"))
    parser.add_argument("--teach", type=Path, default=Path("training/typescript.pt"))
    given = parser.parse_args()
    device = torch.device(given.device)
    if device.type == "cuda":
        torch.backends.cudnn.benchmark = True
        torch.backends.cuda.matmul.allow_tf32 = True
        torch.backends.cudnn.allow_tf32 = True
    pool = Pool(LINES, device)
    pool.add(block(sharp_lines(1, (found(TRAINED), found(FIGURES), found(PRINTED))), LINES))
    print("batch: crops/s photographed, taught, learned, altogether; ms to start all of it; GB held", flush=True)
    for size in given.batches:
        print(row(size, pool, _net(given.net), _net(given.teach), device), flush=True)


def row(size: int, pool: Pool, net: LineNet, teaching: LineNet, device: torch.device) -> str:
    """Return the figures of batches of one size."""
    generator = torch.Generator(device).manual_seed(1)
    pupil, teacher = Pupil("half", net, device), Teacher(teaching, device)
    lines: Batch = pool.draw(size, generator)
    crops, wanted = seen_anew(lines, generator)
    crops = crops.contiguous(memory_format=torch.channels_last)
    taught = teacher.scores(crops)

    def whole() -> None:
        made, steps = seen_anew(pool.draw(size, generator), generator)
        made = made.contiguous(memory_format=torch.channels_last)
        pupil.learn(made, steps, teacher.scores(made), 0.4)

    parts: tuple[Callable[[], object], ...] = (
        lambda: seen_anew(pool.draw(size, generator), generator),
        lambda: teacher.scores(crops),
        lambda: pupil.learn(crops, wanted, taught, 0.4),
        whole,
    )
    times = [_seconds(part, device) for part in parts]
    held = torch.cuda.max_memory_allocated() / 1e9 if device.type == "cuda" else 0.0
    speeds = ", ".join(f"{size / spent:.0f}" for spent, _ in times)
    return f"{size}: {speeds}; {1e3 * times[-1][1]:.1f} ms; {held:.1f} GB"


def _seconds(part: Callable[[], object], device: torch.device) -> tuple[float, float]:
    """Return the seconds of a run, and those after which all of it was asked for."""
    runs = RUNS if device.type == "cuda" else 1
    for _ in range(3 if device.type == "cuda" else 0):
        part()
    _wait(device)
    begun = time.perf_counter()
    for _ in range(runs):
        part()
    asked = time.perf_counter() - begun
    _wait(device)
    return (time.perf_counter() - begun) / runs, asked / runs


def _wait(device: torch.device) -> None:
    if device.type == "cuda":
        torch.cuda.synchronize(device)


def _net(path: Path) -> LineNet:
    return LineNet.like(torch.load(path, map_location="cpu", weights_only=True)["averaged"])


if __name__ == "__main__":
    main()
