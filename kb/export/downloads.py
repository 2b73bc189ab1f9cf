"""Which files of data there are to download, and what each is good for."""

from dataclasses import dataclass

from kb.records.marks import N_


@dataclass(frozen=True)
class Download:
    """One file with all tables: its name, media type, EU file type, and title and use as marked texts."""

    file: str
    media_type: str
    eu_file_type: str
    title: str
    use: str


DOWNLOADS = (
    Download(
        "efterproevet.zip",
        "application/zip",
        "ZIP",
        N_("Datapakke (zip med CSV)"),
        N_(
            "Til R, Python og andre programmer: alle tabeller som CSV, og en fil, der forklarer hver kolonne."
        ),
    ),
    Download(
        "efterproevet.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "XLSX",
        N_("Regneark (Excel)"),
        N_("Til regneark: et ark for hver tabel, og et ark, der forklarer kolonnerne."),
    ),
    Download(
        "efterproevet.sqlite",
        "application/vnd.sqlite3",
        "SQLITE",
        N_("Database (SQLite)"),
        N_("Til forespørgsler: én fil med nøgler mellem tabellerne og fritekstsøgning."),
    ),
)
