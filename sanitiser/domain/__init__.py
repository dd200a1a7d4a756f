"""The words of the sanitiser as frozen dataclasses and closed enums. Stages hand each other these, never dicts."""
