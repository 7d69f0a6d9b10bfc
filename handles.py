"""How accounts and handles are written: one way, everywhere. This file imports nothing of ours."""


def account_id(platform: str, handle: str) -> str:
    """Return `platform:handle` the one way we write it: lower case, no @, no second prefix."""
    platform = platform.strip().lower()
    return f"{platform}:{plain_handle(handle, platform)}"


def plain_handle(handle: str, platform: str = "") -> str:
    """Return a handle lower case, trimmed, without a leading @ or `platform:` (definitions 9 and 10)."""
    handle = handle.strip().lower()
    if platform:
        handle = handle.removeprefix("@").removeprefix(f"{platform}:")
    return handle.removeprefix("@").strip()
