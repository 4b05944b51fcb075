/// Which stored records of a table the files of a set mark as gone because they no longer name them.
enum Retirement {
  /// Any.
  case all
  /// Those that refer by a field to records that rows of a table name.
  case owned(by: Int, field: String)

  /// Whether a table without rows may mark records: those of owners that are named without any.
  var needsNoRow: Bool {
    switch self {
    case .all: false
    case .owned: true
    }
  }
}
