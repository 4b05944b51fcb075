public import ImportPipeline
public import Schemas

extension SQLRecordStore {
  /// Staged rows that the table's own constraints will refuse.
  public func refusals(of table: TableSchema) throws(StoreError) -> [StoreRefusal] {
    try withRun { run in
      guard let rows = run.staged[table.name],
        let target = run.layout.table(of: table.name),
        let description = try run.description(of: target.name)
      else { return [] }
      let columns = try run.columns(of: table)
      // A question advances no sequence.
      let defaults = try run.columnDefaults(of: columns).filter { !$0.value.contains("nextval(") }
      let image = StagedConstraints.Image(
        schema: table, target: target, stage: columns.stage, stored: columns.target,
        values: resultingValues(
          of: table, defaults: defaults,
          assignments: run.assignments(columns, without: [], includesStaged: true)),
        fits: try run.fits(of: columns).filter { rows.hasValues(inColumn: $0.column) })
      let constraints = StagedConstraints(run.sql, image, of: description)
      if try run.meets(constraints, rows) { return [] }
      try run.writeStages()
      for parent in run.tables.values where run.isStaged(parent.schema.name) {
        try run.indexStage(of: parent, namedBy: table)
        try run.prepareStage(of: parent)
      }
      return try constraints.refusals()
    }
  }
}

extension StagedRows {
  /// Whether any row was ever staged with a value for a column: a blank one fits every column.
  fileprivate func hasValues(inColumn name: String) -> Bool {
    schema.fields.indices.contains { index in
      switch schema.fields[index].store {
      case .column(name), .array(name): hasValues(ofFieldAt: index)
      default: false
      }
    }
  }
}
