import ImportPipeline
import TabularCore

/// The first rows in which the issues of a kind lie, side by side under their headers.
struct EvidenceGrid {
  /// A row as the report may show it.
  struct Row {
    /// The row or line, from 1.
    var number: Int
    /// The columns that issues of the kind are about, from 1.
    var marked: Set<Int>
    /// The cells that were read.
    var evidence: RowEvidence
    /// The texts by column number.
    var texts: [Int: String] {
      Dictionary(
        evidence.cells.map { ($0.column, $0.text) }, uniquingKeysWith: { first, _ in first })
    }
  }

  /// The rows, in the order of the issues.
  private(set) var rows: [Row] = []
  /// The columns that are shown, by number.
  let columns: [Int]
  /// The headers of the columns; empty where there is none.
  let headers: [String]
  /// How many columns of the rows are not shown.
  let omittedCount: Int

  /// The rows of a kind, each once.
  ///
  /// Of the columns those are shown that issues are about, and as many of the first others as there is
  /// room for.
  init(
    of group: IssueKinds.Group, _ content: ReportContent, maximumRows: Int,
    maximumColumns: Int = .max
  ) {
    var rows: [Row] = []
    // Issues of one row stand together: further ones are not looked at.
    for issue in [group.issue] + group.others.prefix(maximumRows * 4) {
      guard let number = issue.location.row, let evidence = content.evidence(for: issue) else {
        continue
      }
      let column = issue.location.column.map { [$0] } ?? []
      if let index = rows.firstIndex(where: { $0.number == number }) {
        rows[index].marked.formUnion(column)
      } else if rows.count < maximumRows {
        rows.append(Row(number: number, marked: Set(column), evidence: evidence))
      }
    }
    let filled = rows.reduce(into: Set<Int>()) { $0.formUnion($1.evidence.cells.map(\.column)) }
    let found = rows.reduce(into: Set<Int>()) { $0.formUnion($1.marked) }
    let told = found.intersection(filled).sorted().prefix(maximumColumns)
    let others = filled.subtracting(told).sorted().prefix(maximumColumns - told.count)
    let columns = (told + others).sorted()
    headers = columns.map { column in
      rows.lazy.flatMap(\.evidence.cells).first { $0.column == column }?.header ?? ""
    }
    omittedCount =
      filled.count - columns.count + (rows.map(\.evidence.omittedCount).max() ?? 0)
    self.columns = columns
    self.rows = rows
  }
}
