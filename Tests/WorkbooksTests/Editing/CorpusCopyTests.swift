import Foundation
import TabularCore
import TestSupport
import Testing

@testable import Workbooks

/// Copies of workbooks that nobody in this project made.
@Suite struct CorpusCopyTests {
  private static let folder = "corpus/xlsx"

  /// The texts and values of all sheets but the page, without the column of states.
  private static func values(
    of path: String, leavingOut page: Bool, status: Bool
  ) throws -> [[String]] {
    let workbook = try Workbook(path: path)
    return try workbook.sheets.dropFirst(page ? 1 : 0).map { sheet in
      guard sheet.kind == .worksheet else { return [] }
      var column = -1
      return try readSheet(workbook, at: sheet.index).cells.filter { cell in
        let place = cell.prefix { $0 != " " }
        let reference = CellReference(a1: place)
        if status, cell.hasSuffix(" text Registrar status") { column = reference?.column ?? -1 }
        return reference?.column != column
      }
    }
  }

  @Test(
    .enabled(
      if: Corpus.obstacle(to: Self.folder).isEmpty,
      Comment(rawValue: Corpus.obstacle(to: Self.folder))))
  func everyCopy_keepsAllOtherPartsAndAllValues_andIsItsOwnCopy() throws {
    let scratch = try ScratchFolder()
    var copied = 0
    var members = 0
    for path in Corpus.files(of: Self.folder) {
      // What the reader refuses is not copied.
      guard let before = try? Self.values(of: path, leavingOut: false, status: false) else {
        continue
      }
      let name = path.split(separator: "/").last.map(String.init) ?? path
      do {
        let first = scratch.path(of: "\(copied)-1.xlsx")
        try CopiedWorkbook.make(of: path, to: first, CopiedWorkbook.everySheet(of: path))
        let after = try Self.values(of: first, leavingOut: true, status: true)
        #expect(after == before, "\(name): values")
        let (old, new) = (try StoredMembers(path), try StoredMembers(first))
        var touched: Set<String> = []
        for member in old.members {
          guard new[member.name] != member.bytes else {
            members += 1
            continue
          }
          touched.insert(member.name)
        }
        let foreign = touched.filter { name in
          ![
            "sheet", "styles", "workbook.xml", "[Content_Types]", "comments", "vmlDrawing",
            ".rels",
          ].contains { name.lowercased().contains($0.lowercased()) }
        }
        #expect(foreign.isEmpty, "\(name): \(foreign)")
        let second = scratch.path(of: "\(copied)-2.xlsx")
        try CopiedWorkbook.make(of: first, to: second, CopiedWorkbook.everySheet(of: first))
        let again = try StoredMembers(second)
        let differing = zip(new.members, again.members).filter { $0 != $1 }.map(\.0.name)
        let isSame =
          try scratch.contents(of: "\(copied)-1.xlsx") == scratch.contents(of: "\(copied)-2.xlsx")
        #expect(isSame, "\(name): the copy of the copy differs in \(differing)")
        try FileManager.default.removeItem(atPath: first)
        try FileManager.default.removeItem(atPath: second)
        copied += 1
      } catch {
        Issue.record("\(name): \(error)")
      }
    }
    #expect(copied > 200)
    #expect(members > 1000)
    print("copies: \(copied) workbooks, \(members) members with the same compressed bytes")
  }
}
