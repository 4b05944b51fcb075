import TabularCore

/// What a row of a source is, before its values are read.
public enum RowClass: Sendable, Equatable {
  /// No cell holds anything but white space or invisible characters.
  case blank
  /// The template's example row.
  case example
  /// A repeated header or a total line; the text is what gave it away.
  case notData(String)
  /// A row to read.
  case data

  /// The mark that begins an example row.
  public static let exampleMark = "#EXAMPLE"

  private static let totals: Set<String> = ["total", "totaux", "grandtotal", "sum", "somme"]

  /// Classifies a row by its filled cells.
  ///
  /// - Parameters:
  ///   - cells: the cells that are not blank, in column order.
  ///   - binding: the header of the source.
  ///   - keyColumns: the columns of the natural key.
  public static func of(
    _ cells: [FilledCell], binding: HeaderBinding, keyColumns: Set<Int>
  ) -> RowClass {
    guard let first = cells.first else { return .blank }
    if first.text.hasPrefix(exampleMark) { return .example }
    if cells.count >= 2, repeatsHeader(cells, binding) { return .notData(first.text) }
    if !cells.contains(where: { keyColumns.contains($0.column) && !isTotal($0.text) }) {
      if let total = cells.first(where: { isTotal($0.text) }) { return .notData(total.text) }
    }
    return .data
  }

  private static func isTotal(_ text: String) -> Bool {
    // Most cells are told apart by their first letter.
    guard text.utf8.count <= 16, let first = text.utf8.first, Self.mayBegin(first, "TtGgSs")
    else { return false }
    let folded = fold(text.hasSuffix(":") ? String(text.dropLast()) : text)
    return totals.contains(folded)
  }

  /// Whether a byte is one of some letters, or says nothing because it is white space or no ASCII.
  private static func mayBegin(_ byte: UInt8, _ letters: StaticString) -> Bool {
    if byte <= 0x20 || byte >= 0x80 { return true }
    return letters.withUTF8Buffer { $0.contains(byte) }
  }

  private static func repeatsHeader(
    _ cells: [FilledCell], _ binding: HeaderBinding
  ) -> Bool {
    guard cells.count >= min(2, binding.columns.count), let first = cells.first,
      let header = binding.columns.first(where: { $0.number == first.column })?.header.utf8.first,
      let begin = first.text.utf8.first,
      begin | 0x20 == header | 0x20 || begin >= 0x80 || header >= 0x80 || begin <= 0x20
        || header <= 0x20
    else { return false }
    for cell in cells {
      guard let header = binding.column(numbered: cell.column)?.header,
        cell.text.utf8.count <= header.utf8.count + 8, fold(cell.text) == fold(header)
      else { return false }
    }
    return true
  }
}

/// Whether a text holds nothing but white space and invisible characters.
public func isBlankText(_ text: String) -> Bool {
  for byte in text.utf8 where byte > 0x20 {
    if byte < 0x80 { return false }
    return text.unicodeScalars.allSatisfy { scalar in
      scalar.properties.isWhitespace || scalar.properties.generalCategory == .format
        || scalar.value == 0xFEFF
    }
  }
  return true
}
