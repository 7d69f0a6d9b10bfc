"""Whether it runs as it should, in one line for monitoring."""

from pipelines import report
from pipelines.cli.ending import FAILED, Data, Json, chosen, clearly, end
from pipelines.cli.show import to_json
from pipelines.keep import health as checks
from pipelines.keep.folder import now_us
from pipelines.keep.settings import Settings, read
from store.data_folder import data_folder
from store.settings_file import BadSettings


def health(data: Data = None, as_json: Json = False) -> None:
    """Last collection, run and edition, outbox and erasures, in one line. Ends with 1 if anything is wrong."""
    with clearly():
        folder = data_folder(data or chosen["data"])
        found = checks.look(folder, now_us())
        try:
            zone = read(folder).zone
        except (BadSettings, OSError):  # told already
            zone = Settings().zone
        report.answer(to_json(checks.document(found)) if as_json else checks.said(found, zone))
        if not found.is_healthy:
            end(FAILED)
