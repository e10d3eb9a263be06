"""Several nets trained at once from the same crops, out of a pool of sharp lines that grows while they learn."""

from __future__ import annotations

import json
import multiprocessing as mp
import queue
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional
from torch.optim.swa_utils import get_ema_multi_avg_fn

from training.anew import Batch, seen_anew
from training.net import LineNet
from training.samples import IGNORED, ROWS, SPACE
from training.sharp import COLUMNS, GLYPHS, NOWHERE, Crops, Lines
from training.train import KEPT_OF_AVERAGE, RATE, WARM_STEPS, weighed

AVERAGED_EVERY = 4
"""Steps from one share in the mean of the weights to the next."""

LONG_SHARE = 0.2
"""Share of the steps so far that the longer mean of the weights goes back over."""

SIZES = {
    "half": {"narrow": 16, "middle": 32, "wide": 64, "line": 128, "layers": 5},
    "third": {"narrow": 16, "middle": 32, "wide": 64, "line": 96, "layers": 4},
    "big": {"narrow": 32, "middle": 64, "wide": 128, "line": 320, "style": 96, "layers": 9},
}
"""Nets from nothing: about a half, a third and three times the cost of today's."""

SMALL = ("half", "third")

WARMTH = 2.0
"""By what a teacher's scores and a pupil's are divided before they are compared (Hinton et al. 2015): what a teacher
takes for second and third likeliest says more than that it is sure of the first."""

SURE = 0.9
"""Probability from which a teacher is sure: where it is, and the label is another, it is not heard."""


class Pool:
    """Sharp lines on a device, up to a number; what comes after takes the place of the oldest."""

    def __init__(self, room: int, device: torch.device) -> None:
        """Take how many lines there is room for."""
        self.room = room
        self.made = 0
        self._pixels = torch.empty((room, ROWS, COLUMNS), dtype=torch.uint8, device=device)
        self._centres = torch.full((room, GLYPHS), NOWHERE, device=device)
        self._classes = torch.zeros((room, GLYPHS), dtype=torch.int16, device=device)

    def __len__(self) -> int:
        """Return how many lines there are."""
        return min(self.made, self.room)

    def add(self, lines: Lines) -> None:
        """Take in no more lines than there is room for."""
        self._add(lines, None)

    def _add(self, lines: Lines, stream: torch.cuda.Stream | None) -> None:
        count, first = len(lines.pixels), self.made % self.room
        before_end = min(count, self.room - first)
        for kept, new in (
            (self._pixels, lines.pixels),
            (self._centres, lines.centres),
            (self._classes, lines.classes),
        ):
            values = torch.from_numpy(new)
            if stream is not None:
                values = values.pin_memory()
            for place, part in ((first, values[:before_end]), (0, values[before_end:])):
                kept[place : place + len(part)].copy_(part, non_blocking=stream is not None)
        if stream is not None:
            stream.synchronize()
        # Not told of before they are there: another thread draws meanwhile.
        self.made += count

    def take_from(self, blocks: mp.Queue, ended: threading.Event) -> None:
        """Take in what comes until it is `ended`: in a thread and on a stream beside the training."""
        device = self._pixels.device
        stream = torch.cuda.Stream(device) if device.type == "cuda" else None
        with torch.cuda.stream(stream):
            while not ended.is_set():
                with suppress(queue.Empty):
                    self._add(blocks.get(timeout=0.5), stream)

    def draw(self, count: int, generator: torch.Generator) -> Batch:
        """Return lines drawn by chance."""
        picks = torch.randint(len(self), (count,), generator=generator, device=self._pixels.device)
        return Batch(self._pixels[picks], self._centres[picks], self._classes[picks])


class Pupil:
    """A net, what trains it, and the means of its weights."""

    def __init__(self, name: str, net: LineNet, device: torch.device, step: int = 0, rate: float = RATE) -> None:
        """Take the net, how many steps it has had before, and its learning rate."""
        self.name = name
        self.step = step
        self.steps_here = 0
        self._rate = rate
        self.net = net.to(device, memory_format=torch.channels_last)
        self.net.train()
        self._optimizer = torch.optim.AdamW(
            self.net.parameters(), lr=rate, weight_decay=0.01, fused=device.type == "cuda"
        )
        self.averaged = deepcopy(self.net).eval()
        self.long = deepcopy(self.net).eval()
        self._sums = torch.zeros(3, device=device)
        self._steps_summed = 0

    def learn(self, crops: Tensor, wanted: Tensor, taught: Tensor | None, share: float) -> Tensor:
        """Take one step, and return the scores before it; `taught` are a teacher's, whose say is `share`."""
        device = crops.device
        for group in self._optimizer.param_groups:
            group["lr"] = self._rate * min(1.0, (self.steps_here + 1) / WARM_STEPS)
        with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
            scores = self.net(crops)
        scores = scores.float()
        losses = functional.cross_entropy(scores, wanted, ignore_index=IGNORED, reduction="none")
        loss = weighed(losses, wanted)
        total = loss
        if taught is not None:
            total = (1 - share) * loss + share * weighed(apart(scores, taught, wanted), torch.zeros_like(wanted))
        self._optimizer.zero_grad(set_to_none=True)
        total.backward()
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), 1.0)
        self._optimizer.step()
        self.step += 1
        self.steps_here += 1
        if self.steps_here % AVERAGED_EVERY == 0:
            self._average()
        with torch.no_grad():
            glyphs = wanted > SPACE
            right = ((scores.argmax(1) == wanted) & glyphs).sum()
            self._sums += torch.stack([loss.detach(), right.float(), glyphs.sum().float()])
        self._steps_summed += 1
        return scores.detach()

    def _average(self) -> None:
        usual = 1 / (1 - KEPT_OF_AVERAGE)
        if self.step == self.steps_here:
            # The first weights of a net from nothing are soon left out.
            usual = min(usual, self.steps_here / 3)
        for mean, over in ((self.averaged, usual), (self.long, max(usual, LONG_SHARE * self.steps_here))):
            kept = 1 - AVERAGED_EVERY / max(over, AVERAGED_EVERY)
            # Not `AveragedModel`, which waits for the device to count.
            get_ema_multi_avg_fn(kept)(_values(mean), _values(self.net), 1)

    def learned(self) -> dict[str, float]:
        """Return the mean loss and the share of glyphs right since this was asked last."""
        loss, right, asked = self._sums.tolist()
        steps, self._steps_summed = self._steps_summed, 0
        self._sums.zero_()
        return {"loss": round(loss / max(1, steps), 4), "glyphs_right": round(right / max(1.0, asked), 4)}

    def save(self, folder: Path, long: bool) -> None:
        """Write the mean of the weights for `training.export`, whole or not at all, and the longer mean if wanted."""
        for name, mean in ((self.name, self.averaged), (f"{self.name}-long", self.long))[: 1 + long]:
            weights = {key: value.cpu() for key, value in mean.state_dict().items()}
            part = folder / f"{name}.part"
            torch.save({"averaged": weights, "step": self.step}, part)
            part.replace(folder / f"{name}.pt")


