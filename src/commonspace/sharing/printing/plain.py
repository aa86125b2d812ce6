"""Leaflets as plain text, for a mail or a message."""

from commonspace.sharing.leaflets import Block, Leaflet, Sort


def leaflet_text(leaflet: Leaflet) -> str:
    """Return a leaflet as text: a line a block, blank lines around headings."""
    head = [leaflet.kicker, leaflet.title.upper(), leaflet.lead, leaflet.link]
    body = [_line(block) for block in leaflet.blocks]
    return "\n\n".join(part for part in [*head, *body, leaflet.foot] if part).strip() + "\n"


def _line(block: Block) -> str:
    if block.sort is Sort.HEADING:
        return f"{block.text}\n{'-' * min(len(block.text), 60)}"
    if block.sort is Sort.ITEM:
        return f"- {block.text}"
    if block.sort is Sort.TICK:
        return f"[ ] {block.label}"
    between = "\n" if block.sort is Sort.FIELD else " "
    return between.join(part for part in (block.label, block.text) if part)
