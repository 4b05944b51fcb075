import TabularCore

/// The warning of a date that a number cell gives, where it lies before 1 March 1900.
///
/// The 1900 system has a 29 February 1900 that never was (ECMA-376 part 1, 18.17.4.1). Programs that
/// leave it out, and count from 1899-12-30, write the days before it one higher: LibreOffice, DuckDB,
/// GDAL. Nothing in the file tells which it was.
///
/// - Parameter days: the date, in days since 1970-01-01.
func earlyDateRemarks(_ days: Int) -> [CellRemark] {
  guard days < EarlyDate.firstSureDay else { return [] }
  return [
    CellRemark("value.date-1900-shift", [IssueArgument("value", CivilDate.text(ofDays: days))])
  ]
}

private enum EarlyDate {
  /// 1900-03-01.
  static let firstSureDay = -25_508
}
