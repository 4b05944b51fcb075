import ImportPipeline
public import Schemas
import TabularCore

/// A package whose tables people fill in here: as much of it as pages show.
public struct ServedPackage: Sendable {
  /// A table of it.
  struct Table: Sendable {
    let name: String
    let title: LocalizedText
    let description: LocalizedText
    /// The titles of fields by their machine names.
    let fields: [String: LocalizedText]
  }

  let name: String
  let title: LocalizedText
  let tables: [Table]
  /// The package itself.
  private let package: DataPackage

  /// A package.
  public init(_ package: DataPackage) {
    self.package = package
    name = package.name
    title = package.title
    tables = package.tables.map { table in
      Table(
        name: table.name, title: table.title, description: table.description,
        fields: Dictionary(
          table.fields.map { ($0.name, $0.label) }, uniquingKeysWith: { first, _ in first }))
    }
  }

  /// Whether records of a table belong to parts by a field, themselves or by what they refer to.
  func hasParts(by field: String, ofTable table: String) -> Bool {
    package.table(named: table)?.belongs(toPartsBy: field, in: package) == true
  }

  /// The title of a table by its machine name; the name where there is none.
  func title(ofTable name: String) -> LocalizedText {
    tables.first { $0.name == name }?.title ?? LocalizedText(name)
  }
}
