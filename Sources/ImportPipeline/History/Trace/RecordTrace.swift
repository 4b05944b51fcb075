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
      /// Another program.
      case hand(at: String)
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
    /// What the change did with the record.
    public var operation: RecordOperation
    /// Who changed it.
    public var cause: Cause
    /// The cell that the value was read from; `nil` where no file gave it.
    public var place: IssueLocation?
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
}

/// Reads what a store knows of one record.
struct TraceReader {
  let connection: any SQLConnection
  let package: DataPackage
  let schema: TableSchema
  let target: TargetTable

  private var keys: StoredKey { StoredKey(package: package, dialect: connection.dialect) }
  private var name: String { sqlIdentifier(target.name) }

  /// The surrogate id of a record that is stored, or was.
  func id(of key: [String]) throws(StoreError) -> Int? {
    let text = SQLValue.text(key.joined(separator: StoredKey.separator))
    let stored = try connection.value(
      "SELECT t.\(sqlIdentifier(target.idColumn)) FROM \(name) AS t WHERE \(keys.text(of: schema, alias: "t")) = ?1",
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
    var values = try storedValues(ofID: id)
    let isStored = values != nil
    var changes: [RecordTrace.Change] = []
    for edit in try edits(ofID: id) where values != nil {
      guard let field = schema.fields.first(where: { keeps($0, in: edit.column) }) else {
        continue
      }
      let before = shownTruth(edit.before, of: field)
      var change = RecordTrace.Change(
        field: field.name, value: values?[field.name], before: before, operation: .update,
        cause: .hand(at: edit.at))
      change.form = form(of: field.name, in: values)
      values?[field.name] = before
      change.beforeForm = form(of: field.name, in: values)
      changes.append(change)
    }
    for entry in try entries(ofID: id) {
      var image: [(field: String, before: String?)] = []
      if let text = entry.image { image = try read(text) }
      switch entry.operation {
      case .create:
        for field in schema.fields {
          guard let value = values?[field.name] else { continue }
          var change = entry.change(field.name, value: value, before: nil)
          change.form = form(of: field.name, in: values)
          changes.append(change)
        }
        values = nil
      case .update:
        var earlier = values
        for (field, before) in image { earlier?[field] = before }
        for (field, before) in image {
          var change = entry.change(field, value: values?[field], before: before)
          change.form = form(of: field, in: values)
          change.beforeForm = form(of: field, in: earlier)
          changes.append(change)
        }
        values = earlier
      case .delete:
        values = [:]
        for (field, before) in image { values?[field] = before }
        for (field, before) in image where before != nil {
          var change = entry.change(field, value: nil, before: before)
          change.beforeForm = form(of: field, in: values)
          changes.append(change)
        }
      case .unchanged: break
      }
    }
    let order = Dictionary(
      schema.fields.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    let sorted = changes.enumerated().sorted { left, right in
      let fields = (order[left.element.field] ?? 0, order[right.element.field] ?? 0)
      return fields.0 == fields.1 ? left.offset < right.offset : fields.0 < fields.1
    }
    return RecordTrace(
      table: schema.name, key: key, isStored: isStored, changes: sorted.map(\.element))
  }

  /// How people write a field's values, with the currency that the record had.
  private func form(of name: String, in values: [String: String]?) -> ValueForm {
    guard let field = schema.field(named: name) else { return .plain }
    return ValueForm(of: field, currency: field.currencyField.flatMap { values?[$0] })
  }

  /// What another program wrote over, which is kept as the store writes it.
  private func shownTruth(_ text: String?, of field: Field) -> String? {
    guard let text, target.columns(of: field.name).first?.kind == .boolean else { return text }
    return ["0", "f", "false"].contains(text) ? "false" : "true"
  }

  /// Whether a field has its value in a column, or in a list's table.
  private func keeps(_ field: Field, in column: String) -> Bool {
    target.columns(of: field.name).contains { $0.name == column }
      || target.joinTables.contains { $0.field == field.name && $0.name == column }
  }

  // MARK: Stored values

  /// The values of a record that is stored, by field; those without a value are left out.
  private func storedValues(ofID id: Int) throws(StoreError) -> [String: String]? {
    let fields = schema.fields.filter { !target.columns(of: $0.name).isEmpty }
    let expressions = fields.map { keys.value(of: $0.name, in: schema, alias: "t") }
    let list = (["t.\(sqlIdentifier(target.idColumn))"] + expressions).joined(separator: ", ")
    guard
      let row = try connection.rows(
        "SELECT \(list) FROM \(name) AS t WHERE t.\(sqlIdentifier(target.idColumn)) = ?1",
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
        "SELECT \(shown) FROM \(sqlIdentifier(list.name)) AS l"
          + " WHERE l.\(sqlIdentifier(list.ownerColumn)) = ?1 ORDER BY \(order)", [SQLValue(id)])
      if !items.isEmpty {
        values[list.field] = items.compactMap { $0[0].text }.joined(separator: ";")
      }
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
    var cause: RecordTrace.Change.Cause
    var file: String?
    var sheet: String
    var row: Int?
    var columns: [String: [Int]]
    var table: String

    func change(_ field: String, value: String?, before: String?) -> RecordTrace.Change {
      var place: IssueLocation?
      if let file, let row, operation != .create || columns[field] != nil {
        place = IssueLocation(
          sheet.isEmpty ? .delimited : .workbook, file: file, sheet: sheet.isEmpty ? nil : sheet,
          table: table, row: row, column: columns[field]?.first)
      }
      return RecordTrace.Change(
        field: field, value: value, before: before, operation: operation, cause: cause,
        place: place)
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
    return rows.compactMap { row in
      guard let operation = row[2].text.flatMap(RecordOperation.init(rawValue:)) else {
        return nil
      }
      let columns = row[11].text.flatMap { text in
        try? JSONDecoder().decode([String: [Int]].self, from: Data(text.utf8))
      }
      return Entry(
        operation: operation, image: row[3].text,
        cause: .run(
          id: row[4].text ?? "", command: row[5].text ?? "", operatorName: row[6].text ?? "",
          at: row[7].text ?? ""),
        file: row[8].text, sheet: row[9].text ?? "", row: row[10].integer, columns: columns ?? [:],
        table: schema.name)
    }
  }

  /// What another program changed, the latest first.
  private func edits(
    ofID id: Int
  ) throws(StoreError) -> [(column: String, at: String, before: String?)] {
    try connection.rows(
      """
      SELECT column_name, edited_at, before_text FROM registrar_edits
      WHERE table_name = ?1 AND record_id = ?2 ORDER BY edited_at DESC
      """, [.text(target.name), SQLValue(id)]
    ).map { ($0[0].text ?? "", $0[1].text ?? "", $0[2].text) }
  }

  // MARK: Images

  /// The values of an image by field; a field without a value is there with `nil`.
  private func read(
    _ text: String
  ) throws(StoreError) -> [(field: String, before: String?)] {
    let members =
      (try? JSONDecoder().decode([String: ImageValue].self, from: Data(text.utf8))) ?? [:]
    var values: [(field: String, before: String?)] = []
    for field in schema.fields {
      if let list = target.joinTables.first(where: { $0.field == field.name }) {
        guard case .items(let items)? = members[list.name] else { continue }
        var texts: [String] = []
        for item in items {
          texts.append(
            list.itemReference == nil
              ? item.text ?? "" : try parent(ofField: field.name, id: item.text) ?? "")
        }
        values.append((field.name, texts.isEmpty ? nil : texts.joined(separator: ";")))
        continue
      }
      guard let column = target.columns(of: field.name).first,
        let value = members[column.name]
      else { continue }
      if case .reference = column.role {
        values.append((field.name, try parent(ofField: field.name, id: value.text)))
      } else if column.kind == .boolean, let text = value.text {
        values.append((field.name, ["0", "false"].contains(text) ? "false" : "true"))
      } else {
        values.append((field.name, value.text))
      }
    }
    return values
  }

  /// The text by which a field named the parent with an id; the id itself when it is gone.
  private func parent(ofField field: String, id: String?) throws(StoreError) -> String? {
    guard let id, let number = Int(id) else { return nil }
    let text = try connection.value(
      "SELECT \(keys.parentValue(ofField: field, in: schema, id: "?1"))", [SQLValue(number)])
    return text.text ?? "#\(id)"
  }
}

/// A value in an image.
private enum ImageValue: Decodable {
  case none
  case scalar(String)
  case items([ImageValue])

  var text: String? {
    if case .scalar(let text) = self { text } else { nil }
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .none
    } else if let flag = try? container.decode(Bool.self) {
      self = .scalar(flag ? "true" : "false")
    } else if let number = try? container.decode(Int64.self) {
      self = .scalar(String(number))
    } else if let number = try? container.decode(Double.self) {
      // More digits than a binary number has were written as they are.
      let exact = (try? container.decode(Decimal.self)).map { "\($0)" } ?? ""
      let isLonger = exact.count(where: \.isNumber) > 18
      self = .scalar(isLonger ? exact : String(number))
    } else if let text = try? container.decode(String.self) {
      self = .scalar(text)
    } else {
      self = .items(try container.decode([ImageValue].self))
    }
  }
}
