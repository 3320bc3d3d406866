"""`python -m benchmarks.moderation` prints what each link of the chain stops; `--fit` fits the classifier anew."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.moderation.corpus import Example, examples, ordinary
from benchmarks.moderation.fitting import fit, module, packed
from show.moderation import by_classifier, by_list, screen

TABLE = Path(__file__).with_name("table.rot13")
WEIGHTS = Path(__file__).parents[2] / "show" / "classifier_weights.py"
Key = tuple[str, str]


@dataclass(slots=True)
class Table:
    """How many texts of each kind and language there are, and how many each link of the chain stops."""

    all: Counter[Key] = field(default_factory=Counter)
    by_list: Counter[Key] = field(default_factory=Counter)
    by_classifier: Counter[Key] = field(default_factory=Counter)
    by_chain: Counter[Key] = field(default_factory=Counter)

    def add(self, example: Example) -> None:
        """Have each link look at a text."""
        key = example.concept, example.language
        self.all[key] += 1
        self.by_list[key] += not by_list(example.text).allowed
        self.by_classifier[key] += not by_classifier(example.text).allowed
        self.by_chain[key] += not screen(example.text).allowed

    def total(self, counts: Counter[Key], *, passing: bool) -> int:
        """The sum over all texts that may pass, or over all that may not."""
        return sum(count for (kind, _), count in counts.items() if (kind == "none") is passing)


def measured(path: Path = TABLE) -> Table:
    """The chain's answers to the table of texts that the classifier was not fitted to."""
    table = Table()
    for example in examples(path):
        table.add(example)
    return table


def main() -> None:
    """Print the table, or fit first."""
    if "--fit" in sys.argv[1:]:
        WEIGHTS.write_text(module(packed(fit([*examples(), *ordinary()]))), "utf-8")
        print(f"{WEIGHTS.name} is written; run again without --fit to measure it.")
        return
    table = measured()
    print("| text | language | texts | word list stops | classifier stops | both |")
    print("| --- | --- | --: | --: | --: | --: |")
    for (kind, language), count in table.all.items():
        key, name = (kind, language), "ordinary drama" if kind == "none" else kind
        counts = table.by_list[key], table.by_classifier[key], table.by_chain[key]
        print(f"| {name} | {language} | {count} | {counts[0]} | {counts[1]} | {counts[2]} |")
    for passing, name in ((False, "**must be stopped**"), (True, "**must pass**")):
        counted = (table.all, table.by_list, table.by_classifier, table.by_chain)
        sums = [table.total(counts, passing=passing) for counts in counted]
        print(f"| {name} | | {' | '.join(map(str, sums))} |")


if __name__ == "__main__":
    main()
