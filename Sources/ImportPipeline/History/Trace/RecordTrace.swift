import Foundation
public import Schemas
public import TabularCore

/// Where the values of one record came from: every change of every field, the latest first.
public struct RecordTrace: Sendable {
  /// A change of a field.
  public struct Change: Sendable, Hashable {
    /// Who changed it.
    public enum Cause: Sendable, Hashable {
      /// A run, by its id, command, person and time.
      case run(id: String, command: String, operatorName: String, at: String)
      /// Another program, as the store noted.
      case hand(at: String)
      /// Another program, inferred from the values: they are not what the last run wrote.
      case program
    }

    /// The field's machine name.
    public var field: String
    /// The value afterwards; `nil` for none.
    public var value: String?
    /// The value before; `nil` for none, and for a new record.
    public var before: String?
    /// How people write the value.
    public var form = ValueForm.plain
    /// How people write the value before.
    public var beforeForm = ValueForm.plain
    /// What the change did to the record.
    public var operation: RecordOperation
    /// Who changed it.
    public var cause: Cause
    /// The cell that the value was read from; `nil` where no file provided it.
    public var place: IssueLocation?
    /// What is known of a value that no cell gave as it stands; `nil` for any other.
    public var origin: KeptOrigins.Values?
  }

  /// The table's machine name.
  public var table: String
  /// The natural key.
  public var key: [String]
  /// Whether the record is stored now.
  public var isStored: Bool
  /// The changes, fields in the table's order, each from the latest to the first.
  public var changes: [Change]

  /// The trace of a record; `nil` when no record with the key is stored or was deleted by a run.
  public static func find(
    _ key: [String], of table: TableSchema, package: DataPackage,
    in connection: any SQLConnection
  ) throws(StoreError) -> RecordTrace? {
    guard let target = StoreLayout(package).table(of: table.name) else { return nil }
    let reader = TraceReader(
      connection: connection, package: package, schema: table, target: target)
    guard let id = try reader.id(of: key) else { return nil }
    return try reader.trace(ofID: id, key: key)
  }

  /// The trace of a record by the number under which its table keeps it; `nil` for a table that is none.
  public static func find(
    record: Int, of table: TableSchema, package: DataPackage, in connection: any SQLConnection
  ) throws(StoreError) -> RecordTrace? {
    guard let target = StoreLayout(package).table(of: table.name) else { return nil }
    return try TraceReader(
      connection: connection, package: package, schema: table, target: target
    ).trace(ofID: record, key: [])
  }
}

/// Reads what a store knows of one record.
struct TraceReader {
  let connection: any SQLConnection
  let package: DataPackage
  let schema: TableSchema
  let target: TargetTable

  private var keys: StoredKey { StoredKey(package: package, dialect: connection.dialect) }
  private var name: String { sqlTable(target.name, connection.dialect) }

  /// SQL of the number by which the journal identifies a record `t`.
  private var number: String {
    target.number(of: "t." + sqlIdentifier(target.idColumn), connection.dialect)
  }

  /// The number of a record that is or was stored.
  func id(of key: [String]) throws(StoreError) -> Int? {
    let text = SQLValue.text(key.joined(separator: StoredKey.separator))
    let stored = try connection.value(
      "SELECT \(number) FROM \(name) AS t WHERE \(keys.text(of: schema, alias: "t")) = ?1",
      [text])
    if let id = stored.integer { return id }
    return try connection.value(
      """
      SELECT max(last_id) FROM registrar_journal
      WHERE table_name = ?1 AND operation = 'delete' AND record_key = ?2
      """, [.text(schema.name), text]
    ).integer
  }

