import GRDB
public import ImportPipeline
import SQLStore
public import Schemas

extension SQLiteStore {
  /// Tries the merge and rolls it back.
  public func rehearse(
    _ tables: [TableSchema], run record: RunRecord
  ) throws(StoreError) -> [StoreDifference] {
    try access { run, database in
      // Staged rows survive the rehearsal.
      try run.writeStages()
      try database.execute(sql: "SAVEPOINT rehearsal")
    }
    func takeBack() {
      try? access { _, database in
        if database.isInsideTransaction {
          try database.execute(sql: "ROLLBACK TO rehearsal; RELEASE rehearsal")
        }
      }
    }
    defer { takeBack() }
    _ = try merge(tables, run: record)
    return try differences(in: tables, limit: 1_000)
  }
}

extension OpenRun {
  /// A table of the store as the store describes it, asked for once; `nil` when it has none of the name.
  func description(of table: String) throws -> StoreDescription.Table? {
    if let known = knownDescriptions[table] { return known }
    try make(table)
    let description = try StoreDescription.table(table, in: connection)
    knownDescriptions[table] = .some(description)
    return description
  }

  /// None: types have no limits.
  func fits(of table: TableColumns) -> [StagedConstraints.Fit] { [] }
}
