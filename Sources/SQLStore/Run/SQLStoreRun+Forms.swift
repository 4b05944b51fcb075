import ImportPipeline
import Schemas

extension SQLStoreRun {
  /// Finds out which records must be looked up by the canonical form of their text: in fields, and in those
  /// that the fields refer to.
  public func prepareForms(
    of fields: [TableColumns.FieldColumns], in table: TableColumns
  ) throws {
    for field in fields where !field.knowsForms {
      field.knowsForms = true
      // The results that set rules read stand before tables of the store with the same names.
      try discardAllResults()
      field.forms = try forms.table(of: field.field, in: table.schema, sql)
      try prepareForms(ofParentsNamedBy: field, in: table)
    }
  }

  /// The same for the records that a table's references name.
  public func prepareForms(ofParentsOf table: TableColumns) throws {
    for reference in table.schema.references {
      guard let field = table.columns(of: reference.field) else { continue }
      try prepareForms(ofParentsNamedBy: field, in: table)
    }
  }

  private func prepareForms(
    ofParentsNamedBy field: TableColumns.FieldColumns, in table: TableColumns
  ) throws {
    guard let reference = table.schema.reference(from: field.field.name),
      let parent = tables[reference.table]
    else { return }
    let names = [reference.targetField] + reference.with.keys.sorted()
    try prepareForms(of: names.compactMap(parent.columns(of:)), in: parent)
  }
}
