"""Lines photographed anew on a device, and several nets trained on them."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("fontTools")

from training.machines import Machine

pytestmark = pytest.mark.skipif(not find_spec("torch"), reason="the extra `training` is not installed")

LINES = 6
MIDDLES = (60.0, 84.0, 300.0, 540.0)


@pytest.fixture(scope="module")
def anew():
    from training import anew

    return anew


@pytest.fixture(scope="module")
def lines(anew):
    """Strokes on paper, each a glyph of class 7."""
    import torch

    from training.samples import ROWS
    from training.sharp import COLUMNS, GLYPHS, NOWHERE

    pixels = torch.full((LINES, ROWS, COLUMNS), 230, dtype=torch.uint8)
    centres = torch.full((LINES, GLYPHS), NOWHERE)
    classes = torch.zeros((LINES, GLYPHS), dtype=torch.int16)
    for place, middle in enumerate(MIDDLES):
        pixels[:, 34:53, int(middle) - 2 : int(middle) + 2] = 20
        centres[:, place] = middle
        classes[:, place] = 7
    return anew.Batch(pixels, centres, classes)


def seeded(seed):
    import torch

    return torch.Generator().manual_seed(seed)


def test_crops_have_the_readers_size_and_their_steps(anew, lines):
    import torch

    crops, steps = anew.seen_anew(lines, seeded(1))
    assert crops.shape == (LINES, 1, 40, 512)
    assert steps.shape == (LINES, 128)
    assert steps.dtype == torch.int64
    assert 0 <= float(crops.min()) <= float(crops.max()) <= 1


def test_the_same_seed_gives_the_same_crops_and_another_seed_others(anew, lines):
    import torch

    (one, steps), (same, same_steps), (other, _) = (anew.seen_anew(lines, seeded(seed)) for seed in (1, 1, 2))
    assert torch.equal(one, same)
    assert torch.equal(steps, same_steps)
    assert not torch.equal(one, other)


def test_labels_go_where_the_strokes_go(anew, lines):
    """The darkest step near a label is the label's, however the crop is stretched and moved."""
    found, asked = 0, 0
    for seed in range(8):
        crops, steps = anew.seen_anew(lines, seeded(seed))
        dark = crops[:, 0, 14:27].mean(1).reshape(LINES, 128, 4).mean(2)
        for row, step in (steps == 7).nonzero().tolist():
            first = max(0, step - 2)
            asked += 1
            found += abs(first + int(dark[row, first : step + 3].argmax()) - step) <= 1
    assert asked >= 8 * LINES * (len(MIDDLES) - 1)
    assert found / asked > 0.9


def test_steps_are_those_of_the_samples(anew):
    import torch

    from training.samples import steps_of

    rng = np.random.default_rng(1)
    for _ in range(20):
        centres = np.sort(rng.choice(np.arange(-20, 540, 9), 30, replace=False)) + rng.uniform(0, 4)
        classes = rng.integers(1, 140, 30)
        got = anew.steps_of(torch.tensor(centres[None]), torch.tensor(classes[None]), 128)[0].numpy()
        assert np.array_equal(got, steps_of(centres, classes, 128))


def test_jpeg_of_the_best_quality_keeps_the_picture(anew):
    import torch

    pixels = torch.rand((2, 86, 816), generator=seeded(1))
    kept = anew._jpeg(pixels, torch.full((2, 1, 1), 99.0))
    assert float((kept - pixels).abs().mean()) < 0.01
    assert float((anew._jpeg(pixels, torch.full((2, 1, 1), 40.0)) - pixels).abs().mean()) > 0.05


def made(count, start=0):
    from training.samples import ROWS
    from training.sharp import COLUMNS, GLYPHS, Lines

    pixels = np.full((count, ROWS, COLUMNS), 200, dtype=np.uint8)
    numbers = np.tile(np.arange(start, start + count)[:, None], (1, GLYPHS))
    return Lines(pixels, numbers.astype(np.float32), numbers.astype(np.int16))


def test_a_full_pool_takes_new_lines_for_the_oldest():
    import torch

    from training.lesson import Pool

    pool = Pool(5, torch.device("cpu"))
    pool.add(made(3))
    assert len(pool) == 3
    pool.add(made(3, 10))
    assert len(pool) == 5
    drawn = set(pool.draw(200, seeded(1)).classes[:, 0].tolist())
    assert drawn == {1, 2, 10, 11, 12}


def test_a_pupil_learns_and_its_mean_is_taken_by_the_export(tmp_path):
    import torch

    from training.export import mean_of, net_of
    from training.lesson import SIZES, Pupil
    from training.net import LineNet

    torch.manual_seed(1)
    pupil = Pupil("small", LineNet(**SIZES["third"]), torch.device("cpu"))
    crops = torch.rand((4, 1, 40, 64), generator=seeded(1))
    wanted = torch.full((4, 16), 7)
    taught = None
    losses = []
    for _ in range(8):
        taught = pupil.learn(crops, wanted, taught, 0.2)
        losses.append(pupil.learned()["loss"])
    assert losses[-1] < losses[0]
    pupil.save(tmp_path, long=True)
    assert {path.name for path in tmp_path.iterdir()} == {"small.pt", "small-long.pt"}
    weights, step = mean_of([tmp_path / "small.pt"])
    assert step == 8
    assert len(net_of(weights).line) == 4


