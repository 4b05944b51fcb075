import TabularCore
import TestSupport
import Testing
import Workbooks

/// Archives that are damaged or lie, made from a sound one byte by byte.
@Suite struct ArchiveTests {
  static let sound = WorkbookBuilder().sheet("S", rows: [["a", "b"], [1, 2]])

  /// The bytes of the sound workbook.
  static func bytes(_ builder: WorkbookBuilder = sound) throws -> [UInt8] {
    let file = ScratchFile()
    try builder.write(to: file.path)
    return file.bytes()
  }

  static func refusal(of bytes: [UInt8], limits: Limits = Limits()) -> String? {
    let file = ScratchFile()
    file.write(bytes)
    return WorkbooksTests.refusal(ofFileAt: file.path, limits: limits)
  }

  /// Where the header of member `number` (from 0) with this signature starts.
  static func header(_ signature: [UInt8], _ number: Int, in bytes: [UInt8]) throws -> Int {
    var places = bytes.indices.filter { bytes[$0...].starts(with: signature) }
    try #require(places.count > number)
    return places.remove(at: number)
  }

  static let local: [UInt8] = [0x50, 0x4B, 3, 4]
  static let central: [UInt8] = [0x50, 0x4B, 1, 2]

  @Test func soundArchive_isRead() throws {
    #expect(Self.refusal(of: try Self.bytes()) == nil)
  }

