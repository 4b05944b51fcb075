import ImportPipeline
import SQLStore
import Schemas

extension OpenRun {
  /// Reads records back that were loaded without staging.
  func loadedDifferences(
    of table: TableSchema, limit: Int
  ) throws -> (found: [StoreDifference], isWhole: Bool) {
    (try loads[table.name]?.differences(of: self, limit: limit) ?? [], false)
  }
}
