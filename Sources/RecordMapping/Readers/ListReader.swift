import Schemas
import TabularCore

/// Reads several items out of one cell; the canonical form is the items in order without repeats.
struct ListReader: FieldReader {
  /// The type of an item.
  var itemType: FieldType
  /// Reads an item.
  var itemReader: any FieldReader

  func read(_ cell: CellInput, in context: ReadingContext) throws(CellProblem) -> FieldReading {
    switch cell.kind {
    case .text: return try read(text: cell, in: context)
    case .number where cell.format.isTemporal, .isoDate:
      throw .dateInText(cell, expected: "a list")
    case .number where cell.format == .grouped:
      throw CellProblem(.valueWrongCellType(.grouped(value: shortened(cell.text))))
    case .number:
      let reading = try itemReader.read(cell, in: context)
      return FieldReading(.list([reading.value]), remarks: reading.remarks)
    default: throw .wrongCellType(cell, expected: "a list")
    }
  }

  private func read(
    text cell: CellInput, in context: ReadingContext
  ) throws(CellProblem) -> FieldReading {
    var values: [FieldValue] = []
    var remarks: [CellRemark] = []
    var seen: Set<FieldValue> = []
    for item in try items(of: cell.text) {
      var input = cell
      input.text = item
      let reading = try itemReader.read(input, in: context)
      remarks += reading.remarks
      guard seen.insert(reading.value).inserted else {
        remarks.append(
          CellRemark(
            .valueListItemRepeated(item: shortened(reading.value.description))))
        continue
      }
      values.append(reading.value)
    }
    return FieldReading(.list(values), remarks: remarks)
  }

  /// The trimmed items, separated by `;`, else by line breaks, else by `,`; one separator may trail.
  private func items(of text: String) throws(CellProblem) -> [String] {
    let bytes = text.utf8
    let hasLines = bytes.contains(0x0A)
    let hasSemicolon = bytes.contains(UInt8(ascii: ";"))
    let separator =
      hasSemicolon ? UInt8(ascii: ";") : hasLines ? 0x0A : UInt8(ascii: ",")
    var parts = bytes.split(separator: separator, omittingEmptySubsequences: false).map {
      String(Substring($0).trimmed)
    }
    if parts.count > 1, parts.last?.isEmpty == true { parts.removeLast() }
    guard hasSemicolon, hasLines else {
      guard !parts.contains("") else {
        throw CellProblem(.valueListItemEmpty(value: shortened(text)))
      }
      return parts
    }
    // Lines together with semicolons: each line is a list of its own.
    var items: [String] = []
    for line in bytes.split(separator: 0x0A) {
      var parts = line.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map {
        String(Substring($0).trimmed)
      }
      if parts.count > 1, parts.last?.isEmpty == true { parts.removeLast() }
      if parts == [""] { continue }
      guard !parts.contains("") else {
        throw CellProblem(.valueListItemEmpty(value: shortened(text)))
      }
      items += parts
    }
    return items
  }
}

extension Substring {
  /// The text without spaces, tabs and line feeds at both ends.
  var trimmed: Substring {
    var rest = self
    while let byte = rest.utf8.first, byte == 0x20 || byte == 0x09 || byte == 0x0A {
      rest.removeFirst()
    }
    while let byte = rest.utf8.last, byte == 0x20 || byte == 0x09 || byte == 0x0A {
      rest.removeLast()
    }
    return rest
  }
}

extension ListReader {
  /// The reader of a field, whose items are no lists.
  init(_ settings: ReaderSettings) {
    let itemType = settings.field.itemType
    var item = settings
    item.keepsDigits = false
    self.init(
      itemType: itemType,
      itemReader: (itemType == .list ? .string : itemType).reading.makeReader(item))
  }
}
