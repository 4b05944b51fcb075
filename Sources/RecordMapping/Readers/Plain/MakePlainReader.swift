import Schemas
import TabularCore

/// The reader of a type of Table Schema v2 (datapackage.org/standard/table-schema).
///
/// - Parameter keepsDigits: whether the store keeps every digit of a decimal number.
func makePlainReader(
  of type: FieldType, for field: Field, keepsDigits: Bool = false
) -> any FieldReader {
  let plain = field.plain
  switch type {
  case .plainString: return PlainStringReader(field: field.name, format: plain.format)
  case .plainInteger: return PlainNumberReader(field: field.name, isInteger: true, form: plain)
  case .plainNumber:
    return PlainNumberReader(
      field: field.name, isInteger: false, form: plain, keepsDigits: keepsDigits)
  case .plainBoolean: return PlainBooleanReader(form: plain)
  case .plainDate: return PlainTemporalReader(.date, format: plain.format)
  case .plainTime: return PlainTemporalReader(.time, format: plain.format)
  case .plainDateTime: return PlainTemporalReader(.dateTime, format: plain.format)
  case .plainYear: return PlainYearReader(field: field.name)
  case .plainYearMonth: return PlainYearMonthReader(field: field.name)
  case .plainDuration: return PlainDurationReader(field: field.name)
  case .plainList:
    // Items have the default formats of their type.
    var item = Field(name: field.name, type: field.itemType)
    item.plain.trueValues = plain.trueValues
    item.plain.falseValues = plain.falseValues
    let itemType = field.itemType == .plainList ? .plainString : field.itemType
    return PlainListReader(
      delimiter: plain.delimiter, itemType: itemType,
      itemReader: makePlainReader(of: itemType, for: item))
  case .plainObject: return PlainJSONReader(field: field.name, kind: .object)
  case .plainArray: return PlainJSONReader(field: field.name, kind: .array)
  case .plainGeoJSON:
    return PlainJSONReader(
      field: field.name, kind: plain.format == "topojson" ? .topoJSON : .geoJSON)
  case .plainGeopoint: return PlainGeopointReader(field: field.name, format: plain.format)
  default: return PlainAnyReader()
  }
}

extension CellProblem {
  /// A text that does not have the form of its type; `expected` describes that form in words.
  static func misfit(_ text: String, field: String, expected: String) -> CellProblem {
    CellProblem(
      .valuePattern(.words(field: field, expected: expected), value: shortened(text)))
  }

  /// A text that does not have the form of its type; `form` is a model such as `YYYY-MM`.
  static func misfit(_ text: String, field: String, form: String) -> CellProblem {
    CellProblem(
      .valuePattern(.form(field: field, expected: form), value: shortened(text)))
  }
}
