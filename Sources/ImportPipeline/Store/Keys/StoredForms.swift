public import Schemas

/// Finds stored records whose key is not canonical, once per field and run.
///
/// Such records are listed in a temporary table with the form by which they are found, so that a look-up
/// costs two index accesses. Records with canonical keys (in most stores all) are not listed.
public final class StoredForms {
  private let package: DataPackage
  private var known: [String: String?] = [:]
  private var count = 0

  /// The most records that are read at once.
  private static let pageSize = 4_096
  /// The most records that one statement writes.
  private static let batchSize = 400

  /// Nothing is known yet.
  public init(_ package: DataPackage) {
    self.package = package
  }

  /// The temporary table with `id` and `canonical` of the records that must be looked up there; `nil` if
  /// each record is found by its own text.
  public func table(
    of field: Field, in schema: TableSchema, _ connection: any SQLConnection
  ) throws(StoreError) -> String? {
    let place = schema.name + "." + field.name
    if let known = known[place] { return known }
    let name = try makeTable(field, schema, connection)
    known[place] = .some(name)
    return name
  }

  private func makeTable(
    _ field: Field, _ schema: TableSchema, _ connection: any SQLConnection
  ) throws(StoreError) -> String? {
    guard let form = StoredForm(field, in: schema, package: package) else { return nil }
    var name: String?
    try forEachForm(form, schema, connection) { page throws(StoreError) in
      guard !page.isEmpty else { return }
      let table: String
      if let name { table = name } else { table = try create(schema, connection) }
      name = table
      for start in stride(from: 0, to: page.count, by: Self.batchSize) {
        let part = page[start..<min(start + Self.batchSize, page.count)]
        let marks = part.indices.map { "(?\(2 * ($0 - start) + 1), ?\(2 * ($0 - start) + 2))" }
        try connection.execute(
          "INSERT INTO \(table) (id, canonical) VALUES \(marks.joined(separator: ", "))",
          part.flatMap { [$0.id, .text($0.canonical)] })
      }
    }
    if let name { try index(name, connection) }
    return name
  }

  /// Lists the records that are not found by their own text, page by page.
  private func forEachForm(
    _ form: StoredForm, _ schema: TableSchema, _ connection: any SQLConnection,
    _ body: ([(id: SQLValue, canonical: String)]) throws(StoreError) -> Void
  ) throws(StoreError) {
    let isNumber = schema.store.idType == .integer
    let own = "t." + sqlIdentifier(schema.store.idColumn)
    let id = isNumber ? own : "CAST(\(own) AS TEXT)"
    let folded = form.foldedColumn.map { "t." + sqlIdentifier($0) } ?? "NULL"
    let sql = """
      SELECT \(id), CAST(t.\(sqlIdentifier(form.column)) AS TEXT), \(folded)
      FROM \(sqlTable(schema.store.table, connection.dialect)) AS t
      WHERE \(id) > CAST(?1 AS \(isNumber ? "BIGINT" : "TEXT")) AND t.\(sqlIdentifier(form.column)) IS NOT NULL
        AND \(form.suspects(alias: "t", connection.dialect))
      ORDER BY \(id) LIMIT \(Self.pageSize)
      """
    var last: SQLValue = isNumber ? .integer(.min) : .text("")
    while true {
      let rows = try connection.rows(sql, [last])
      var page: [(id: SQLValue, canonical: String)] = []
      for row in rows {
        last = row[0]
        guard let text = row[1].text, let canonical = form.compared(text),
          form.isAlwaysNeeded
            || !isSpelled(canonical, like: form.foldedColumn == nil ? text : row[2].text ?? "")
        else { continue }
        page.append((last, canonical))
      }
      try body(page)
      guard rows.count == Self.pageSize else { return }
    }
  }

  private func create(
    _ table: TableSchema, _ connection: any SQLConnection
  ) throws(StoreError) -> String {
    let type = table.store.idType == .integer ? "BIGINT" : "TEXT"
    count += 1
    let name = "registrar_forms_\(count)"
    let schema = connection.dialect == .sqlite ? "temp" : "pg_temp"
    try connection.execute("DROP TABLE IF EXISTS \(schema).\(name)")
    try connection.execute("CREATE TEMPORARY TABLE \(name) (id \(type), canonical TEXT)")
    return "\(schema).\(name)"
  }

  private func index(
    _ table: String, _ connection: any SQLConnection
  ) throws(StoreError) {
    let name = String(table.drop { $0 != "." }.dropFirst())
    switch connection.dialect {
    case .sqlite:
      try connection.execute("CREATE INDEX temp.\(name)_canonical ON \(name) (canonical, id)")
    case .postgresql:
      // A hash takes texts of any length.
      try connection.execute("CREATE INDEX ON \(table) USING hash (canonical)")
      try connection.execute("ANALYZE \(table)")
    }
  }
}
