import ImportPipeline
import RecordMapping
import Schemas

/// What of a record is not shown: secrets never, and personal values where they are to be masked.
struct RecordMask: Sendable {
  /// What stands in place of a personal value; reports have the same.
  static let hidden = "‹hidden›"

  private let personal: PersonalFields?

  init(of package: DataPackage, masksPersonal: Bool) {
    personal = masksPersonal ? PersonalFields(package) : nil
  }

  /// Whether the values of a field are masked.
  func hides(_ field: Field, of table: TableSchema) -> Bool {
    personal?.contains(field.name, of: table.name) ?? false
  }
}
