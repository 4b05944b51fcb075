import ImportPipeline
import RecordMapping
import Schemas
import TabularCore

/// How the records of a table are shown and compared.
struct TableForm: Sendable {
  let schema: TableSchema
  /// The fields that are compared, by index: all that keep a value and are no secrets.
  let fields: [Int]
  /// The fields by which records are ordered, by index.
  let key: [Int]

  init(_ schema: TableSchema) {
    self.schema = schema
    fields = schema.fields.indices.filter { index in
      let field = schema.fields[index]
      if case .secret = field.store { return false }
      if case .none = field.store { return false }
      return !field.isTransient && field.type.definition.storage != .sealed
    }
    let natural = schema.naturalKey.compactMap(schema.fieldIndex(named:))
    key =
      natural.isEmpty
      ? fields.filter { !schema.fields[$0].type.definition.storage.isList } : natural
  }

  /// The text of a value; `nil` for none.
  func text(_ index: Int, of values: [FieldValue]) -> String? {
    guard !values[index].isNull else { return nil }
    let cell = RecordCell(
      exporting: index, of: values, in: schema, language: .english, form: .text)
    if case .text(let text) = cell { return text }
    return nil
  }

  /// The text of a value of a record; `nil` for none.
  func text(_ index: Int, of record: ComparedRecord) -> String? {
    record.isText ? record.values[index].text : text(index, of: record.values)
  }

  /// The values as a dump has them: texts, and none for an empty text.
  func dumped(_ values: [FieldValue]) -> [FieldValue] {
    values.indices.map { index in
      guard let text = text(index, of: values), !text.isEmpty else { return .null }
      return .text(text)
    }
  }

  /// The parts of a record's key as people know it.
  func keyParts(of record: ComparedRecord) -> [String] {
    key.map { text($0, of: record) ?? "" }
  }

  /// The text by which a record of a dump is ordered among those of stores.
  func sortText(ofDumped values: [FieldValue]) -> String {
    key.map { index in
      guard let text = values[index].text else { return "" }
      switch schema.fields[index].type.definition.storage {
      case .truth: return Self.isTrue(text, of: schema.fields[index]) ? "1" : "0"
      case .moment: return text.replacing(" ", with: "T")
      case .integer, .minorUnits, .decimal, .date, .timeOfDay, .text, .list, .sealed: return text
      }
    }.joined(separator: "\u{1F}")
  }

  private static func isTrue(_ text: String, of field: Field) -> Bool {
    if case .values(let words) = field.type.definition.template(of: field).choices,
      words.count == 2
    {
      return text == words[0]
    }
    return ["true", "yes", "1"].contains(text.lowercased())
  }
}
