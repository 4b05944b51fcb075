import RecordMapping
import Schemas
import TabularCore

/// How the headers of a file of a set differ from those of its format.
struct ExchangeHeader {
  /// The first header that stands out of order, or is written otherwise; `nil` for none.
  private(set) var firstOther: String?
  /// The columns of the format that are not there.
  private(set) var missing: [String] = []

  /// Compares the headers of a source with the format's: all columns in their order, then those that any
  /// sender may add.
  init(
    _ binding: HeaderBinding, of table: TableSchema, in version: Exchange.Version,
    of exchange: Exchange
  ) {
    let expected = exchange.columns(of: table, in: version)
    let isListed = version.headers[table.name] != nil
    var last = -1
    var extends = false
    for column in binding.columns {
      guard case .field(let index)? = column.target, !column.isRepeated else {
        let isExtension = exchange.extensionPrefix.map(column.header.hasPrefix) == true
        if isExtension { extends = true } else { note(column.header) }
        continue
      }
      let field = table.fields[index]
      let place = isListed ? expected.firstIndex { $0.field == index } : index
      let isExact =
        isListed
        ? place.map { expected[$0].header } == column.header
        : column.header == field.label.english || field.aliases.contains(column.header)
      if !isExact || (place ?? -1) < last || extends { note(column.header) }
      last = max(last, place ?? -1)
    }
    missing = expected.filter { !binding.hasColumn(forFieldAt: $0.field) }.map(\.header)
  }

  private mutating func note(_ header: String) {
    if firstOther == nil { firstOther = header }
  }
}
