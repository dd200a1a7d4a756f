"""Every cap on what an untrusted file may cost, in one place."""

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps for one record. Sizes are bytes, times are seconds; the defaults take a 500-page record on one core."""

    file_bytes: int = 256 * MIB
    pages: int = 5_000
    words: int = 1_000_000
    zip_entries: int = 10_000
    zip_entry_bytes: int = 200 * MIB
    zip_total_bytes: int = 512 * MIB
    zip_ratio: int = 200
    xml_depth: int = 256
    xml_nodes: int = 5_000_000
    stream_bytes: int = 200 * MIB
    operators: int = 5_000_000
    form_depth: int = 12
    glyphs: int = 20_000_000
    table_nesting: int = 14
    memory_bytes: int = 1_500 * MIB
    cpu_seconds: int = 300
    wall_seconds: int = 600


DEFAULT = Limits()

SETTINGS_BYTES = MIB
"""The most that a case, policy or settings file may hold."""
PACK_BYTES = 256 * MIB
"""The most that the copies of one release pack may hold together: a pack is put together in memory."""
STATE_BYTES = 64 * MIB
"""The most that a case state may hold."""
CASE_TERMS = 5_000
"""The most names, or terms to protect, of one case."""
TERM_LETTERS = 300
"""The most characters of one name or term."""
