import TabularCore
import Workbooks

/// Prints the cells of one sheet as the contract of `--cells` says, a line per cell.
struct WorkbookCellWriter {
  private let linePrefix: String
  private let dateSystem: DateSystem
  private let output: BufferedOutput
  private var letters: [String] = [""]

  /// A writer for a sheet whose name is given as a JSON string.
  init(sheet: String, dateSystem: DateSystem, output: BufferedOutput) {
    linePrefix = "{\"sheet\": \(sheet), \"ref\": \""
    self.dateSystem = dateSystem
    self.output = output
  }

  /// Prints the filled cells of a batch.
  mutating func write(_ batch: RowBatch) {
    for row in batch.rows {
      for index in row.firstCell..<row.firstCell + row.cellCount {
        let cell = batch.cells[index]
        switch cell.kind {
        case .blank, .uncachedFormula: continue
        case .text where cell.length == 0: continue
        default: write(cell, row: row.number, batch)
        }
      }
    }
  }

  private mutating func write(_ cell: Cell, row: Int, _ batch: RowBatch) {
    output.append(linePrefix)
    output.append(columnName(Int(cell.column)))
    output.append(row)
    output.append(literal: "\", \"row\": ")
    output.append(row)
    output.append(literal: ", \"column\": ")
    output.append(Int(cell.column))
    let bytes = batch.bytes(of: cell)
    switch cell.kind {
    case .number:
      if let date = SerialDate(lexeme: bytes, format: cell.format, system: dateSystem) {
        write(date)
      } else {
        writeNumber(bytes, cell, batch)
      }
    case .isoDate:
      if let date = SerialDate(isoText: bytes) {
        write(date)
      } else {
        writeText("string", cell, batch)
      }
    case .boolean:
      output.append(literal: ", \"kind\": \"bool\", \"value\": ")
      output.append(bytes.count == 1 && bytes[0] == UInt8(ascii: "1") ? "true" : "false")
    case .error: writeText("error", cell, batch)
    default: writeText("string", cell, batch)
    }
    output.append(literal: "}\n")
  }

  private func write(_ date: SerialDate) {
    let kind: String
    var isQuoted = true
    switch date {
    case .dateTime: kind = "date"
    case .time: kind = "time"
    case .duration: (kind, isQuoted) = ("duration", false)
    }
    output.append(", \"kind\": \"\(kind)\", \"value\": ")
    output.append(isQuoted ? "\"\(date.text)\"" : date.text)
  }

  /// The lexeme itself where it is a JSON number, else the binary64 value it stands for.
  private func writeNumber(_ bytes: Span<UInt8>, _ cell: Cell, _ batch: RowBatch) {
    guard let value = Lexeme.double(bytes) else { return writeText("string", cell, batch) }
    output.append(literal: ", \"kind\": \"number\", \"value\": ")
    if isJSONNumber(bytes) {
      bytes.withUnsafeBytes { output.append($0) }
    } else {
      output.append("\(value)")
    }
  }

  private func writeText(_ kind: String, _ cell: Cell, _ batch: RowBatch) {
    output.append(", \"kind\": \"\(kind)\", \"value\": ")
    batch.bytes(of: cell).withUnsafeBytes { output.append(jsonString: $0) }
  }

  /// The letters of a column, kept from one row to the next.
  private mutating func columnName(_ column: Int) -> String {
    while letters.count <= column { letters.append(columnLetters(letters.count)) }
    return letters[column]
  }

  /// Whether a lexeme is a number of RFC 8259, section 6.
  private func isJSONNumber(_ bytes: Span<UInt8>) -> Bool {
    var place = 0
    func isDigit(_ at: Int) -> Bool { at < bytes.count && bytes[at] &- UInt8(ascii: "0") <= 9 }
    if place < bytes.count, bytes[place] == UInt8(ascii: "-") { place += 1 }
    guard isDigit(place) else { return false }
    if bytes[place] == UInt8(ascii: "0"), isDigit(place + 1) { return false }
    while isDigit(place) { place += 1 }
    if place < bytes.count, bytes[place] == UInt8(ascii: ".") {
      place += 1
      guard isDigit(place) else { return false }
      while isDigit(place) { place += 1 }
    }
    if place < bytes.count, bytes[place] | 0x20 == UInt8(ascii: "e") {
      place += 1
      if place < bytes.count, bytes[place] == UInt8(ascii: "+") || bytes[place] == UInt8(ascii: "-")
      {
        place += 1
      }
      guard isDigit(place) else { return false }
      while isDigit(place) { place += 1 }
    }
    return place == bytes.count
  }
}
