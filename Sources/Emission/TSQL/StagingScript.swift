import ImportPipeline
import RecordMapping
import Schemas

/// The statements that make the staging tables and fill them.
///
/// The tables are dropped and made anew, so that the script may run again.
final class StagingScript {
  /// The most rows of one VALUES list: SQL Server takes no more.
  static let mostRows = 1000

  private let file: EmittedFile
  private let schema: String
  private let takesParts: Bool
  private var rowCount = 0
  /// Rows that wait for their statement, by staging table.
  private var waiting: [String: (columns: String, rows: [String])] = [:]
  private var made: Set<String> = []

  init(_ file: EmittedFile, schema: String, takesParts: Bool) throws(EmissionError) {
    self.file = file
    self.schema = schema
    self.takesParts = takesParts
    try file.write("SET NOCOUNT ON;\nGO\n")
  }

  private func name(_ text: String) -> String { TSQLSpelling.name(text) }
  private func table(_ text: String) -> String { TSQLSpelling.table(text, schema: schema) }

  /// Makes the staging tables of a table.
  func begin(_ merged: MergedTable) throws(EmissionError) {
    guard made.insert(merged.stage).inserted else { return }
    for line in Self.drops(of: merged, takesParts: takesParts, table) {
      try file.write(line + "\n")
    }
    let staged = merged.columns + merged.lookups.flatMap(\.staged)
    var lines = staged.map { "\(name($0.name)) \($0.type) NULL" }
    lines.append("[registrar_new] INT NULL")
    if takesParts {
      lines += ["[registrar_kind] INT NOT NULL", "[registrar_taken] NVARCHAR(MAX) NOT NULL"]
    }
    try create(merged.stage, lines)
    for items in merged.items {
      try create(
        items.stage,
        ["[registrar_position] INT NOT NULL"]
          + items.staged.map { "\(name($0.name)) \($0.type) NULL" }, isKeyed: false)
    }
    guard takesParts else { return }
    try create(merged.removed, merged.keyColumns.map { "\(name($0.name)) \($0.type) NULL" })
  }

  private func create(
    _ stage: String, _ lines: [String], isKeyed: Bool = true
  ) throws(EmissionError) {
    let row = "[registrar_row] INT NOT NULL" + (isKeyed ? " PRIMARY KEY" : "")
    try file.write(
      "CREATE TABLE \(table(stage)) (\n  " + ([row] + lines).joined(separator: ",\n  ")
        + "\n);\nGO\n")
  }

  /// The statements that remove what the scripts made of a table.
  static func drops(
    of merged: MergedTable, takesParts: Bool, _ table: (String) -> String
  ) -> [String] {
    let views = merged.items.map(\.resolved) + [merged.removedResolved, merged.resolved]
    let tables = merged.items.map(\.stage) + [merged.removed, merged.stage]
    return views.map { "DROP VIEW IF EXISTS \(table($0));" }
      + tables.map { "DROP TABLE IF EXISTS \(table($0));" }
  }

  /// Adds a record.
  func add(_ record: EmittedRecord, to merged: MergedTable) throws(EmissionError) {
    rowCount += 1
    if record.kind == .delete {
      let values = merged.keyColumns.map { $0.literal(of: record, reference: nil) }
      return try add(
        [String(rowCount)] + values, to: merged.removed,
        ["registrar_row"] + merged.keyColumns.map(\.name))
    }
    var names = ["registrar_row"]
    var values = [String(rowCount)]
    for column in merged.columns {
      names.append(column.name)
      values.append(Self.value(column, record, merged))
    }
    for lookup in merged.lookups {
      let reference = record.references.first { $0.field == lookup.field }
      for column in lookup.staged {
        names.append(column.name)
        values.append(column.literal(of: record, reference: reference))
      }
    }
    if takesParts {
      names += ["registrar_kind", "registrar_taken"]
      values.append(record.kind == .change ? "1" : "0")
      let taken = record.taken ?? Set(merged.schema.fields.map(\.name))
      values.append(TSQLSpelling.text("|" + taken.sorted().joined(separator: "|") + "|"))
    }
    try add(values, to: merged.stage, names)
    for items in merged.items {
      for (position, literals) in MergedTable.itemRows(record, items) {
        try add(
          [String(rowCount), String(position)] + literals, to: items.stage,
          ["registrar_row", "registrar_position"] + items.staged.map(\.name))
      }
    }
  }

  /// The value of a column; a change of a record names it by its key, whatever else it holds.
  private static func value(
    _ column: StagedColumn, _ record: EmittedRecord, _ merged: MergedTable
  ) -> String {
    guard record.values[column.field] == nil,
      let place = merged.schema.naturalKey.firstIndex(of: column.field),
      record.key.indices.contains(place)
    else { return column.literal(of: record, reference: nil) }
    let text = record.key[place]
    if case .folded = column.source { return TSQLSpelling.text(foldedValue(text)) }
    return TSQLSpelling.literal(text, column.kind)
  }

  private func add(
    _ values: [String], to stage: String, _ columns: [String]
  ) throws(EmissionError) {
    var block = waiting[stage] ?? (columns.map(name).joined(separator: ", "), [])
    block.rows.append("(" + values.joined(separator: ", ") + ")")
    waiting[stage] = block
    if block.rows.count == Self.mostRows { try flush(stage) }
  }

  /// Writes the rows that wait.
  func flush() throws(EmissionError) {
    for stage in waiting.keys.sorted() { try flush(stage) }
  }

  private func flush(_ stage: String) throws(EmissionError) {
    guard let block = waiting.removeValue(forKey: stage) else { return }
    try file.write("INSERT INTO \(table(stage)) (\(block.columns)) VALUES\n  ")
    try file.write(block.rows.joined(separator: ",\n  ") + ";\nGO\n")
  }
}
