"""What may still be read this month of the platforms that charge for it, by what was noted in the archive."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from connectors import all_platforms
from connectors.platform import Allowance, Left, Platform
from pipelines.keep.settings import Settings
from store.archive import Archive


def spent(archive: Archive) -> dict[str, str]:
    """Return what was noted as spent, by platform."""
    return {
        platform.id: archive.cursors(platform.id).get(allowance.stream, "")
        for platform, allowance in _charging()
    }


def left(settings: Settings, noted: Mapping[str, str]) -> dict[str, Left | None]:
    """Return what is left by what was noted as spent, by platform that charges; None while it is off."""
    now = datetime.now(UTC)
    return {
        platform.id: allowance.left(settings.of_platform(platform), noted.get(platform.id, ""), now)
        for platform, allowance in _charging()
    }


def unknown() -> dict[str, Left | None]:
    """Return what is left where what was spent can't be read now."""
    return {platform.id: None for platform, _ in _charging()}


def use_up(archive: Archive, settings: Settings) -> list[str]:
    """Note that nothing is left, as what was spent is lost. Return what platforms this is so of are called."""
    names = []
    for platform, allowance in _charging():
        if all_of_it := allowance.used_up(settings.of_platform(platform)):
            archive.keep_of_platform(platform.id, allowance.stream, all_of_it)
            names.append(platform.name)
    return names


def _charging() -> Iterator[tuple[Platform, Allowance]]:
    for platform in all_platforms():
        if platform.allowance:
            yield platform, platform.allowance
