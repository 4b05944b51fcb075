import ImportPipeline
import SQLStore
import Schemas

extension OpenRun {
  /// Reads records back that were loaded without staging.
  func loadedDifferences(
    of table: TableSchema, limit: Int
  ) throws -> (found: [StoreDifference], isWhole: Bool) {
    var differences: [StoreDifference] = []
    if let loaded = loads[table.name] {
      differences = try loaded.differences(of: self, in: database, limit: limit)
    }
    guard let (load, created) = rowLoads[table.name] else { return (differences, false) }
    differences += try RowLoading(load: load, run: self, database: database)
      .differences(created, limit: limit - differences.count)
    return (differences, true)
  }
}
