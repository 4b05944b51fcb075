import Schemas
import TabularCore

/// Reads Table Schema's `list`: items of one type, separated by a delimiter.
///
/// Repeated items are dropped with a warning, as in Registrar's own lists: a store keeps each once.
struct PlainListReader: FieldReader {
  /// The text between items.
  var delimiter: String
  /// The type of an item.
  var itemType: FieldType
  /// Reads an item.
  var itemReader: any FieldReader

  func read(_ cell: CellInput, in context: ReadingContext) throws(CellProblem) -> FieldReading {
    guard cell.kind == .text else {
      if cell.kind == .number, cell.format == .grouped {
        throw CellProblem(.valueWrongCellType(.grouped(value: shortened(cell.text))))
      }
      let reading = try itemReader.read(cell, in: context)
      return FieldReading(.list([reading.value]), remarks: reading.remarks)
    }
    let parts =
      delimiter.isEmpty
      ? [cell.text[...]]
      : cell.text.split(separator: delimiter, omittingEmptySubsequences: false)
    var items: [FieldValue] = []
    var remarks: [CellRemark] = []
    var seen: Set<FieldValue> = []
    for part in parts {
      let item = itemType == .plainString ? part : part.trimmed
      guard !item.isEmpty else {
        throw CellProblem(.valueListItemEmpty(value: shortened(cell.text)))
      }
      var input = cell
      input.text = String(item)
      let reading = try itemReader.read(input, in: context)
      remarks += reading.remarks
      guard seen.insert(reading.value).inserted else {
        remarks.append(
          CellRemark(
            .valueListItemRepeated(item: shortened(reading.value.description))))
        continue
      }
      items.append(reading.value)
    }
    return FieldReading(.list(items), remarks: remarks)
  }
}

extension PlainListReader {
  /// The reader of a field, whose items are no lists and have the default formats of their type.
  init(_ settings: ReaderSettings) {
    let field = settings.field
    var item = Field(name: field.name, type: field.itemType)
    item.plain.trueValues = field.plain.trueValues
    item.plain.falseValues = field.plain.falseValues
    let itemType = field.itemType == .plainList ? .plainString : field.itemType
    self.init(
      delimiter: field.plain.delimiter, itemType: itemType,
      itemReader: (itemType.isPlain ? itemType : .plainAny).reading
        .makeReader(ReaderSettings(field: item, table: settings.table)))
  }
}
