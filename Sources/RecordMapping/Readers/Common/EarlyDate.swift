import TabularCore

/// The warning about a date before 1 March 1900 in a number cell.
///
/// The 1900 system has a 29 February 1900, a day that never existed (ECMA-376 part 1, 18.17.4.1).
/// Programs that leave it out and count from 1899-12-30 (LibreOffice, DuckDB, GDAL) write the days before
/// it one higher. Nothing in the file tells which way it was counted.
///
/// - Parameter days: the date, in days since 1970-01-01.
func earlyDateRemarks(_ days: Int) -> [CellRemark] {
  guard days < EarlyDate.firstSureDay else { return [] }
  return [
    CellRemark(.valueDate1900Shift(value: CivilDate.text(ofDays: days)))
  ]
}

private enum EarlyDate {
  /// 1900-03-01.
  static let firstSureDay = -25_508
}
