import ImportPipeline
import JSONText
import RecordMapping
import Schemas
import TabularCore

/// Writes records as the objects that an import reads: numbers and truths as such, lists as arrays.
struct JSONRecordText {
  private let table: TableSchema
  private let mask: RecordMask
  /// The fields that are written, by index.
  private let fields: [Int]

  init(_ table: TableSchema, _ mask: RecordMask) {
    self.table = table
    self.mask = mask
    fields = table.fields.indices.filter { index in
      table.fields[index].type != .secret && !table.fields[index].isTransient
    }
  }

  /// The object of a record, on one line.
  func text(of values: [FieldValue]) -> String {
    var json = JSONWriter()
    json.object { json in
      for index in fields {
        json.member(table.fields[index].name) { json in
          write(index, of: values, to: &json)
        }
      }
    }
    return json.text
  }

  private func write(_ index: Int, of values: [FieldValue], to json: inout JSONWriter) {
    let field = table.fields[index]
    let value = values[index]
    if value != .null, mask.hides(field, of: table) { return json.string(RecordMask.hidden) }
    let definition = field.type.definition
    switch value {
    case .list(let items):
      json.array(items) { $0.string($1.description) }
      return
    case .integer, .real, .decimal, .text: break
    case .null, .dateTime, .secret: return writeText(index, of: values, to: &json)
    }
    switch definition.storage {
    case .truth: json.value(value.description == "1" ? "true" : "false")
    case .integer, .decimal, .minorUnits: writeNumber(index, of: values, to: &json)
    case .text, .date, .timeOfDay, .moment, .list, .sealed:
      writeText(index, of: values, to: &json)
    }
  }

  private func writeNumber(_ index: Int, of values: [FieldValue], to json: inout JSONWriter) {
    let isCode =
      table.fields[index].type.definition.template(of: table.fields[index])
      .numberFormat == "@"
    guard !isCode, case .text(let text) = cell(index, of: values),
      (try? JSONParser.parse(text))?.isNumber == true
    else { return writeText(index, of: values, to: &json) }
    json.value(text)
  }

  private func writeText(_ index: Int, of values: [FieldValue], to json: inout JSONWriter) {
    guard case .text(let text) = cell(index, of: values) else { return json.value("null") }
    json.string(text)
  }

  private func cell(_ index: Int, of values: [FieldValue]) -> RecordCell {
    RecordCell(exporting: index, of: values, in: table, language: .english, form: .text)
  }
}

extension JSONNode {
  fileprivate var isNumber: Bool {
    if case .number = content { true } else { false }
  }
}
