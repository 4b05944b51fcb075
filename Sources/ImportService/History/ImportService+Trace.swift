public import ImportPipeline
public import Schemas

extension ImportService {
  /// Which run, file, sheet, row and cell gave each value of a record.
  ///
  /// - Parameters:
  ///   - key: the parts of the record's key.
  ///   - table: the table's machine name.
  ///   - field: the only field that is looked at; `nil` for all.
  public func trace(
    _ key: [String], of table: String, field: String? = nil, package: DataPackage,
    in choice: StoreChoice
  ) throws(ServiceFailure) -> RecordTrace {
    let schema = try package.requiredTable(named: table)
    if let field, field != "source_id", schema.fieldIndex(named: field) == nil {
      throw .request(
        .unknownField(field, table: schema.name, fields: schema.fields.map(\.name)))
    }
    let connection = try connection(to: choice, writes: false)
    let found = try ServiceFailure.asking { () throws(StoreError) in
      try RecordTrace.find(key, of: schema, package: package, in: connection)
    }
    guard var trace = found else {
      throw .request(
        .unknownRecord(table: schema.name, key: key, store: connection.location))
    }
    noteAccess("trace", to: choice, tables: [schema.name: 1])
    if let field { trace.changes.removeAll { $0.field != field } }
    return trace
  }
}
