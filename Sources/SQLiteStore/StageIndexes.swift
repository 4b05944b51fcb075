import GRDB
import ImportPipeline
import Schemas

extension OpenRun {
  /// Indexes staged rows of one table for references from another, so that none scans all rows.
  func indexStage(
    of parent: TableColumns, namedBy table: TableColumns, in database: Database
  ) throws {
    let stage = "stage_" + parent.schema.name
    for target in table.schema.referenceTargets(in: parent.schema.name) {
      guard let column = parent.columns(of: target)?.comparedColumn else { continue }
      try database.execute(
        sql: """
          CREATE INDEX IF NOT EXISTS temp.\(quoted(stage + "__target_" + column))
            ON \(quoted(stage)) (\(quoted(column)))
          """)
    }
  }
}
