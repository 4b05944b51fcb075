import TabularCore
import TestSupport
import Workbooks

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A scratch file that goes away with its owner.
final class ScratchFile {
  let path: String

  init() {
    var template = Array("\(scratchFolder())/workbook-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    if descriptor >= 0 { close(descriptor) }
    path = template.withUnsafeBufferPointer { buffer in
      String(decoding: buffer.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }

  deinit { unlink(path) }

  func bytes() -> [UInt8] {
    guard let file = fopen(path, "rb") else { return [] }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
      bytes += buffer[..<count]
    }
    return bytes
  }

  func write(_ bytes: [UInt8]) {
    guard let file = fopen(path, "wb") else { return }
    defer { fclose(file) }
    _ = fwrite(bytes, 1, bytes.count, file)
  }
}

private func scratchFolder() -> String {
  getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
}

/// What one sheet of a workbook reads as.
struct ReadSheet {
  /// Each cell as `B2 number 12` or `B2 number:date 45000`, in the order it was read.
  var cells: [String] = []
  /// Each finding as `B2 sheet.bad-cell duplicate`.
  var findings: [String] = []
  var summary = SheetSummary()
}

/// Reads the sheet at `index` of a workbook at `path`.
func readSheet(
  _ workbook: Workbook, at index: Int = 0, maximumRows: Int = 4096
) throws -> ReadSheet {
  var result = ReadSheet()
  result.summary = try workbook.readRows(ofSheetAt: index, maximumRows: maximumRows) { batch in
    for row in 0..<batch.rowCount {
      for cell in batch.cells(ofRowAt: row) {
        let place = CellReference(row: batch.rows[row].number, column: Int(cell.column))
        let format = cell.format == .general ? "" : ":\(cell.format)"
        let formula = cell.formula != .none ? "=" : ""
        result.cells.append("\(place) \(formula)\(cell.kind)\(format) \(batch.text(of: cell))")
      }
    }
    for finding in batch.findings {
      let place =
        finding.column.map { CellReference(row: finding.row, column: $0).description }
        ?? "row \(finding.row)"
      result.findings.append("\(place) \(finding.code) \(finding.content.variant)")
    }
    return true
  }
  return result
}

/// Writes a workbook and reads its first sheet.
func readBack(_ builder: WorkbookBuilder, limits: Limits = Limits()) throws -> ReadSheet {
  let file = ScratchFile()
  try builder.write(to: file.path)
  return try readSheet(Workbook(path: file.path, limits: limits))
}

/// Reads the cells of a sheet given as the contents of its `sheetData`.
func readData(_ data: String, limits: Limits = Limits()) throws -> ReadSheet {
  try readBack(WorkbookBuilder().sheet("Sheet1", data: data), limits: limits)
}

/// The code and variant with which a workbook is refused, `zip.damaged size`; `nil` when it is read.
func refusal(_ builder: WorkbookBuilder, limits: Limits = Limits()) throws -> String? {
  let file = ScratchFile()
  try builder.write(to: file.path)
  return refusal(ofFileAt: file.path, limits: limits)
}

/// The code and variant with which the file is refused, or any of its sheets.
func refusal(ofFileAt path: String, limits: Limits = Limits()) -> String? {
  do throws(WorkbookError) {
    let workbook = try Workbook(path: path, limits: limits)
    for sheet in workbook.sheets {
      _ = try workbook.readRows(ofSheetAt: sheet.index) { _ in true }
    }
    return nil
  } catch {
    return error.variant.isEmpty ? "\(error.code)" : "\(error.code) \(error.variant)"
  }
}
