import TabularCore

@testable import Workbooks

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Workbooks: the archive as a whole, and each kind of part inside a sound one.
let workbookTargets =
  [FuzzTarget(name: "zip", take: readWorkbook)]
  + [
    ("sheet", "xl/worksheets/sheet1.xml"), ("strings", "xl/sharedStrings.xml"),
    ("styles", "xl/styles.xml"), ("relationships", "xl/_rels/workbook.xml.rels"),
    ("workbook", "xl/workbook.xml"), ("types", "[Content_Types].xml"),
  ].map { name, part in
    FuzzTarget(name: name) { bytes in
      readWorkbook(storedArchive(soundParts.filter { $0.name != part } + [(part, bytes)]))
    }
  } + [
    FuzzTarget(name: "formats") { bytes in
      _ = NumberFormat(code: String(decoding: bytes, as: UTF8.self)).formatClass(of: 45_000)
    }
  ]

let fuzzedArchiveLimits: Limits = {
  var limits = Limits()
  limits[.inflatedSize] = 32 << 20
  return limits
}()

/// A file without a name, in memory where there is such a place.
private let descriptor: CInt = {
  for folder in ["/dev/shm", "/tmp"] {
    var name = Array("\(folder)/registrar-fuzz-XXXXXX".utf8CString)
    let descriptor = mkstemp(&name)
    guard descriptor >= 0 else { continue }
    unlink(name)
    return descriptor
  }
  fatalError("no place for a file")
}()

/// A file of some bytes; the next call puts others into it.
func openedFile(_ bytes: [UInt8]) -> CInt {
  let count = bytes.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
  guard count == bytes.count, ftruncate(descriptor, count) == 0 else {
    fatalError("the file takes no bytes")
  }
  return descriptor
}

/// Reads everything of a workbook.
private func readWorkbook(_ bytes: [UInt8]) {
  do throws(WorkbookError) {
    let workbook = try Workbook(fileDescriptor: openedFile(bytes), limits: fuzzedArchiveLimits)
    for sheet in workbook.sheets.prefix(8) {
      var last = 0
      _ = try workbook.readRows(ofSheetAt: sheet.index, maximumRows: 16, order: .ascending) {
        batch in
        for index in batch.rows.indices {
          precondition(batch.rows[index].number > last, "rows ascend")
          last = batch.rows[index].number
          var column: Int32 = 0
          for cell in batch.cells(ofRowAt: index) {
            precondition(cell.column > column, "columns ascend")
            column = cell.column
            let text = batch.text(of: cell)
            if cell.kind == .number, cell.format.isTemporal, let serial = Double(text) {
              _ = SerialDate(serial: serial, format: cell.format, system: workbook.dateSystem)
            }
          }
          precondition(column <= 16_384 && last <= 1_048_576, "cells lie within a sheet")
        }
        return true
      }
    }
  } catch {
    precondition(error.byteOffset ?? 0 >= 0, "places count from 0")
  }
}

private let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
private let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
private let package = "http://schemas.openxmlformats.org/package/2006"
private let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"

private let soundParts: [(name: String, bytes: [UInt8])] = [
  (
    "[Content_Types].xml",
    """
    <Types xmlns="\(package)/content-types"><Default Extension="rels" \
    ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
    <Override PartName="/xl/workbook.xml" ContentType="\(kind).sheet.main+xml"/>\
    <Override PartName="/xl/worksheets/sheet1.xml" ContentType="\(kind).worksheet+xml"/></Types>
    """
  ),
  (
    "_rels/.rels",
    """
    <Relationships xmlns="\(package)/relationships"><Relationship Id="rId1" \
    Type="\(office)/officeDocument" Target="xl/workbook.xml"/></Relationships>
    """
  ),
  (
    "xl/workbook.xml",
    """
    <workbook xmlns="\(main)" xmlns:r="\(office)"><sheets>\
    <sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>
    """
  ),
  (
    "xl/_rels/workbook.xml.rels",
    """
    <Relationships xmlns="\(package)/relationships">\
    <Relationship Id="rId1" Type="\(office)/worksheet" Target="worksheets/sheet1.xml"/>\
    <Relationship Id="rId2" Type="\(office)/styles" Target="styles.xml"/>\
    <Relationship Id="rId3" Type="\(office)/sharedStrings" Target="sharedStrings.xml"/>\
    </Relationships>
    """
  ),
  (
    "xl/worksheets/sheet1.xml",
    """
    <worksheet xmlns="\(main)"><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c>\
    <c r="B1" s="1"><v>45000.5</v></c><c r="C1" t="s"><v>1</v></c></row></sheetData></worksheet>
    """
  ),
  (
    "xl/styles.xml",
    """
    <styleSheet xmlns="\(main)"><numFmts><numFmt numFmtId="164" formatCode="yyyy-mm-dd"/></numFmts>\
    <cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>
    """
  ),
  ("xl/sharedStrings.xml", "<sst xmlns=\"\(main)\"><si><t>a</t></si><si><t>b</t></si></sst>"),
].map { ($0.0, Array($0.1.utf8)) }

private let checksums: [UInt32] = (0..<256 as Range<UInt32>).map { index in
  (0..<8).reduce(index) { sum, _ in sum & 1 == 0 ? sum >> 1 : (sum >> 1) ^ 0xEDB8_8320 }
}

private func checksum(_ bytes: [UInt8]) -> UInt32 {
  ~bytes.reduce(~0) { sum, byte in
    checksums[Int(UInt8(truncatingIfNeeded: sum) ^ byte)] ^ (sum >> 8)
  }
}

/// A zip archive of stored members (APPNOTE 4.3).
func storedArchive(_ parts: [(name: String, bytes: [UInt8])]) -> [UInt8] {
  func little(_ value: UInt32, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt32(8 * $0)) }
  }
  var archive: [UInt8] = []
  var directory: [UInt8] = []
  for part in parts {
    let name = Array(part.name.utf8)
    let size = UInt32(part.bytes.count)
    // Version, flags and method, time and date, checksum, both sizes, lengths of name and rest.
    let header = [
      little(20, 2), little(0, 4), little(0x21_0000, 4), little(checksum(part.bytes), 4),
      little(size, 4), little(size, 4), little(UInt32(name.count), 2), little(0, 2),
    ].flatMap { $0 }
    directory += little(0x0201_4B50, 4)
    directory += little(20, 2)
    directory += header
    directory += little(0, 10)
    directory += little(UInt32(archive.count), 4)
    directory += name
    archive += little(0x0403_4B50, 4)
    archive += header
    archive += name
    archive += part.bytes
  }
  let start = UInt32(archive.count)
  let count = UInt32(parts.count)
  archive += directory
  let end = [
    little(0x0605_4B50, 4), little(0, 4), little(count, 2), little(count, 2),
    little(UInt32(directory.count), 4), little(start, 4), little(0, 2),
  ]
  return archive + end.flatMap { $0 }
}
