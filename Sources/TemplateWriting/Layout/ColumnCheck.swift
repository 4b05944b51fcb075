import Schemas
import TabularCore

/// What a column of a table sheet finds wrong with its cells, as formulas.
///
/// Rows count from 1, as in formulas.
struct ColumnCheck {
  /// The sheet's name, quoted.
  let sheet: String
  /// The rows that are filled in.
  let rows: ClosedRange<Int>

  /// The cells of a column, seen from any sheet.
  func cells(_ column: Int) -> String {
    "\(sheet)!$\(columnLetters(column + 1))$\(rows.lowerBound):$\(columnLetters(column + 1))$\(rows.upperBound)"
  }

  private func own(_ column: Int) -> String { "$\(columnLetters(column + 1))\(rows.lowerBound)" }

  private func ownRange(_ column: Int) -> String {
    let letters = columnLetters(column + 1)
    return "$\(letters)$\(rows.lowerBound):$\(letters)$\(rows.upperBound)"
  }

  /// Holds for an empty cell in a row that has others.
  ///
  /// - Parameter width: how many columns a row has.
  func isMissing(_ column: Int, width: Int) -> String {
    let row = rows.lowerBound
    return "=AND(\(own(column))=\"\",COUNTA($A\(row):$\(columnLetters(width))\(row))>0)"
  }

  /// Holds for a key that another row has too.
  func isRepeated(_ key: [Int]) -> String {
    let filled = key.map { "\(own($0))<>\"\"" }
    let same = key.map { "(\(ownRange($0))=\(own($0)))" }.joined(separator: "*")
    return "=AND(\(filled.joined(separator: ",")),SUMPRODUCT(1*\(same))>1)"
  }

  /// Holds for a cell that a rule questions; `nil` where none is.
  func isUnfit(_ column: Int, _ rule: CellRule) -> String? {
    let cell = own(column)
    let isWrong: String
    switch rule {
    case .choices(let range, true): isWrong = "COUNTIF(\(range.dropFirst()),\(cell))=0"
    case .wholeNumber(let limits):
      isWrong =
        "NOT(AND(ISNUMBER(\(cell)),\(cell)>=\(limits.lowerBound),\(cell)<=\(limits.upperBound),\(cell)=INT(\(cell))))"
    case .number(let limits):
      isWrong =
        "NOT(AND(ISNUMBER(\(cell)),\(cell)>=\(limits.lowerBound),\(cell)<=\(limits.upperBound)))"
    case .length(let most): isWrong = "LEN(\(cell))>\(most)"
    case .date, .time: isWrong = "NOT(ISNUMBER(\(cell)))"
    case .choices, .prompt: return nil
    }
    return "=AND(\(cell)<>\"\",\(isWrong))"
  }

  /// Counts the cells that a rule questions; `nil` where none is.
  func unfitCount(_ column: Int, _ rule: CellRule) -> String? {
    let cells = cells(column)
    func outside(_ lower: String, _ upper: String) -> String {
      "(COUNTA(\(cells))-COUNTIFS(\(cells),\"\(lower)\",\(cells),\"\(upper)\"))"
    }
    switch rule {
    case .choices(let range, true):
      return "(COUNTA(\(cells))-SUMPRODUCT(COUNTIF(\(cells),\(range.dropFirst()))))"
    case .wholeNumber(let limits), .number(let limits):
      return outside(">=\(limits.lowerBound)", "<=\(limits.upperBound)")
    case .length(let most): return "SUMPRODUCT(1*(LEN(\(cells))>\(most)))"
    case .date: return outside(">=1", "<2958466")
    case .time: return outside(">=0", "<1")
    case .choices, .prompt: return nil
    }
  }

  /// Counts the empty cells of a column in rows that have another column filled.
  func missingCount(_ column: Int, beside other: Int) -> String {
    "COUNTIFS(\(cells(other)),\"<>\",\(cells(column)),\"\")"
  }
}
