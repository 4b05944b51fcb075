import Foundation

/// A workbook of plain lists, such as other systems take: headers in the first row, a record a row.
public struct ListWorkbook: Sendable {
  /// The header of a column.
  public struct Header: Sendable {
    /// The text.
    public var text: String
    /// Whether it is coloured as one that must be filled in.
    public var isRequired: Bool

    /// A header.
    public init(text: String, isRequired: Bool) {
      self.text = text
      self.isRequired = isRequired
    }
  }

  /// A cell.
  public enum Cell: Sendable, Hashable {
    /// Nothing.
    case blank
    /// A text, kept as it is.
    case text(String)
    /// A whole number.
    case number(Int)
  }

  /// A sheet.
  public struct Sheet: Sendable {
    /// Its name.
    public var name: String
    /// The headers.
    public var headers: [Header]
    /// The rows below them.
    public var rows: [[Cell]]

    /// A sheet of rows.
    public init(name: String, headers: [Header], rows: [[Cell]]) {
      self.name = name
      self.headers = headers
      self.rows = rows
    }
  }

  private let title: String
  private let sheets: [Sheet]

  /// A workbook of sheets.
  public init(title: String, sheets: [Sheet]) {
    self.title = title
    self.sheets = sheets
  }

  /// Writes the workbook; what stands at the path is replaced once it is complete.
  public func write(to path: String) throws(TemplateError) {
    let partial = path + ".\(ProcessInfo.processInfo.processIdentifier).partial"
    do throws(TemplateError) {
      var file = try WorkbookFile(path: partial, title: title)
      for sheet in sheets { try write(sheet, to: &file) }
      try file.close()
    } catch {
      unlink(partial)
      throw error
    }
    guard rename(partial, path) == 0 else {
      let reason = String(cString: strerror(errno)).lowercased()
      unlink(partial)
      throw TemplateError(.writeFailed, reason, location: path)
    }
  }

  private func write(_ sheet: Sheet, to file: inout WorkbookFile) throws(TemplateError) {
    let place = try file.addSheet(sheet.name)
    for (column, header) in sheet.headers.enumerated() {
      let longest = sheet.rows.prefix(500).reduce(header.text.count) { longest, row in
        guard row.indices.contains(column), case .text(let text) = row[column] else {
          return longest
        }
        return max(longest, text.count)
      }
      try file.setColumn(
        column, width: Double(min(max(longest + 3, 10), 48)), style: CellStyle(numberFormat: "@"),
        in: place)
      try file.write(
        header.text, row: 0, column: column,
        style: header.isRequired ? .requiredHeader : .optionalHeader, in: place)
    }
    file.freeze(rows: 1, columns: 0, in: place)
    for (index, row) in sheet.rows.enumerated() {
      for (column, cell) in row.enumerated() {
        switch cell {
        case .blank: break
        case .text(let text):
          try file.write(
            text, row: index + 1, column: column, style: CellStyle(numberFormat: "@"), in: place)
        case .number(let number):
          try file.write(
            number: Double(number), row: index + 1, column: column,
            style: CellStyle(numberFormat: "0"), in: place)
        }
      }
    }
  }
}
