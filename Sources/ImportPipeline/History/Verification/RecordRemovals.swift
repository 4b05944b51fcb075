public import Schemas

/// How a record left its table.
public enum RecordRemoval: Sendable, Hashable {
  /// A run removed it.
  case run(String)
  /// A run made it, no run removed it, and it is not there any more.
  case otherProgram
}

/// Finds how records left a table, by what its store's runs wrote down.
public struct RecordRemovals {
  /// At most so many removals by runs are looked at, the last ones first.
  private static let mostRemoved = 20_000
  /// At most so many removals by others are looked for.
  private static let mostGone = 1_000

  private let connection: any SQLConnection
  private let package: DataPackage

  /// The removals of a store.
  public init(_ connection: any SQLConnection, package: DataPackage) {
    self.connection = connection
    self.package = package
  }

  /// The removals of a table's records, by the texts of their keys with `storedKeySeparator` between the
  /// parts; the last one of each key.
  public func find(of schema: TableSchema) throws(StoreError) -> [String: RecordRemoval] {
    guard try connection.hasTable("registrar_journal"),
      let target = StoreLayout(package).table(of: schema.name)
    else { return [:] }
    var removals: [String: RecordRemoval] = [:]
    let gone = try GoneRecords(
      connection: connection, schema: schema, target: target,
      texts: StoredTexts(connection: connection, package: package, schema: schema, target: target),
      limit: Self.mostGone
    ).findKeys()
    for key in gone { removals[key.joined(separator: StoredKey.separator)] = .otherProgram }
    var known: Set<String> = []
    let removed = try connection.rows(
      """
      SELECT j.record_key, j.run_id FROM registrar_journal AS j
      JOIN registrar_runs AS r ON r.run_id = j.run_id
      WHERE j.table_name = ?1 AND j.operation = 'delete' AND j.record_key <> ''
      ORDER BY r.number DESC, j.seq DESC LIMIT \(Self.mostRemoved)
      """, [.text(schema.name)])
    for row in removed {
      guard let key = row[0].text, let run = row[1].text, known.insert(key).inserted else {
        continue
      }
      removals[key] = .run(run)
    }
    return removals
  }
}
