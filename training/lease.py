"""Trains several nets at once for some minutes, on a graphics card that is to be had for no longer.

    python -m training.lease FOLDER --seconds 500

All cores but one make sharp lines as long as it lasts (`training/sharp.py`); the card draws from those there are,
photographs them anew (`training/anew.py`) and trains every net on them (`training/lesson.py`). FOLDER gets, every half
minute, the mean of each net's weights as `training/export.py` takes it, and `lease.json`. Without a card it does the
same on the processor, in small: `--seconds 60 --workers 1 --device cpu --batch 16`.

The processes that make lines import this module, so torch is imported only where it is used.
"""

from __future__ import annotations

import argparse
import multiprocessing as mp
import os
import threading
import time
from collections.abc import Mapping, Sequence
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TYPE_CHECKING

from training.faces_used import FIGURES, KEPT, PRINTED, PRINTED_KEPT, TRAINED, found
from training.sharp import feed, prove

if TYPE_CHECKING:
    from training.lesson import Log, Pool, Proof, Pupil

WEIGHTS = Path("training/typescript.pt")

NETS = ("on", "half", "third", "big")
"""Today's net going on from its weights, a half and a third of its cost, and a bigger one, from nothing."""

PROOF_SEED = 5_000_011

ROOM_OF_PROCESSOR, SHARE_OF_MEMORY, LINE_BYTES = 20_000, 0.6, 70_600
"""Lines kept without a card; share of a card's memory for lines; bytes of a line there."""

LEAST = (240, 4096)
"""Lines with which training begins, without a card and with one."""

_Workers = Sequence[BaseProcess]


def main() -> None:
    """Train until the time is up."""
    begun = time.monotonic()
    given = _arguments()
    given.folder.mkdir(parents=True, exist_ok=True)
    context = mp.get_context("spawn")
    blocks: mp.Queue = context.Queue(4 * given.workers)
    proof: mp.Queue = context.Queue(1)
    fonts, kept = (found(TRAINED), found(FIGURES), found(PRINTED)), (found(KEPT), (), found(PRINTED_KEPT))
    workers = [
        context.Process(target=prove, args=(proof, PROOF_SEED, kept, given.proof), daemon=True),
        *(
            context.Process(target=feed, args=(blocks, given.seed * 1_000_003 + number, fonts), daemon=True)
            for number in range(given.workers)
        ),
    ]
    for worker in workers:
        worker.start()
    try:
        _train(given, begun, blocks, proof, workers)
    finally:
        for worker in workers:
            worker.terminate()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=float, default=500.0, help="from start to end")
    parser.add_argument("--workers", type=int, default=max(1, (os.cpu_count() or 2) - 1))
    parser.add_argument("--device", default="")
    parser.add_argument("--batch", type=int, default=256)
    parser.add_argument("--room", type=int, default=600_000, help="lines kept, of 70 kB each")
    parser.add_argument("--least", type=int, help="lines with which training begins")
    parser.add_argument("--proof", type=int, default=512, help="lines of each proof")
    parser.add_argument("--nets", nargs="+", choices=NETS, default=list(NETS))
    parser.add_argument("--rate", type=float, default=1.5e-3, help="of nets that go on from weights")
    parser.add_argument("--rate-new", type=float, default=2e-3, help="of those from nothing")
    parser.add_argument(
        "--distil", type=float, default=0.0, help="say of a teacher, or else of the net that goes on, in small ones"
    )
    parser.add_argument("--teach", type=Path, help="weights of a net that teaches the small ones and learns nothing")
    parser.add_argument(
        "--as-reader", action=argparse.BooleanOptionalAction, default=True, help="half of the contrasts"
    )
    parser.add_argument("--every", type=float, default=30.0, help="seconds from one checkpoint to the next")
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--go-on", type=Path, help="folder of an earlier run, from whose weights its nets go on")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    if given.teach and not given.distil:
        parser.error("--teach needs --distil, a share")
    return given


