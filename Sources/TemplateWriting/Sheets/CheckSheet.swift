import TabularCore

/// The hidden sheet that counts, for each column, the cells that are to be looked at.
///
/// It stands apart from the cells, so that it still counts what was pasted over them and their own formats;
/// the header of a column turns red while its count is not 0.
struct CheckSheet {
  /// The sheet's name.
  static let name = "_check"

  private var rows: [(sheet: String, header: String, formula: String)] = []

  /// Adds a column; returns the formula that holds while it has cells to be looked at.
  ///
  /// - Parameter counts: formulas whose sum is the number of those cells; at least one.
  mutating func add(_ counts: [String], header: String, on sheet: String) -> String {
    rows.append((sheet, header, "=" + counts.joined(separator: "+")))
    return "='\(Self.name)'!$C$\(rows.count)>0"
  }

  /// Adds the sheet to a workbook.
  func write(to file: inout WorkbookFile) throws(TemplateError) {
    guard !rows.isEmpty else { return }
    let sheet = try file.addSheet(Self.name)
    for (index, row) in rows.enumerated() {
      try file.write(row.sheet, row: index, column: 0, in: sheet)
      try file.write(row.header, row: index, column: 1, in: sheet)
      try file.write(formula: row.formula, result: 0, row: index, column: 2, in: sheet)
    }
    file.hide(sheet)
  }
}