  @Test func everyTruncation_isRefused() throws {
    let bytes = try Self.bytes()
    for count in 0..<bytes.count {
      let refusal = Self.refusal(of: Array(bytes[..<count]))
      #expect(
        refusal
          == (count == 0
            ? "file.empty"
            : count < 4
              ? "file.unknown-format"
              : "zip.damaged directory"))
    }
  }

  @Test func everyFlippedByte_readsOrIsRefused() throws {
    var bytes = try Self.bytes()
    let expected = try readBack(Self.sound).cells
    var refused = 0
    for place in bytes.indices {
      bytes[place] ^= 0x55
      let file = ScratchFile()
      file.write(bytes)
      if WorkbooksTests.refusal(ofFileAt: file.path) == nil {
        // What is not covered by a checksum may change names and times, never cells.
        #expect(try readSheet(Workbook(path: file.path)).cells == expected)
      } else {
        refused += 1
      }
      bytes[place] ^= 0x55
    }
    #expect(refused > bytes.count / 2)
  }

  struct Change: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var member: Int
    var centralOffset: Int?
    var localOffset: Int?
    var bytes: [UInt8]
    var refusal: String?
  }

  @Test(arguments: [
    Change(
      testDescription: "wrong checksum", member: 4, centralOffset: 16, localOffset: 14,
      bytes: [1, 2, 3, 4], refusal: "zip.damaged"),
    Change(
      testDescription: "smaller size", member: 4, centralOffset: 24, localOffset: 22,
      bytes: [10, 0, 0, 0], refusal: "zip.damaged size"),
    Change(
      testDescription: "larger size", member: 4, centralOffset: 24, localOffset: 22,
      bytes: [0, 0, 0, 0x7F], refusal: "zip.damaged size"),
    Change(
      testDescription: "compressed size beyond the file", member: 4, centralOffset: 20,
      localOffset: nil, bytes: [0, 0, 0, 0x10], refusal: "zip.damaged truncated"),
    Change(
      testDescription: "encrypted", member: 4, centralOffset: 8, localOffset: 6, bytes: [1, 0],
      refusal: "zip.damaged encrypted"),
    Change(
      testDescription: "bzip2", member: 4, centralOffset: 10, localOffset: 8, bytes: [12, 0],
      refusal: "zip.damaged compression"),
    Change(
      testDescription: "AES", member: 4, centralOffset: 10, localOffset: 8, bytes: [99, 0],
      refusal: "zip.damaged compression"),
    Change(
      testDescription: "methods differ", member: 4, centralOffset: nil, localOffset: 8,
      bytes: [0, 0], refusal: "zip.damaged reason"),
    Change(
      testDescription: "names differ", member: 4, centralOffset: nil, localOffset: 30,
      bytes: [0x79], refusal: "zip.damaged reason"),
    Change(
      testDescription: "symbolic link", member: 4, centralOffset: 40,
      localOffset: nil, bytes: [0xFF, 0xA1], refusal: "zip.damaged reason"),
    Change(
      testDescription: "another time stamp", member: 4, centralOffset: 12, localOffset: 10,
      bytes: [9, 9], refusal: nil),
  ])
  func changedHeader_isNoticed(change: Change) throws {
    var bytes = try Self.bytes()
    for (signature, offset) in [
      (Self.central, change.centralOffset), (Self.local, change.localOffset),
    ] {
      guard let offset else { continue }
      let start = try Self.header(signature, change.member, in: bytes) + offset
      bytes.replaceSubrange(start..<start + change.bytes.count, with: change.bytes)
    }
    if change.testDescription == "symbolic link" {
      bytes[try Self.header(Self.central, change.member, in: bytes) + 5] = 3
    }
    #expect(Self.refusal(of: bytes) == change.refusal)
  }

  @Test func membersThatShareBytes_areRefused() throws {
    let stored = Self.sound.with(\.isStored, true)
    let plain = try Self.bytes(stored.part("a/y.bin", bytes: [1, 2, 3]))
    // The header and bytes of `y` stand once more inside `x`, and the directory points there.
    let count = plain.indices.filter { plain[$0...].starts(with: Self.local) }.count
    let start = try Self.header(Self.local, count - 1, in: plain)
    let copy = Array(plain[start..<start + 30 + 7 + 3])
    var bytes = try Self.bytes(
      stored.part("a/x.bin", bytes: copy).part("a/y.bin", bytes: [1, 2, 3]))
    #expect(Self.refusal(of: bytes) == nil)
    let inner = try Self.header(copy, 0, in: bytes)
    let entry = try Self.header(Self.central, count, in: bytes)
    let offset = (0..<4).map { UInt8(truncatingIfNeeded: inner >> (8 * $0)) }
    bytes.replaceSubrange(entry + 42..<entry + 46, with: offset)
    let file = ScratchFile()
    file.write(bytes)
    let error = #expect(throws: WorkbookError.self) { _ = try Workbook(path: file.path) }
    #expect(
      error?.arguments.last
        == IssueArgument("reason", "members `a/x.bin` and `a/y.bin` overlap"))
  }

  @Test(arguments: [
    ("XL/Worksheets/Sheet1.xml", "zip.unsafe-path repeated"),
    ("xl\\worksheets\\sheet1.xml", "zip.unsafe-path repeated"),
    ("../../etc/passwd", nil), ("/etc/passwd", nil), ("C:/x", nil), ("a/../../b", nil),
  ])
  func oddNames(name: String, expected: String?) throws {
    let builder = Self.sound.part(name, bytes: [1])
    #expect(try WorkbooksTests.refusal(builder) == expected)
    guard expected == nil else { return }
    let file = ScratchFile()
    try builder.write(to: file.path)
    #expect(try Workbook(path: file.path).unsafeMemberNames == [name], "told of, never opened")
  }

  @Test func bytesAfterTheArchive_areTolerated_bytesBeforeItAreNot() throws {
    let bytes = try Self.bytes()
    #expect(Self.refusal(of: bytes + Array(repeating: 0, count: 5000)) == nil)
    #expect(
      Self.refusal(of: Array(repeating: 0, count: 100) + bytes) == "file.unknown-format")
    #expect(
      Self.refusal(of: Self.local + Array(repeating: 0, count: 100) + bytes)
        == "zip.damaged reason")
  }

  @Test func limits_areCountedWhileReading() throws {
    let spaces = String(repeating: " ", count: 3 << 20)
    let bomb = WorkbookBuilder().sheet("S", data: spaces)
    #expect(try WorkbooksTests.refusal(bomb) == "zip.bomb inflation-ratio")
    var limits = Limits()
    limits[.inflationRatio] = 10_000
    #expect(try WorkbooksTests.refusal(bomb, limits: limits) == nil)
    limits[.inflatedSize] = 1 << 20
    #expect(try WorkbooksTests.refusal(bomb, limits: limits) == "zip.bomb")
    limits = Limits()
    limits[.zipEntries] = 5
    #expect(try WorkbooksTests.refusal(bomb, limits: limits) == "zip.bomb zip-entries")
    limits = Limits()
    limits[.fileSize] = 1000
    #expect(try WorkbooksTests.refusal(bomb, limits: limits) == "file.too-large file-size")
    limits = Limits()
    limits[.cells] = 3
    #expect(try WorkbooksTests.refusal(Self.sound, limits: limits) == "file.too-large cells")
  }

  static let otherContents: [([UInt8], String)] = [
    (Array("id,when\n1,2\n".utf8), "file.unknown-format"),
    (Array("<html><table/></html>".utf8), "file.unknown-format"),
    (Array("%PDF-1.4\n".utf8), "file.unknown-format"),
    ([0x50, 0x4B, 5, 6] + [UInt8](repeating: 0, count: 18), "file.unknown-format"),
    (
      [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 1016),
      "file.unknown-format"
    ),
  ]

  @Test(arguments: otherContents)
  func otherContent_isNamed(bytes: [UInt8], expected: String) {
    #expect(Self.refusal(of: bytes) == expected)
  }

  @Test(arguments: [("Workbook", "file.legacy-excel"), ("EncryptedPackage", "file.encrypted")])
  func compoundFile_isNamedByItsStreams(stream: String, expected: String) {
    var bytes = [UInt8](repeating: 0, count: 1536)
    bytes.replaceSubrange(0..<8, with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
    bytes[30] = 9
    bytes[48] = 1
    let units = Array(stream.utf16)
    for (index, unit) in units.enumerated() { bytes[1024 + 2 * index] = UInt8(unit & 0xFF) }
    bytes[1024 + 64] = UInt8(2 * units.count + 2)
    #expect(Self.refusal(of: bytes) == expected)
  }

  @Test func filesThatAreNone_areRefused() {
    #expect(WorkbooksTests.refusal(ofFileAt: "/nonexistent/x.xlsx") == "file.not-found alone")
    #expect(WorkbooksTests.refusal(ofFileAt: "/") == "file.unreadable")
    #expect(WorkbooksTests.refusal(ofFileAt: "/dev/null") == "file.unreadable")
  }

  /// Fields of ones in the end record stand for those of the wide record, the disk numbers too.
  @Test func disksOfOnes_standForTheWideRecord() throws {
    let file = ScratchFile()
    try WorkbookBuilder().sheet("S", rows: [["a"]]).write(to: file.path)
    let bytes = file.bytes()
    let end = bytes.count - 22
    func little(_ value: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    func number(at place: Int, _ count: Int) -> Int {
      (0..<count).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
    }
    let entries = number(at: end + 10, 2)
    func wide(disk: Int) -> [UInt8] {
      [0x50, 0x4B, 6, 6] + little(44, 8) + little(45, 2) + little(45, 2) + little(disk, 4)
        + little(0, 4) + little(entries, 8) + little(entries, 8)
        + little(number(at: end + 12, 4), 8) + little(number(at: end + 16, 4), 8)
    }
    let locator = [0x50, 0x4B, 6, 7] + little(0, 4) + little(end, 8) + little(1, 4)
    let ones = [0x50, 0x4B, 5, 6] + Array(repeating: UInt8(0xFF), count: 16) + [0, 0]
    file.write(bytes[..<end] + wide(disk: 0) + locator + ones)
    #expect(try readSheet(Workbook(path: file.path)).cells == ["A1 text a"])
    file.write(bytes[..<end] + wide(disk: 1) + locator + ones)
    #expect(WorkbooksTests.refusal(ofFileAt: file.path) == "zip.damaged directory", "disks")
    file.write(bytes[..<(end + 4)] + [0xFF, 0xFF, 0xFF, 0xFF] + bytes[(end + 8)...])
    #expect(WorkbooksTests.refusal(ofFileAt: file.path) == "zip.damaged directory", "no record")
  }
}