  /// The changes of a record.
  func trace(ofID id: Int, key: [String]) throws(StoreError) -> RecordTrace {
    let texts = StoredTexts(
      connection: connection, package: package, schema: schema, target: target)
    let stored = try storedValues(ofID: id, key: key)
    var walk = TraceWalk(
      texts, values: stored, image: stored == nil ? [:] : try storedImage(ofID: id))
    for edit in try edits(ofID: id) {
      try walk.edit(edit.column, at: edit.at, before: edit.before)
    }
    let written = try writtenValues(ofID: id)
    let past = try pastEdits(ofID: id)
    for entry in try entries(ofID: id) {
      if let values = written[entry.run] { try walk.compare(written: values) }
      let image = entry.image.map(ImageValue.members) ?? [:]
      switch entry.operation {
      case .create: walk.create { entry.change($0) }
      case .update: try walk.update(image) { entry.change($0) }
      case .delete: try walk.delete(image) { entry.change($0) }
      case .unchanged: break
      }
      for edit in past where edit.run == entry.run {
        try walk.edit(edit.column, at: edit.at, before: edit.before)
      }
    }
    walk.end()
    let order = Dictionary(
      schema.fields.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    let sorted = walk.changes.enumerated().sorted { left, right in
      // The external identifier comes last.
      let fields = (order[left.element.field] ?? .max, order[right.element.field] ?? .max)
      return fields.0 == fields.1 ? left.offset < right.offset : fields.0 < fields.1
    }
    return RecordTrace(
      table: schema.name, key: key, isStored: stored != nil, changes: sorted.map(\.element))
  }

  // MARK: Stored values

  /// The values of a record that is stored, by field; those without a value are left out.
  private func storedValues(
    ofID id: Int, key: [String]
  ) throws(StoreError) -> [String: String]? {
    let fields = schema.fields.filter {
      $0.type != .secret && !target.columns(of: $0.name).isEmpty
    }
    let expressions = fields.map { keys.value(of: $0.name, in: schema, alias: "t") }
    let list = ([number] + expressions).joined(separator: ", ")
    guard
      let row = try connection.rows(
        "SELECT \(list) FROM \(name) AS t WHERE \(number) = ?1",
        [SQLValue(id)]
      ).first
    else { return nil }
    var values: [String: String] = [:]
    for (field, value) in zip(fields, row.dropFirst()) where !value.isNull {
      let column = target.columns(of: field.name).first
      values[field.name] = Self.text(value, isTruth: column?.kind == .boolean)
    }
    for list in target.joinTables {
      let item = "l." + sqlIdentifier(list.itemColumn)
      let shown =
        list.itemReference == nil
        ? item : keys.parentValue(ofField: list.field, in: schema, id: item)
      let order = list.positionColumn.map { "l." + sqlIdentifier($0) } ?? item
      let items = try connection.rows(
        "SELECT \(shown) FROM \(sqlTable(list.name, connection.dialect)) AS l"
          + " WHERE l.\(sqlIdentifier(list.ownerColumn)) = ?1 ORDER BY \(order)", [SQLValue(id)])
      if !items.isEmpty {
        values[list.field] = items.compactMap { $0[0].text }.joined(separator: ";")
      }
    }
    let identifiers = try connection.rows(
      """
      SELECT source_id FROM registrar_id_map
      WHERE package = ?1 AND table_name = ?2 AND record_key = ?3
      """,
      [
        .text(package.name), .text(schema.name), .text(key.joined(separator: StoredKey.separator)),
      ])
    if !identifiers.isEmpty {
      values[TraceWalk.sourceID] = identifiers.compactMap { $0[0].text }.sorted()
        .joined(separator: ";")
    }
    return values
  }

  private static func text(_ value: SQLValue, isTruth: Bool) -> String? {
    guard isTruth, let number = value.integer else { return value.text }
    return number == 0 ? "false" : "true"
  }

  // MARK: Journal and edits

  /// An entry of the journal about the record.
  private struct Entry {
    var operation: RecordOperation
    var image: String?
    var run: String
    var cause: RecordTrace.Change.Cause
    var file: String?
    var sheet: String
    var row: Int?
    var columns: [String: [Int]]
    var origins: KeptOrigins
    var table: String

    func change(_ field: String) -> RecordTrace.Change {
      var place: IssueLocation?
      let origin = row.flatMap { origins.values(of: field, row: $0) }
      let hasCell = origin.map { $0.origin == .corrected || $0.origin == .named } ?? true
      if let file, let row, operation != .create || columns[field] != nil || origin != nil {
        place = IssueLocation(
          IssueLocation.Form(ofSheet: sheet), file: file, sheet: sheet.isEmpty ? nil : sheet,
          table: table, row: row, column: hasCell ? columns[field]?.first : nil)
      }
      var change = RecordTrace.Change(
        field: field, operation: operation, cause: cause, place: place)
      change.origin = operation == .delete ? nil : origin
      return change
    }
  }

  /// The entries about a record, the latest first.
  private func entries(ofID id: Int) throws(StoreError) -> [Entry] {
    let parts = [
      "j.operation IN ('update', 'delete') AND j.last_id = ?2",
      "j.operation = 'create' AND j.last_id >= ?2 AND j.first_id <= ?2",
    ]
    let selects = parts.map { part in
      """
      SELECT r.number AS number, j.seq AS seq, j.operation, j.before_json, r.run_id, r.command,
        r.operator, r.finished_at, j.source_file, j.source_sheet,
        j.source_row + ?2 - j.first_id, s.columns_json
      FROM registrar_journal AS j JOIN registrar_runs AS r ON r.run_id = j.run_id
      LEFT JOIN registrar_run_sources AS s ON s.run_id = j.run_id
        AND s.table_name = j.table_name AND s.source_file = j.source_file
        AND s.source_sheet = j.source_sheet
      WHERE j.table_name = ?1 AND \(part)
      """
    }
    let rows = try connection.rows(
      selects.joined(separator: " UNION ALL ") + " ORDER BY number DESC, seq DESC",
      [.text(schema.name), SQLValue(id)])
    var origins: [String: KeptOrigins] = [:]
    return rows.compactMap { row in
      guard let operation = row[2].text.flatMap(RecordOperation.init(rawValue:)) else {
        return nil
      }
      let kept = row[11].text ?? ""
      origins[kept] = origins[kept] ?? KeptOrigins(columnsJSON: kept)
      let columns = row[11].text.map(RunRecords.columns(json:))
      return Entry(
        operation: operation, image: row[3].text, run: row[4].text ?? "",
        cause: .run(
          id: row[4].text ?? "", command: row[5].text ?? "", operatorName: row[6].text ?? "",
          at: row[7].text ?? ""),
        file: row[8].text, sheet: row[9].text ?? "", row: row[10].integer, columns: columns ?? [:],
        origins: origins[kept] ?? KeptOrigins(), table: schema.name)
    }
  }

  /// What another program changed and no run wrote over, the latest first.
  private func edits(
    ofID id: Int
  ) throws(StoreError) -> [(column: String, at: String, before: String?)] {
    try connection.rows(
      """
      SELECT e.column_name, e.edited_at, e.before_text FROM registrar_edits AS e
      WHERE e.table_name = ?1 AND e.record_id = ?2 AND NOT \(EditHistory.isBroughtBack)
      ORDER BY e.edited_at DESC
      """, [.text(target.name), SQLValue(id)]
    ).map { ($0[0].text ?? "", $0[1].text ?? "", $0[2].text) }
  }

  /// What another program had changed before a run wrote over it.
  private func pastEdits(
    ofID id: Int
  ) throws(StoreError) -> [(run: String, column: String, at: String, before: String?)] {
    try connection.rows(
      """
      SELECT run_id, column_name, edited_at, before_text FROM registrar_past_edits
      WHERE table_name = ?1 AND record_id = ?2 ORDER BY edited_at DESC
      """, [.text(target.name), SQLValue(id)]
    ).map { ($0[0].text ?? "", $0[1].text ?? "", $0[2].text ?? "", $0[3].text) }
  }

  // MARK: Images

  /// The record as the store has it.
  private func storedImage(ofID id: Int) throws(StoreError) -> [String: ImageValue] {
    let image = RecordImage(dialect: connection.dialect, schema: schema, table: target)
    guard let values = image.values(alias: "t", where: { _, _ in nil }) else { return [:] }
    let json = try connection.value(
      "SELECT \(values) FROM \(name) AS t WHERE \(number) = ?1",
      [SQLValue(id)])
    return ImageValue.members(json.text ?? "")
  }

  /// What runs wrote, by run.
  private func writtenValues(
    ofID id: Int
  ) throws(StoreError) -> [String: [String: ImageValue]] {
    let rows = try connection.rows(
      "SELECT run_id, values_json FROM registrar_written WHERE table_name = ?1 AND record_id = ?2",
      [.text(schema.name), SQLValue(id)])
    return Dictionary(
      rows.map { ($0[0].text ?? "", ImageValue.members($0[1].text ?? "")) },
      uniquingKeysWith: { first, _ in first })
  }
}
