"""What is done with each kind of finding, and how sure a finding must be."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from sanitiser.domain.kinds import Action, Kind


@dataclass(frozen=True, slots=True)
class Policy:
    """Actions and thresholds by kind.

    A finding that scores its kind's threshold or more gets the kind's action; one below it is for review; one below
    half of it is kept, and listed. `words` sets the action for findings whose label would show these words ('NHS
    NUMBER'), before the kind's action.
    """

    actions: Mapping[Kind, Action]
    thresholds: Mapping[Kind, float]
    words: Mapping[str, Action] = field(default_factory=dict)

    def action(self, kind: Kind, words: str = "") -> Action:
        """What is done with a sure finding. A kind that the policy does not name is for review."""
        return self.words.get(words) or self.actions.get(kind, Action.REVIEW)

    def threshold(self, kind: Kind) -> float:
        """The score, 0..1, from which a finding counts as sure."""
        return self.thresholds.get(kind, 0.5)

    @property
    def digest(self) -> str:
        """SHA-256, in hex, of what the policy says, however its file is written."""
        said = {
            "actions": {kind.value: self.actions[kind].value for kind in self.actions},
            "thresholds": {kind.value: self.thresholds[kind] for kind in self.thresholds},
            "words": {words: self.words[words].value for words in self.words},
        }
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
