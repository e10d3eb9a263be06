"""Trains the net on synthetic lines and resumes: `python -m training.train training/runs/NAME --steps 20000`.

A run is a folder: `last.pt` (weights, optimizer, step), the same of every thousandth step, `log.jsonl` (losses,
seconds). The learning rate is level, and falls to nothing over the last steps when `--cool` says how many they are.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing as mp
import os
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from training.faces_used import FIGURES, PRINTED, TRAINED, found
from training.net import LineNet
from training.samples import IGNORED, SPACE, samples

CELLS = 32
"""Cells of a crop: half a line, so that a step of training sees many sheets."""

POOL = 1536
"""Samples that are mixed before they are used: the lines of a sheet look alike."""

RATE, WARM_STEPS = 1.5e-3, 300
KEPT_OF_AVERAGE = 0.998
"""Share of the running mean of the weights that a step keeps: the mean of the last 500 steps is what is exported."""

LEGIBLE = 0.06
"""Loss of a step at which a crop counts half: what nobody can read would have most of the say otherwise. A tenth of the
crops makes half of the errors."""

SAVED_EVERY, LOGGED_EVERY, KEPT_EVERY = 100, 50, 1000


def feed(
    queue: mp.Queue, seed: int, faces: Sequence[Path], figures: Sequence[Path], printed: Sequence[Path], batch: int
) -> None:
    """Put mixed batches (crops, steps), uint8 and int64, into `queue` for ever."""
    os.nice(1)
    import cv2

    cv2.setNumThreads(1)
    rng = np.random.default_rng(seed)
    source = samples(seed, faces, CELLS, figures, printed)
    pool = [next(source) for _ in range(POOL // 4)]
    while True:
        chosen = []
        for _ in range(batch):
            if len(pool) < POOL:
                pool.append(next(source))
            pick = int(rng.integers(0, len(pool)))
            chosen.append(pool[pick])
            pool[pick] = next(source)
        queue.put((np.stack([s.pixels for s in chosen]), np.stack([s.steps for s in chosen])))


def train(run: Path, steps: int, cool: int, batch: int, threads: int, seed: int) -> None:
    """Train until `steps`, the last `cool` of them with a falling rate."""
    run.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(threads)
    torch.manual_seed(seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    net = LineNet().to(device, memory_format=torch.channels_last)
    optimizer = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=0.01)
    averaged = AveragedModel(net, multi_avg_fn=get_ema_multi_avg_fn(KEPT_OF_AVERAGE), use_buffers=True)
    step = 0
    last = run / "last.pt"
    if last.exists():
        state = torch.load(last, map_location=device, weights_only=True)
        # A checkpoint without the optimizer's state holds the mean of the weights alone: training goes on from there.
        net.load_state_dict(state.get("net", state["averaged"]))
        if "optimizer" in state:
            optimizer.load_state_dict(state["optimizer"])
        averaged.module.load_state_dict(state["averaged"])
        step = int(state["step"])
        # Else the first step would take the weights themselves for their mean.
        averaged.n_averaged.fill_(step)
    queue: mp.Queue = mp.get_context("spawn").Queue(12)
    worker = mp.get_context("spawn").Process(
        target=feed,
        args=(queue, seed * 1_000_003 + step, found(TRAINED), found(FIGURES), found(PRINTED), batch),
        daemon=True,
    )
    worker.start()
    net.train()
    begun, losses, right, asked = time.monotonic(), [], 0, 0
    while step < steps:
        pixels, labels = queue.get()
        rate = RATE * min(1.0, (step + 1) / WARM_STEPS, (steps - step) / cool if cool else 1.0)
        for group in optimizer.param_groups:
            group["lr"] = rate
        crops = 1 - torch.from_numpy(pixels).to(device).float().unsqueeze(1) / 255
        crops = crops.contiguous(memory_format=torch.channels_last)
        wanted = torch.from_numpy(labels).to(device)
        scores = net(crops)
        loss = weighed(functional.cross_entropy(scores, wanted, ignore_index=IGNORED, reduction="none"), wanted)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        averaged.update_parameters(net)
        step += 1
        losses.append(float(loss.detach()))
        glyphs = wanted > SPACE
        right += int((scores.argmax(1) == wanted)[glyphs].sum())
        asked += int(glyphs.sum())
        if step % LOGGED_EVERY == 0:
            entry = {
                "step": step,
                "loss": round(float(np.mean(losses)), 4),
                "glyphs_right": round(right / asked, 4),
                "seconds": round(time.monotonic() - begun, 1),
                "rate": rate,
                "queued": queue.qsize(),
            }
            with (run / "log.jsonl").open("a") as log:
                log.write(json.dumps(entry) + "\n")
            losses, right, asked = [], 0, 0
        if step % SAVED_EVERY == 0 or step == steps:
            save(last, net, averaged, optimizer, step)
            if step % KEPT_EVERY == 0:
                save(run / f"step{step}.pt", net, averaged, optimizer, step)
    worker.terminate()


def weighed(losses: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
    """Return the mean of the crops' losses, weighed by how legible they are.

    `losses` are those of the steps, shape (n, steps), 0 where `wanted` asks for nothing; a crop has their mean.
    """
    asked = (wanted != IGNORED).sum(1)
    crops = losses.sum(1) / asked.clamp_min(1)
    weights = LEGIBLE / (LEGIBLE + crops.detach()) * (asked > 0)
    return (crops * weights).sum() / weights.sum().clamp_min(1e-9)


def save(path: Path, net: LineNet, averaged: AveragedModel, optimizer: torch.optim.Optimizer, step: int) -> None:
    """Write a checkpoint whole or not at all."""
    part = path.with_suffix(".part")
    state = {
        "net": net.state_dict(),
        "averaged": averaged.module.state_dict(),
        "optimizer": optimizer.state_dict(),
        "step": step,
    }
    torch.save(state, part)
    part.replace(path)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", type=Path)
    parser.add_argument("--steps", type=int, required=True)
    parser.add_argument("--cool", type=int, default=0)
    parser.add_argument("--batch", type=int, default=48)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    train(given.run, given.steps, given.cool, given.batch, given.threads, given.seed)
