import ImportPipeline
import JSONText
import RecordMapping
import Schemas

/// The columns that senders added to the file of a table, as a field keeps them.
struct ExtensionValues {
  /// Their headers, sorted.
  private(set) var headers: [String] = []
  private let field: Int

  /// Collects the headers in all records; `nil` for a table that keeps none.
  init?(
    _ exchange: Exchange, of table: TableSchema, in store: any RecordStore
  ) throws(StoreError) {
    guard let prefix = exchange.extensionPrefix, let name = exchange.extensionField,
      let field = table.fieldIndex(named: name)
    else { return nil }
    self.field = field
    var found: Set<String> = []
    try store.storedRecords(of: table, where: nil) { record in
      for header in Self.texts(of: record.values[field]).keys where header.hasPrefix(prefix) {
        found.insert(header)
      }
      return true
    }
    headers = found.sorted()
  }

  /// The field that keeps them.
  func field(of table: TableSchema) -> Field { table.fields[field] }

  /// The texts of a record, in the order of the headers.
  func texts(of values: [FieldValue]) -> [String] {
    let texts = Self.texts(of: values[field])
    return headers.map { texts[$0] ?? "" }
  }

  private static func texts(of value: FieldValue) -> [String: String] {
    guard case .text(let text) = value, let node = try? JSONParser.parse(text) else { return [:] }
    return Dictionary(
      (node.members ?? []).map { ($0.name, $0.value.scalar ?? "") },
      uniquingKeysWith: { first, _ in first })
  }
}
