import ImportPipeline
import RecordMapping
import SQLStore
import Schemas
import TabularCore

/// The staging table of one table: temporary tables that COPY fills.
final class StagedTable {
  let columns: TableColumns
  /// The list fields, whose items stand in tables of their own.
  let lists: [TableColumns.FieldColumns]
  private let connection: PostgresConnection
  /// SQL that gives the next surrogate id; `nil` in a run that writes nothing.
  private let nextID: String?
  /// Whether the tables have their indexes.
  private var isIndexed = false
  /// Columns that references find rows by and that have an index.
  private var indexedTargets: Set<String> = []
  /// Whether the server's statistics are out of date.
  private var needsFigures = false
  /// Whether rows are set aside.
  private var isDivided = false

  /// The columns before the fields'.
  static let leadingColumns = 5

  init(_ columns: TableColumns, nextID: String?, _ connection: PostgresConnection) throws {
    self.columns = columns
    self.lists = columns.fields.filter(\.isList)
    self.connection = connection
    self.nextID = nextID
    let fields = columns.definitions.map { ", \(quoted($0.name)) \($0.type.name)" }.joined()
    // The tables survive the commits of a run in parts; they go with the connection or, behind a
    // pool, with the next run.
    let names = ["_stage_\(columns.number)"] + lists.map { "_stage_\(columns.number)_\($0.index)" }
    var statements =
      names.map { "DROP TABLE IF EXISTS pg_temp.\($0)" } + [
        """
        CREATE TEMP TABLE _stage_\(columns.number) (_row bigint NOT NULL, _op text NOT NULL, \
        _id \(columns.dialect.idType(of: columns)), \
        _source_id text, _changed text\(fields))
        """
      ]
    for list in lists {
      statements.append(
        """
        CREATE TEMP TABLE _stage_\(columns.number)_\(list.index) (_row bigint NOT NULL, \
        position bigint NOT NULL, item \(list.itemType.name))
        """)
    }
    try connection.execute(statements.joined(separator: ";"))
  }

  /// Puts rows into the staging tables.
  func write(_ records: [StagedRecord]) throws {
    // A field that stands in the surrogate key's column says which id the record has.
    let surrogate = columns.fields.first { $0.isSurrogate(of: columns.schema) }?.index
    var ids = try newIDs(
      records.count {
        $0.operation == .create
          && surrogate.flatMap { [values = $0.values] in Self.given(values, at: $0) } == nil
      })[...]
    var rows = CopyBuffer()
    var items = lists.map { _ in CopyBuffer() }
    for record in records {
      rows.append(record.ordinal)
      rows.append(record.operation.rawValue)
      if let given = surrogate.flatMap({ Self.given(record.values, at: $0) }),
        record.operation == .create
      {
        rows.append(given)
      } else {
        rows.append(
          record.operation == .create
            ? ids.popFirst() ?? nil : columns.id(ofNumber: record.storedID).text)
      }
      rows.append(record.sourceID)
      rows.append(
        record.changedFields.isEmpty
          ? nil : "," + record.changedFields.map { "\($0)," }.joined())
      for field in columns.fields {
        append(field.index < record.values.count ? record.values[field.index] : .null, field, &rows)
      }
      rows.endLine()
      for (number, list) in lists.enumerated() where list.index < record.values.count {
        guard case .list(let values) = record.values[list.index] else { continue }
        for (position, value) in values.enumerated() {
          items[number].append(record.ordinal)
          items[number].append(position + 1)
          items[number].append(SQLValue.itemText(value))
          items[number].endLine()
        }
      }
    }
    guard !rows.hasNullCharacter, !items.contains(where: \.hasNullCharacter) else {
      throw StoreError(
        .runInternal(.other(reason: "a text holds the character U+0000")),
        table: columns.schema.name)
    }
    try connection.copy(into: columns.stage, rows.bytes)
    for (list, buffer) in zip(lists, items) where !buffer.bytes.isEmpty {
      try connection.copy(into: columns.listStage(list), buffer.bytes)
    }
    needsFigures = true
  }

