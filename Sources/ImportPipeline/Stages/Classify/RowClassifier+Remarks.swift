import RecordMapping
import Schemas
import TabularCore

extension RowClassifier {
  /// The most filled cells of a remark: its text, and a label before it such as `Note:`.
  private static let remarkCells = 2

  /// Whether a row is a remark typed below the data, not a record.
  ///
  /// It has hardly any text, lacks required fields and has no key: read as a record it would cause an
  /// issue for every column. A stored record may be named by its key alone.
  func isRemark(_ filled: [FilledCell], in row: PendingRow) throws -> Bool {
    guard row.action == .upsert, filled.count <= Self.remarkCells,
      filled.allSatisfy({ $0.kind == .text })
    else { return false }
    let missing = fields.required.count { index in
      row.origins[index] == nil && row.parts[index] == nil
        && fields.schema.fields[index].defaultValue == nil
        && source.binding.hasColumn(forFieldAt: index)
    }
    guard missing >= 2, filled.contains(where: { Self.isProse($0.text) }) else { return false }
    var key: [FieldValue] = []
    var hasSpace = false
    for index in keyFields {
      guard let origin = row.origins[index] else { return true }
      let reading = try? (fields.nameReaders[index] ?? fields.readers[index])
        .read(source.input(origin), in: ReadingContext())
      guard let value = reading?.value, !value.isNull else { return true }
      hasSpace = hasSpace || origin.text.contains(where: \.isWhitespace)
      key.append(value)
    }
    // Any text can be a key: several words count as one only if a record is stored under them.
    guard hasSpace, filled.count == 1 else { return false }
    guard hasStoredRecords else { return true }
    return try store.records(of: fields.schema, keys: [key]).first.flatMap { $0 } == nil
  }

  /// Whether a text reads like a remark: several words, or one word of letters.
  private static func isProse(_ text: String) -> Bool {
    text.contains(where: \.isWhitespace) && text.contains(where: \.isLetter)
      || text.count(where: \.isLetter) >= 4
  }

  /// Reports a remark once, at its first cell, and skips the rest of the row.
  func reportRemark(
    _ filled: [FilledCell], in row: inout PendingRow, _ issues: inout SourceIssues
  ) {
    row.isInvalid = true
    row.hasRowError = true
    row.isResolved = true
    let text = filled.map(\.text).joined(separator: " ")
    issues.reportRow(
      .rowNotData(.remark, value: text), number: row.number, column: filled.first?.column,
      value: text, severity: .error)
  }
}

extension RowClass.Reason {
  /// What the issue calls the row.
  var noRecord: IssueContent.NoRecord {
    switch self {
    case .header: .header
    case .total: .total
    case .totalsRow: .totalsRow
    case .subtotal: .subtotal
    case .clientOutput: .client
    }
  }
}
