import ImportPipeline
import RecordMapping
import Schemas
import Synchronization

/// The records of a dump that have a value, or refer to records that have it.
///
/// The keys of parents that belong are read once and kept: those of one account or the like.
final class DumpScope: Sendable {
  private let scope: RecordSelection.Scope
  private let package: DataPackage
  private let folder: String
  private let known = Mutex<[String: Set<String>]>([:])

  init(_ scope: RecordSelection.Scope, _ package: DataPackage, folder: String) {
    self.scope = scope
    self.package = package
    self.folder = folder
  }

  /// What decides whether a record of a table belongs.
  func test(of table: TableSchema) throws -> ([FieldValue]) -> Bool {
    try test(of: table, visited: [])
  }

  private func test(
    of table: TableSchema, visited: Set<String>
  ) throws -> ([FieldValue]) -> Bool {
    if let index = table.fieldIndex(named: scope.field) {
      let value = scope.value
      return { $0[index].text == value }
    }
    let visited = visited.union([table.name])
    var parents: [(field: Int, values: Set<String>)] = []
    for reference in table.references(to: scope.field, in: package, visited) {
      guard let field = table.fieldIndex(named: reference.field),
        !table.fields[field].type.definition.storage.isList,
        let parent = package.table(named: reference.table)
      else { continue }
      parents.append((field, try values(of: reference.targetField, in: parent, visited)))
    }
    let tests = parents
    return { values in
      tests.contains { test in values[test.field].text.map(test.values.contains) ?? false }
    }
  }

  /// The values of a field in the records of a table that belong.
  private func values(
    of field: String, in table: TableSchema, _ visited: Set<String>
  ) throws -> Set<String> {
    let name = table.name + "." + field
    if let values = known.withLock({ $0[name] }) { return values }
    guard let index = table.fieldIndex(named: field) else { return [] }
    let belongs = try test(of: table, visited: visited)
    var values: Set<String> = []
    try DumpFile(
      form: TableForm(table), path: DumpFile.path(of: table, in: folder)
    ).read { records in
      for record in records where belongs(record.values) {
        if let text = record.values[index].text { values.insert(text) }
      }
      return true
    }
    known.withLock { $0[name] = values }
    return values
  }
}
