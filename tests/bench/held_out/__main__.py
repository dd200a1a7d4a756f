"""`python -m tests.bench.held_out`: leaks and losses of every marked record, without case terms and with them."""

from sanitiser.detect.engine import Detector
from tests.bench.held_out.marked import RECORDS, SECOND, load
from tests.bench.held_out.score import score


def main() -> None:
    """Print what leaks and what is lost, then the shares."""
    detector, records = Detector(), [*load(RECORDS), *load(SECOND)]
    for terms in (False, True):
        result = score(records, detector, terms=terms)
        for what, found in (("LEAK", result.leaks), ("LOST", result.losses)):
            for name, said in found:
                print(what, "terms" if terms else "alone", name[:20], repr(said))
        print(f"terms={terms} recall {result.recall:.4f} of {result.secrets}, kept {result.kept:.4f} of {result.facts}")


if __name__ == "__main__":
    main()