def apart(scores: Tensor, taught: Tensor, wanted: Tensor) -> Tensor:
    """Return how far a pupil's scores are from a teacher's at each step, as cross-entropy is, shape (n, steps).

    It is 0 where the teacher is sure of another class than the label's, `wanted`.
    """
    taught = taught.float()
    known = functional.log_softmax(taught / WARMTH, 1)
    own = functional.log_softmax(scores / WARMTH, 1)
    far = WARMTH**2 * functional.kl_div(own, known, reduction="none", log_target=True).sum(1)
    likeliest, which = functional.softmax(taught, 1).max(1)
    wrong = (likeliest > SURE) & (which != wanted) & (wanted != IGNORED)
    return far * ~wrong


class Teacher:
    """A net that is asked and never trained."""

    def __init__(self, net: LineNet, device: torch.device) -> None:
        """Take the net."""
        self._net = net.to(device, memory_format=torch.channels_last).eval()

    @torch.no_grad()
    def scores(self, crops: Tensor) -> Tensor:
        """Return what it makes of crops."""
        with torch.autocast(crops.device.type, torch.bfloat16, enabled=crops.device.type == "cuda"):
            scores: Tensor = self._net(crops)
        return scores


def _values(net: LineNet) -> list[Tensor]:
    """Return the weights of a net and what it knows of its values, as they lie there."""
    return [values for values in net.state_dict().values() if values.is_floating_point()]


@dataclass(frozen=True, eq=False)
class Proof:
    """Crops in faces that are not trained on, paper 0 and ink 1, with the classes of their steps."""

    crops: Tensor
    wanted: Tensor

    @torch.no_grad()
    def of(self, net: torch.nn.Module) -> dict[str, float]:
        """Return the loss of a net and the share of glyphs that it reads right."""
        loss, right, asked, parts = 0.0, 0, 0, 0
        for begin in range(0, len(self.crops), 128):
            crops, wanted = self.crops[begin : begin + 128], self.wanted[begin : begin + 128]
            with torch.autocast(crops.device.type, torch.bfloat16, enabled=crops.device.type == "cuda"):
                scores = net(crops.float())
            scores = scores.float()
            losses = functional.cross_entropy(scores, wanted, ignore_index=IGNORED, reduction="none")
            glyphs = wanted > SPACE
            loss += float(weighed(losses, wanted))
            right += int((scores.argmax(1) == wanted)[glyphs].sum())
            asked += int(glyphs.sum())
            parts += 1
        return {"loss": round(loss / parts, 4), "glyphs_right": round(right / asked, 4)}


def proofs(crops: Crops, lines: Lines, device: torch.device, seed: int) -> dict[str, Proof]:
    """Return the proofs: `cut` as `training.samples` cuts crops, `anew` as `training.anew` does."""
    pictures = 1 - torch.from_numpy(crops.pixels).to(device).float()[:, None] / 255
    pool = Batch(*(torch.from_numpy(part).to(device) for part in (lines.pixels, lines.centres, lines.classes)))
    generator = torch.Generator(device).manual_seed(seed)
    made = [
        seen_anew(Batch(*(part[begin : begin + 64] for part in (pool.pixels, pool.centres, pool.classes))), generator)
        for begin in range(0, len(lines.pixels), 64)
    ]
    anew = Proof(torch.cat([one for one, _ in made]), torch.cat([steps for _, steps in made]))
    return {"cut": Proof(pictures, torch.from_numpy(crops.steps).to(device)), "anew": anew}


class Log:
    """One file of JSON: what the run was asked for, and its entries so far; rewritten whole at each of them."""

    def __init__(self, path: Path, asked: Mapping[str, object]) -> None:
        """Take where it is kept and what was asked for."""
        self._path = path
        self._asked = dict(asked)
        self._entries: list[Mapping[str, object]] = []
        self._begun = time.monotonic()

    def add(self, entry: Mapping[str, object]) -> None:
        """Write one more entry, and print it."""
        entry = {"seconds": round(time.monotonic() - self._begun, 1), **entry}
        self._entries.append(entry)
        print(json.dumps(entry), flush=True)
        part = self._path.with_suffix(".part")
        part.write_text(json.dumps({"asked": self._asked, "log": self._entries}, indent=1))
        part.replace(self._path)
