import ImportPipeline
import SQLStore
import Schemas

extension OpenRun {
  /// Nothing: a staging table has its indexes from the beginning.
  func prepareStage(of table: TableColumns) throws {}

  /// Makes the index by which staged children are found.
  func indexChildren(_ link: ChildField) throws {
    let stage = sqlite.bareName(.stage, of: link.child.schema)
    let list = link.field.isList ? link.field : nil
    try sql.execute(
      dialect.index(
        stage + "__by_" + link.field.field.name,
        onTemporary: sqlite.bareName(.stage, of: link.child.schema, list: list),
        [list == nil ? link.field.field.name : "item"]))
  }

  /// Indexes staged rows of one table for references from another, so that none scans all rows.
  func indexStage(of parent: TableColumns, namedBy table: TableSchema) throws {
    let stage = sqlite.bareName(.stage, of: parent.schema)
    for target in table.referenceTargets(in: parent.schema.name) {
      guard let column = parent.columns(of: target)?.comparedColumn else { continue }
      try sql.execute(
        dialect.index(stage + "__target_" + column, onTemporary: stage, [column]))
    }
  }
}
