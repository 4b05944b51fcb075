import Foundation
public import ImportPipeline
import RecordMapping
public import Schemas

/// Writes the records of a store as sorted files without local ids.
///
/// There is a delimited file (RFC 4180, UTF-8, lines end in LF) per table. Its header has the machine names
/// of the fields; records name each other by their keys and stand in the order of the bytes of their
/// own. Equal records give equal bytes, whatever keeps them, so that `diff` compares two dumps. Secrets
/// are left out.
///
/// For example:
///
///     let paths = try DumpWriter(package).write(["halls"], of: store, to: "before")
public struct DumpWriter: Sendable {
  private let package: DataPackage
  private let scope: RecordSelection.Scope?

  /// A writer of the tables of a package.
  ///
  /// - Parameter scope: the records of one account or the like; `nil` for all.
  public init(_ package: DataPackage, scope: RecordSelection.Scope? = nil) {
    self.package = package
    self.scope = scope
  }

  /// Writes tables into a folder, which is made if needed; parents come before children.
  ///
  /// - Parameters:
  ///   - names: the machine names of the tables; with a scope, those without its field are passed over.
  ///   - store: a store that is open.
  /// - Returns: the paths with how many records each has.
  public func write(
    _ names: [String], of store: any RecordStore, to folder: String
  ) throws(DataCareError) -> [(path: String, count: Int)] {
    do {
      try FileManager.default.createDirectory(
        atPath: folder.isEmpty ? "." : folder, withIntermediateDirectories: true)
    } catch {
      throw .unwritable(file: folder, reason: "the folder cannot be made")
    }
    var written: [(path: String, count: Int)] = []
    for name in package.dependencyOrder.tables where names.contains(name) {
      guard let table = package.table(named: name),
        scope.map({ table.reaches($0.field, in: package) }) ?? true
      else { continue }
      let path = DumpFile.path(of: table, in: folder)
      written.append((path, try write(TableForm(table), of: store, to: path)))
    }
    return written
  }

  private func write(
    _ form: TableForm, of store: any RecordStore, to path: String
  ) throws(DataCareError) -> Int {
    let file = try PrivateFile<DataCareError>(path: path) {
      .unwritable(file: $0, reason: $1)
    }
    let names = form.fields.map { form.schema.fields[$0].name }
    try file.write(names.map(DumpFile.cell).joined(separator: ",") + "\n")
    var failure: DataCareError?
    var count = 0
    do throws(StoreError) {
      try store.sortedRecords(of: form.schema, RecordSelection(scope: scope)) { _, record in
        let line = form.fields.map { DumpFile.cell(form.text($0, of: record.values) ?? "") }
          .joined(separator: ",")
        count += 1
        do throws(DataCareError) {
          // A line of one blank cell would be taken for an empty one.
          try file.write((line.isEmpty ? "\"\"" : line) + "\n")
        } catch {
          failure = error
        }
        return failure == nil
      }
    } catch {
      throw .store(error)
    }
    if let failure { throw failure }
    try file.finish()
    return count
  }
}
