import Testing

/// A program that writes tables.
struct Producer: Sendable, CustomTestStringConvertible {
  /// Where a producer is run.
  enum Reach: Sendable {
    /// In every run of CI: Python's packages, Gnumeric, LibreOffice and the databases.
    case everywhere
    /// By `make test-producers`.
    case onDemand
    /// By `make test-producers` too, where somebody has installed it: Debian and PyPI have it not.
    case whereInstalled
  }

  /// The script below `Producers`.
  var script: String
  /// The name that the documentation has for it.
  var name: String
  var reach: Reach
  /// What the producer writes for nothing, where it is told from a text by the package alone.
  var missingValues: [String] = []

  var testDescription: String { script }

  static let all: [Producer] = [
    Producer(script: "write_openpyxl.py", name: "openpyxl", reach: .everywhere),
    Producer(script: "write_xlsxwriter.py", name: "XlsxWriter", reach: .everywhere),
    Producer(script: "write_pandas.py", name: "pandas", reach: .everywhere),
    Producer(script: "write_pandas_csv.py", name: "pandas", reach: .everywhere),
    Producer(script: "write_polars.py", name: "polars", reach: .everywhere),
    Producer(script: "write_polars_csv.py", name: "polars", reach: .everywhere),
    Producer(script: "write_pyexcelerate.py", name: "PyExcelerate", reach: .everywhere),
    Producer(script: "write_duckdb.py", name: "DuckDB", reach: .everywhere),
    Producer(script: "write_duckdb_csv.py", name: "DuckDB", reach: .everywhere),
    Producer(script: "write_gnumeric.py", name: "Gnumeric", reach: .everywhere),
    Producer(script: "write_libreoffice.py", name: "LibreOffice", reach: .everywhere),
    Producer(script: "write_libreoffice_csv.py", name: "LibreOffice", reach: .everywhere),
    Producer(script: "write_psql.py", name: "PostgreSQL", reach: .everywhere),
    Producer(script: "write_sqlite3.py", name: "SQLite", reach: .everywhere),
    Producer(script: "write_mariadb.py", name: "MariaDB", reach: .everywhere),
    Producer(script: "write_mariadb_outfile.py", name: "MariaDB", reach: .everywhere),
    Producer(script: "write_openxlsx.R", name: "R openxlsx", reach: .onDemand),
    Producer(script: "write_writexl.R", name: "R writexl", reach: .whereInstalled),
    Producer(
      script: "write_r_csv.R", name: "R write.csv", reach: .onDemand, missingValues: ["NA"]),
    Producer(script: "write_fwrite.R", name: "R data.table", reach: .onDemand),
    Producer(
      script: "write_readr.R", name: "R readr", reach: .onDemand, missingValues: ["NA"]),
    Producer(script: "write_poi", name: "Apache POI", reach: .onDemand),
    Producer(script: "write_excel_writer.pl", name: "Excel::Writer::XLSX", reach: .onDemand),
    Producer(script: "write_ogr2ogr.py", name: "GDAL", reach: .onDemand),
    Producer(script: "write_ogr2ogr_csv.py", name: "GDAL", reach: .onDemand),
    Producer(script: "write_octave.m", name: "Octave", reach: .onDemand),
    Producer(script: "write_miller.py", name: "Miller", reach: .onDemand),
  ]

  /// The script's name without ending, as the differences name it.
  var id: String { String(script.split(separator: ".")[0].dropFirst("write_".count)) }
}
