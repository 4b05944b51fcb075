import CSheetXML
import Testing

/// What the parser makes of a worksheet's bytes, in a form that tests can compare.
enum SheetOutcome {
  /// Bytes given out in pieces of a fixed size.
  private final class Source {
    let bytes: [UInt8]
    let pieceSize: Int
    var place = 0

    init(_ bytes: [UInt8], pieceSize: Int) {
      self.bytes = bytes
      self.pieceSize = pieceSize
    }

    var input: sx_input {
      sx_input(
        read: { source, buffer, capacity in
          guard let source, let buffer else { return -1 }
          return Int64(
            Unmanaged<Source>.fromOpaque(source).takeUnretainedValue()
              .read(buffer, Int(capacity)))
        }, source: Unmanaged.passUnretained(self).toOpaque())
    }

    private func read(_ buffer: UnsafeMutablePointer<CChar>, _ capacity: Int) -> Int {
      let count = min(capacity, pieceSize, bytes.count - place)
      bytes.withUnsafeBytes { bytes in
        UnsafeMutableRawBufferPointer(start: buffer, count: count)
          .copyBytes(from: bytes[place..<place + count])
      }
      place += count
      return count
    }
  }

  private final class Rows {
    var lines: [String] = []

    func take(_ block: sx_block) {
      let text = UnsafeRawBufferPointer(start: block.text, count: block.text_length)
      func string(_ offset: UInt32, _ length: UInt32) -> String {
        String(decoding: text[Int(offset)..<Int(offset) + Int(length)], as: UTF8.self)
      }
      for row in UnsafeBufferPointer(start: block.rows, count: block.row_count) {
        lines.append("row \(row.number) \(row.is_hidden) \(row.has_subtotal)")
        let cells = UnsafeBufferPointer(start: block.cells, count: block.cell_count)
        for cell in cells[Int(row.first_cell)...].prefix(Int(row.cell_count)) {
          lines.append(
            "\(cell.column) \(cell.kind) \(cell.format) \(cell.formula)"
              + " \(string(cell.offset, cell.length))")
        }
      }
      for finding in UnsafeBufferPointer(start: block.findings, count: block.finding_count) {
        lines.append(
          "finding \(finding.row) \(finding.column) \(finding.problem.rawValue)"
            + " \(string(finding.offset, finding.length))")
      }
    }
  }

  /// Limits that small sheets come to.
  static let tightLimits = sx_limits(
    depth: 100, attribute_length: 200, text_length: 40, text_bytes: 400, strings: 10, cells: 5000,
    reads_ahead: 0, avoids_row_parser: 0)

  /// What a sheet's bytes come to: the status, then rows, cells and findings line by line.
  ///
  /// - Parameters:
  ///   - strings: the bytes of the shared strings part.
  ///   - avoidsLane: whether libxml2 alone reads.
  ///   - readsAhead: whether a thread fetches the bytes.
  ///   - pieceSize: the most bytes that come at once.
  static func lines(
    of bytes: [UInt8],
    strings: [UInt8] = Array("<sst><si><t>one</t></si><si><t>_x0000_</t></si></sst>".utf8),
    limits: sx_limits = tightLimits, avoidsLane: Bool, readsAhead: Bool = false,
    pieceSize: Int = .max
  ) throws -> [String] {
    let shared = try #require(sx_strings_create(0))
    defer { sx_strings_free(shared) }
    let table = Source(strings, pieceSize: max(9, pieceSize))
    var limits = limits
    limits.reads_ahead = readsAhead ? 1 : 0
    limits.avoids_row_parser = avoidsLane ? 1 : 0
    _ = withExtendedLifetime(table) { sx_strings_parse(shared, table.input, &limits) }
    let formats: [UInt32] = [0, 3, UInt32(SX_FIRST_SECTIONS)]
    // `[=0]"";yyyy`
    let sections = [
      sx_sections(
        limits: (0, 0), tests: (UInt8(SX_EQUAL), UInt8(SX_ALWAYS)), classes: (0, 3, 0))
    ]
    let source = Source(bytes, pieceSize: pieceSize)
    let rows = Rows()
    let result = try formats.withUnsafeBufferPointer { formats in
      try sections.withUnsafeBufferPointer { sections in
        var workbook = sx_workbook(
          strings: shared, formats: formats.baseAddress, format_count: formats.count,
          sections: sections.baseAddress, doubts_zeros: 1, keeps_space: 0)
        let sheet = try #require(sx_sheet_create(&workbook))
        defer { sx_sheet_free(sheet) }
        return withExtendedLifetime((source, rows)) {
          sx_sheet_parse(
            sheet, source.input, &limits, 3,
            { context, block in
              guard let context, let block else { return 1 }
              Unmanaged<Rows>.fromOpaque(context).takeUnretainedValue().take(block.pointee)
              return 0
            }, Unmanaged.passUnretained(rows).toOpaque())
        }
      }
    }
    // A part that is refused gives no rows to anyone; how far it was read does not matter.
    return ["\(result.status)"] + (result.status == SX_OK ? rows.lines : [])
  }
}