def _train(given: argparse.Namespace, begun: float, blocks: mp.Queue, proof: mp.Queue, workers: _Workers) -> None:
    import torch

    from training.anew import seen_anew
    from training.lesson import SIZES, SMALL, Log, Pool, Pupil, Teacher, proofs
    from training.net import LineNet

    device = torch.device(given.device or ("cuda" if torch.cuda.is_available() else "cpu"))
    room = min(given.room, ROOM_OF_PROCESSOR)
    if device.type == "cuda":
        torch.backends.cudnn.benchmark = True
        torch.backends.cuda.matmul.allow_tf32 = True
        torch.backends.cudnn.allow_tf32 = True
        # What else is free is for the nets and the batches.
        room = min(given.room, int(SHARE_OF_MEMORY * torch.cuda.mem_get_info()[0]) // LINE_BYTES)
    else:
        torch.set_num_threads(1)
    least = given.least or LEAST[device.type == "cuda"]
    torch.manual_seed(given.seed)
    generator = torch.Generator(device).manual_seed(given.seed)
    starts = {"on": given.weights}
    if given.go_on is not None:
        starts |= {name: given.go_on / f"{name}.pt" for name in NETS if (given.go_on / f"{name}.pt").exists()}
    states = {name: torch.load(path, map_location="cpu", weights_only=True) for name, path in starts.items()}
    pupils = []
    for name in (name for name in NETS if name in given.nets):
        state = states.get(name)
        net = LineNet(**SIZES[name]) if state is None else LineNet.like(state["averaged"])
        rate = given.rate_new if state is None else given.rate
        pupils.append(Pupil(name, net, device, 0 if state is None else int(state["step"]), rate))
    teacher = None
    if given.teach:
        weights = torch.load(given.teach, map_location="cpu", weights_only=True)["averaged"]
        teacher = Teacher(LineNet.like(weights), device)
    pool = Pool(room, device)
    ended = threading.Event()
    taking = threading.Thread(target=pool.take_from, args=(blocks, ended), daemon=True)
    taking.start()
    log = Log(given.folder / "lease.json", {name: str(value) for name, value in vars(given).items()})
    sizes = {pupil.name: sum(weight.numel() for weight in pupil.net.parameters()) for pupil in pupils}
    log.add({"device": torch.cuda.get_device_name() if device.type == "cuda" else "cpu", "weights": sizes})
    tried: dict[str, Proof] = {}
    noted = time.monotonic()
    steps = noted_steps = 0
    while time.monotonic() - begun < given.seconds:
        if not tried and not proof.empty():
            crops_kept, lines_kept = proof.get()
            tried = proofs(crops_kept, lines_kept, device, PROOF_SEED)
            before = LineNet.like(states["on"]["averaged"]).to(device).eval()
            log.add({"before": {name: one.of(before) for name, one in tried.items()}})
        if len(pool) < least:
            if any(worker.exitcode for worker in workers):
                raise SystemExit("a process that makes lines has failed")
            time.sleep(0.1)
            continue
        crops, wanted = seen_anew(pool.draw(given.batch, generator), generator, given.as_reader)
        crops = crops.contiguous(memory_format=torch.channels_last)
        taught = teacher.scores(crops) if teacher else None
        for pupil in pupils:
            small = pupil.name in SMALL and given.distil
            scores = pupil.learn(crops, wanted, taught if small else None, given.distil)
            taught = scores if pupil.name == "on" and not teacher else taught
        steps += 1
        now = time.monotonic()
        if now - noted >= given.every:
            _note(log, pupils, tried, pool, (steps - noted_steps) * given.batch / (now - noted), given.folder)
            noted, noted_steps = now, steps
    ended.set()
    taking.join(5)
    rate = (steps - noted_steps) * given.batch / max(1.0, time.monotonic() - noted)
    _note(log, pupils, tried, pool, rate, given.folder)


def _note(log: Log, pupils: Sequence[Pupil], tried: Mapping[str, Proof], pool: Pool, rate: float, folder: Path) -> None:
    """Write the checkpoints, then an entry of the log."""
    for pupil in pupils:
        pupil.save(folder, pupil.name in ("on", "half"))
    log.add(
        {
            "lines": pool.made,
            "crops_per_second": round(rate, 1),
            "nets": {
                pupil.name: {
                    "step": pupil.step,
                    "trained": pupil.learned(),
                    **{name: proof.of(pupil.averaged) for name, proof in tried.items()},
                }
                for pupil in pupils
            },
        }
    )


if __name__ == "__main__":
    main()
