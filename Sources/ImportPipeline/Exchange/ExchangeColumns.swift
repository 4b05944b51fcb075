import RecordMapping
import Schemas
import TabularCore

/// What the cells of a file of a set mean, whose format is exact: other spellings that leave no doubt are
/// replaced by the format's own and told.
struct ExchangeColumns: Sendable {
  /// What a column holds.
  private enum Kind: Sendable {
    /// Whether the record is in use.
    case status(words: [String: String])
    /// When the record changed.
    case moment
    /// One of some words; the format's own by any folded form.
    case words([String: String])
    /// Items between commas.
    case list
  }

  private struct Column: Sendable {
    var number: Int
    var header: String
    var kind: Kind
  }

  private var columns: [Column] = []
  private let mode: Exchange.Mode
  private let live: String
  private let headerRow: Int

  /// The columns of a source of a table.
  init(
    _ binding: HeaderBinding, of table: TableSchema, mode: Exchange.Mode, in exchange: Exchange
  ) {
    self.mode = mode
    live = exchange.live
    headerRow = binding.headerRow
    for column in binding.columns {
      guard case .field(let index)? = column.target, !column.isRepeated else { continue }
      let field = table.fields[index]
      let kind: Kind?
      if field.name == exchange.statusField {
        kind = .status(words: Self.words(of: field) ?? [:])
      } else if field.name == exchange.changedField {
        kind = .moment
      } else if field.type.definition.storage.isList {
        kind = .list
      } else {
        kind = Self.words(of: field).map { .words($0) }
      }
      if let kind {
        columns.append(Column(number: column.number, header: column.header, kind: kind))
      }
    }
  }

  /// The words that a field takes, by their folded forms; `nil` for a field of other values.
  private static func words(of field: Field) -> [String: String]? {
    var words: [String: String] = [:]
    if field.type.definition.storage == .truth {
      for text in ["true", "t", "yes", "y", "1"] { words[text] = "true" }
      for text in ["false", "f", "no", "n", "0"] { words[text] = "false" }
      return words
    }
    for value in field.enumValues {
      words[foldedValue(value.value)] = value.value
      for alias in value.aliases { words[foldedValue(alias)] = value.value }
    }
    for (folded, meant) in field.synonyms { words[folded] = meant }
    return words.isEmpty ? nil : words
  }

  /// Reads the cells of a batch as the format means them.
  func apply(to batch: inout RowBatch) {
    for row in batch.rows where row.number > headerRow && row.cellCount > 0 {
      for column in columns {
        guard let place = batch.place(ofColumn: column.number, in: row) else { continue }
        apply(column, toCellAt: place, ofRow: row.number, in: &batch)
      }
    }
  }

  private func apply(
    _ column: Column, toCellAt place: Int, ofRow row: Int, in batch: inout RowBatch
  ) {
    let text = batch.text(of: batch.cells[place])
    func tell(_ content: IssueContent) {
      batch.findings.append(
        RowFinding(content, row: row, column: column.number, value: text.isEmpty ? nil : text))
    }
    let isBlank = text.allSatisfy { $0 == " " }
    var meant = text
    switch column.kind {
    case .status(let words):
      if isBlank, mode == .whole { return batch.replaceCell(at: place, by: live) }
      if isBlank { return tell(.exchangeStamp(column: column.header)) }
      if mode == .whole { tell(.exchangeDeviation(.stamp(column: column.header))) }
      meant = words[foldedValue(text)] ?? text
    case .moment:
      if isBlank, mode == .changes { return tell(.exchangeStamp(column: column.header)) }
      if isBlank { return }
      if mode == .whole { tell(.exchangeDeviation(.stamp(column: column.header))) }
      meant = ExchangeMoment.exact(text) ?? text
    case .words(let words):
      if isBlank { return }
      meant = words[foldedValue(text)] ?? text
    case .list:
      guard text.contains(", ") || text.contains(" ,") else { return }
      meant = text.split(separator: ",", omittingEmptySubsequences: false).map {
        $0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()
      }.map { String($0) }.joined(separator: ",")
    }
    guard meant != text else { return }
    // A moment with fewer digits than the format asks for is the same moment.
    tell(.exchangeDeviation(.spelling(value: text, result: meant)))
    batch.replaceCell(at: place, by: meant)
  }
}

/// The rows of a file of a set, as its format means them.
struct ExchangeRows: RowSource {
  let base: any RowSource
  let columns: ExchangeColumns
  let extensions: ExchangeExtensions?

  func readRows(
    maximumRows: Int, _ body: (inout RowBatch) -> Bool
  ) throws -> SourceSummary? {
    try base.readRows(maximumRows: maximumRows) { batch in
      columns.apply(to: &batch)
      extensions?.gather(in: &batch)
      return body(&batch)
    }
  }
}
