import Foundation
import ImportPipeline
public import Schemas

/// Writes differences as files whose import makes the second source like the first.
///
/// The repair is an import like any other, so that rules, guards, journal and undo hold for it.
///
/// For example:
///
///     let repair = try RepairFiles(package, folder: "plan.rows")
///     try comparison.perform { try repair.add($0) }
///     let files = try repair.finish()
public final class RepairFiles {
  private let package: DataPackage
  private let folder: String
  private var files: [String: (form: TableForm, file: PrivateFile<DataCareError>)] = [:]
  private var paths: [String] = []

  /// Files in a folder, which is made.
  public init(_ package: DataPackage, folder: String) throws(DataCareError) {
    self.package = package
    self.folder = folder
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    } catch {
      throw .unwritable(file: folder, reason: "the folder cannot be made")
    }
  }

  /// Adds the row that settles a difference.
  public func add(_ difference: Difference) throws(DataCareError) {
    guard let table = package.table(named: difference.table) else { return }
    let (form, file) = try file(of: table)
    var cells: [String]
    switch difference.kind {
    case .missing, .different:
      guard let record = difference.one else { return }
      cells = form.fields.map { index in
        let text = form.text(index, of: record) ?? ""
        guard text.isEmpty else { return text }
        // A blank cell would keep what is stored, or take a default.
        let field = table.fields[index]
        let isStored = difference.other.map { form.text(index, of: $0) ?? "" } ?? ""
        let takesDefault = difference.other == nil && field.defaultValue != nil
        return !isStored.isEmpty || takesDefault && !field.isNeverNull ? "[clear]" : ""
      }
      cells.append("")
    case .extra:
      guard let record = difference.other else { return }
      cells = form.fields.map { index in
        form.key.contains(index) ? form.text(index, of: record) ?? "" : ""
      }
      cells.append("delete")
    }
    try file.write(cells.map(DumpFile.cell).joined(separator: ",") + "\n")
  }

  /// Puts the files in their places; returns their paths.
  public func finish() throws(DataCareError) -> [String] {
    for (_, file) in files.values { try file.finish() }
    return paths
  }

  private func file(
    of table: TableSchema
  ) throws(DataCareError) -> (TableForm, PrivateFile<DataCareError>) {
    if let known = files[table.name] { return known }
    let form = TableForm(table)
    let path = DumpFile.path(of: table, in: folder)
    let file = try PrivateFile<DataCareError>(path: path) { .unwritable(file: $0, reason: $1) }
    let names = form.fields.map { table.fields[$0].name } + ["action"]
    try file.write(names.map(DumpFile.cell).joined(separator: ",") + "\n")
    files[table.name] = (form, file)
    paths.append(path)
    return (form, file)
  }
}