def test_a_teacher_stays_as_it_is_and_a_pupil_comes_nearer_to_it():
    import torch

    from training.lesson import SIZES, Pupil, Teacher, apart
    from training.net import LineNet

    torch.manual_seed(1)
    small = SIZES["third"]
    teacher, pupil = (
        Teacher(LineNet(**small), torch.device("cpu")),
        Pupil("small", LineNet(**small), torch.device("cpu")),
    )
    crops = torch.rand((4, 1, 40, 64), generator=seeded(1))
    before = teacher.scores(crops)
    wanted = before.argmax(1)
    distances = [
        float(apart(pupil.learn(crops, wanted, teacher.scores(crops), 1.0), before, wanted).mean()) for _ in range(8)
    ]
    assert distances[-1] < distances[0]
    assert torch.equal(teacher.scores(crops), before)


def test_a_teacher_who_is_sure_of_what_the_label_denies_is_not_heard():
    import torch

    from training.lesson import apart

    taught, scores = torch.zeros((1, 10, 2)), torch.zeros((1, 10, 2))
    taught[0, 3, :] = 20.0
    far = apart(scores, taught, torch.tensor([[3, 4]]))
    assert float(far[0, 0]) > 1
    assert float(far[0, 1]) == 0


def test_the_means_follow_the_weights_and_what_the_net_knows_of_its_values():
    import torch

    from training.lesson import AVERAGED_EVERY, SIZES, Pupil
    from training.net import LineNet

    torch.manual_seed(1)
    pupil = Pupil("small", LineNet(**SIZES["third"]), torch.device("cpu"), step=1)
    before = {name: values.clone() for name, values in pupil.averaged.state_dict().items()}
    for _ in range(AVERAGED_EVERY):
        pupil.learn(torch.rand((4, 1, 40, 64), generator=seeded(1)), torch.full((4, 16), 7), None, 0.0)
    after, now = pupil.averaged.state_dict(), pupil.net.state_dict()
    for name in ("scores.weight", "glyph.0.1.running_var"):
        assert not torch.equal(after[name], before[name])
        assert float((after[name] - before[name]).abs().max()) < float((now[name] - before[name]).abs().max())


def test_the_pace_of_a_batch_is_told_for_each_part():
    import torch

    from training.lesson import SIZES, Pool
    from training.net import LineNet
    from training.pace import row

    pool = Pool(4, torch.device("cpu"))
    pool.add(made(4))
    told = row(2, pool, LineNet(**SIZES["third"]), LineNet(**SIZES["third"]), torch.device("cpu"))
    speeds = [int(part) for part in told.removeprefix("2: ").split(";")[0].split(", ")]
    assert len(speeds) == 4
    assert min(speeds) > 0


def test_the_net_of_the_shipped_weights_has_todays_size():
    import torch

    from training.net import LineNet

    path = Path(__file__).parents[2] / "training" / "typescript.pt"
    if not path.exists():
        pytest.skip("no checkpoint in this copy")
    net = LineNet.like(torch.load(path, weights_only=True)["averaged"])
    assert [len(net.line), net.scores.in_channels] == [7, 192]


def test_what_is_carried_lacks_the_other_languages(tmp_path):
    import zipfile

    from training.pack import trim_words

    wheel = tmp_path / "wordfreq-1-py3-none-any.whl"
    names = {
        "wordfreq/__init__.py": True,
        "wordfreq/data/large_ru.msgpack.gz": True,
        "wordfreq/data/large_de.msgpack.gz": False,
        "wordfreq/data/small_ru.msgpack.gz": False,
    }
    with zipfile.ZipFile(wheel, "w") as whole:
        for name in names:
            whole.writestr(name, b"x")
        whole.writestr("wordfreq-1.dist-info/RECORD", "".join(f"{name},sha256=x,1\n" for name in names))
    trim_words(wheel)
    with zipfile.ZipFile(wheel) as small:
        kept = set(small.namelist())
        record = small.read("wordfreq-1.dist-info/RECORD").decode()
    assert kept == {name for name, stays in names.items() if stays} | {"wordfreq-1.dist-info/RECORD"}
    assert "large_de" not in record


def test_print_moves_on_by_the_width_of_its_letters():
    from training.printing import fitted

    class Wide(Machine):
        def __init__(self):
            pass

        def advance(self, character):
            return 2.0 if character == "Щ" else 0.5

    assert fitted("ЩЩа б в", Wide(), 5.5) == "ЩЩа б"
    assert fitted("ЩЩа б в", Wide(), 5.0) == "ЩЩа"
    assert fitted("абв", Wide(), 30) == "абв"