  /// Removes rows by their ordinals.
  func delete(_ ordinals: [Int]) throws {
    try prepareForQuestions()
    let rows = arrayLiteral(ordinals.map { String($0) })
    for name in [columns.stage] + lists.map(columns.listStage) {
      try connection.change("DELETE FROM \(name) WHERE _row = ANY ($1::bigint[])", [rows])
    }
  }

  /// Indexes the tables by row and by stored id, and tells the server what they hold.
  func prepareForQuestions() throws {
    if !isIndexed {
      var statements = [
        "CREATE INDEX ON \(columns.stage) (_row)", "CREATE INDEX ON \(columns.stage) (_id)",
      ]
      statements += lists.map { "CREATE INDEX ON \(columns.listStage($0)) (_row, position)" }
      try connection.execute(statements.joined(separator: ";"))
      isIndexed = true
      try indexRows(namedBy: columns.schema)
    }
    guard needsFigures else { return }
    let stages = [columns.stage] + lists.map(columns.listStage)
    try connection.execute(stages.map { "ANALYZE \($0)" }.joined(separator: ";"))
    needsFigures = false
  }

  /// Indexes staged rows for references from another table, so that none scans all rows.
  func indexRows(namedBy table: TableSchema) throws {
    for target in table.referenceTargets(in: columns.schema.name) {
      guard let column = columns.columns(of: target)?.comparedColumn,
        indexedTargets.insert(column).inserted
      else { continue }
      // A hash takes texts of any length.
      try connection.execute(
        "CREATE INDEX ON \(columns.stage) USING hash (\(quoted(column)))")
      needsFigures = true
    }
  }

  /// Keeps rows with the given ordinals in the staging tables, and sets all others aside.
  ///
  /// Every statement of a merge reads the whole staging table. With only the rows of one part in
  /// it, a part costs as much as its own rows, not as those of the whole run.
  func choose(_ ordinals: Range<Int>) throws {
    try prepareForQuestions()
    let pairs =
      [(columns.stage, columns.aside)]
      + lists.map { (columns.listStage($0), columns.listAside($0)) }
    var statements: [String] = []
    for (stage, aside) in pairs {
      if !isDivided {
        let table = aside.replacing("pg_temp.", with: "")
        statements += [
          "DROP TABLE IF EXISTS \(aside)",
          "CREATE TEMP TABLE \(table) AS SELECT * FROM \(stage)",
          "CREATE INDEX ON \(aside) (_row)", "ANALYZE \(aside)",
        ]
      }
      // Deleted rows would still be scanned.
      statements.append("TRUNCATE \(stage)")
      if !ordinals.isEmpty {
        statements.append(
          """
          INSERT INTO \(stage) SELECT * FROM \(aside)
          WHERE _row >= \(ordinals.lowerBound) AND _row < \(ordinals.upperBound)
          """)
      }
    }
    try connection.execute(statements.joined(separator: ";"))
    isDivided = true
    needsFigures = !ordinals.isEmpty
  }

  private func append(
    _ value: FieldValue, _ field: TableColumns.FieldColumns, _ rows: inout CopyBuffer
  ) {
    let text = SQLValue(value).text
    rows.append(text)
    if field.isDateTime {
      if case .dateTime(let local, _) = value { rows.append(local) } else { rows.append(nil) }
    }
    guard field.isFolded else { return }
    rows.append(value.text.map(foldedValue) ?? text)
  }

  /// The surrogate id that a row brings along.
  private static func given(_ values: [FieldValue], at index: Int) -> String? {
    guard index < values.count, !values[index].isNull else { return nil }
    return SQLValue(values[index]).text
  }

  /// Surrogate ids for rows to create, taken from where the table's own come from.
  private func newIDs(_ count: Int) throws -> [String?] {
    guard let nextID, count > 0 else { return [] }
    let rows = try connection.preparedQuery(
      "SELECT \(nextID) FROM generate_series(1, $1::integer)", [String(count)])
    return (0..<rows.count).map { rows.text($0, 0) }
  }
}
