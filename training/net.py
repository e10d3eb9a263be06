"""The net: a crop of a line to the class of each step, by convolutions alone."""

from __future__ import annotations

from collections.abc import Mapping

from torch import Tensor, nn

from ocr_pipeline.recognize.typescript.glyphs.alphabet import SHAPES

CLASS_COUNT = len(SHAPES) + 1

GAPS = {4: (1, 2, 4, 8), 5: (1, 2, 4, 8, 8), 7: (1, 2, 4, 8, 1, 4, 8), 9: (1, 2, 4, 8, 1, 2, 4, 8, 8)}
"""How far apart the layers along the line look, steps, by how many there are."""


class LineNet(nn.Module):
    """Crops (n, 1, 40, width), paper 0 and ink 1, to scores (n, classes, width / 4).

    Two-dimensional layers see a glyph; residual one-dimensional ones with growing gaps its neighbours, seven glyphs to
    each side; and the strongest of some features along the whole line are given to every step.
    """

    def __init__(
        self, narrow: int = 24, middle: int = 48, wide: int = 96, line: int = 192, style: int = 64, layers: int = 7
    ) -> None:
        """Take the widths of the layers, and how many there are along the line: one of `GAPS`."""
        super().__init__()
        self.glyph = nn.Sequential(
            _layer(1, narrow, 5, 2),
            _layer(narrow, narrow, 3),
            nn.MaxPool2d(2),
            _layer(narrow, middle, 3),
            _layer(middle, middle, 3),
            nn.MaxPool2d((2, 1)),
            _layer(middle, wide, 3),
            nn.Conv2d(wide, line, (5, 1), bias=False),
            nn.BatchNorm2d(line),
            nn.ReLU(inplace=True),
        )
        # What the whole line looks like: whether an о is a small or a large one is decided by the letters around it.
        self.style = nn.Sequential(nn.Conv1d(line, style, 1), nn.ReLU(inplace=True), nn.AdaptiveMaxPool1d(1))
        self.styled = nn.Conv1d(style, line, 1)
        nn.init.zeros_(self.styled.weight)
        self.line = nn.ModuleList([_along(line, gap) for gap in GAPS[layers]])
        self.drop = nn.Dropout1d(0.05)
        self.scores = nn.Conv1d(line, CLASS_COUNT, 1)

    @classmethod
    def like(cls, weights: Mapping[str, Tensor]) -> LineNet:
        """Return a net of the size that these weights are for, and with them."""
        narrow, middle, wide = (len(weights[f"glyph.{place}.0.weight"]) for place in (0, 3, 6))
        line, style = len(weights["styled.weight"]), len(weights["style.0.weight"])
        layers = sum(name.startswith("line.") and name.endswith(".0.weight") for name in weights)
        net = cls(narrow, middle, wide, line, style, layers)
        net.load_state_dict(dict(weights))
        return net

    def forward(self, crops: Tensor) -> Tensor:
        """Return the scores."""
        along = self.glyph(crops).squeeze(2)
        along = along + self.styled(self.style(along))
        for layer in self.line:
            along = along + layer(along)
        result: Tensor = self.scores(self.drop(along))
        return result


def _layer(inside: int, outside: int, size: int, stride: int = 1) -> nn.Module:
    return nn.Sequential(
        nn.Conv2d(inside, outside, size, stride, size // 2, bias=False),
        nn.BatchNorm2d(outside),
        nn.ReLU(inplace=True),
    )


def _along(width: int, gap: int) -> nn.Module:
    return nn.Sequential(
        nn.Conv1d(width, width, 3, padding=gap, dilation=gap, bias=False),
        nn.BatchNorm1d(width),
        nn.ReLU(inplace=True),
    )
