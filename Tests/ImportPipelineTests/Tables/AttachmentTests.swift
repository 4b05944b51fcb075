import Foundation
import ImportPipeline
import Schemas
import TabularCore
import TestSupport
import Testing

/// Files that the cells of a table name.
@Suite struct AttachmentTests {
  private static let package = Result {
    try ScratchTables.package([
      (
        "cards",
        """
        "fields": [{"name": "code", "registrar:type": "code"},
          {"name": "picture", "registrar:type": "string",
            "registrar:attachment": {"kinds": ["png", "jpeg"], "maxBytes": 40}}],
        "primaryKey": ["code"]
        """
      )
    ])
  }

  private static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3]

  /// A folder of files, a folder in it, and files beside it that no name may reach.
  private func folder(in scratch: ScratchFolder) throws -> String {
    let path = scratch.path(of: "pictures")
    let files = FileManager.default
    try files.createDirectory(atPath: path + "/inner", withIntermediateDirectories: true)
    try files.createDirectory(atPath: path + "/folder.png", withIntermediateDirectories: true)
    try scratch.write("secret.png", Self.png)
    for name in ["a.png", "inner/b.png", "spare.png"] {
      try scratch.write("pictures/" + name, Self.png)
    }
    try scratch.write("pictures/text.png", "no picture at all")
    try scratch.write("pictures/page.png", "%PDF-1.7 ...")
    try scratch.write("pictures/large.png", Self.png + [UInt8](repeating: 0, count: 30))
    try files.createSymbolicLink(
      atPath: path + "/link.png", withDestinationPath: scratch.path(of: "secret.png"))
    try files.createSymbolicLink(atPath: path + "/up", withDestinationPath: "..")
    return path
  }

  @Test(arguments: [
    ("a.png", ""), ("inner/b.png", ""),
    ("A.png", "file `A.png` is not in the attachments folder"),
    ("inner/none.png", "file `inner/none.png` is not in the attachments folder"),
    ("text.png", "the content of file `text.png` is of no known kind, expected `png` or `jpeg`"),
    ("page.png", "the content of file `page.png` is `pdf`, expected `png` or `jpeg`"),
    ("large.png", "file `large.png` is larger than `40` bytes"),
    (
      "folder.png",
      "file `folder.png` of the attachments folder cannot be read: it is not a regular file"
    ),
    ("../secret.png", "`../secret.png` names no file inside the attachments folder"),
    ("inner/../a.png", "`inner/../a.png` names no file inside the attachments folder"),
    ("/etc/passwd", "`/etc/passwd` names no file inside the attachments folder"),
    ("inner//b.png", "`inner//b.png` names no file inside the attachments folder"),
    ("link.png", "`link.png` names no file inside the attachments folder"),
  ])
  func eachNamedFile_isThereAndOfItsKind(name: String, message: String) throws {
    let harness = try ImportHarness(store: .empty, package: Self.package.get())
    let folder = try folder(in: harness.scratch)
    let report = try harness.validate([.csv("cards", "code,picture", "C-1,\(name)", "C-2,")]) {
      $0.attachments = folder
    }
    #expect(
      report.findings()
        == (message.isEmpty ? [] : ["error reference.file-missing at cards.csv:2:2 (picture)"]))
    #expect(report.message(report.first("reference.file-missing")) == message)
    #expect(report.isBalanced)
  }

  /// A link in the place of a folder leads nowhere.
  @Test func linkedFoldersAreNotEntered() throws {
    let harness = try ImportHarness(store: .empty, package: Self.package.get())
    let folder = try folder(in: harness.scratch)
    let report = try harness.validate([.csv("cards", "code,picture", "C-1,up/secret.png")]) {
      $0.attachments = folder
    }
    #expect(report.findings() == ["error reference.file-missing at cards.csv:2:2 (picture)"])
  }

  /// The run keeps what was named; what was not is noted; without a folder nothing is looked at.
  @Test func hashesAreKept_andUnusedFilesNoted() throws {
    let harness = try ImportHarness(store: .empty, package: Self.package.get())
    let folder = try folder(in: harness.scratch)
    let cards = SampleFile.csv("cards", "code,picture", "C-1,a.png", "C-2,a.png", "C-3,inner/b.png")
    let report = try harness.execute([cards]) { $0.attachments = folder }
    #expect(report.run.isWritten)
    #expect(report.findings(withNotes: true) == ["note reference.file-unused at cards.csv"])
    #expect(
      report.message(report.first("reference.file-unused"))
        == "`7` files of the attachments folder are named by no row, for example `folder.png`")
    #expect(
      try harness.stored(
        "SELECT file_name, bytes, length(sha256) FROM registrar_run_files"
          + " WHERE file_name LIKE '%.png' ORDER BY file_name"
      ) == ["a.png|11|64", "inner/b.png|11|64"])
    let unseen = SampleFile.csv("cards", "code,picture", "C-4,nowhere.png")
    #expect(try harness.validate([unseen]).findings() == [])
    let missing = try harness.validate([unseen]) { $0.attachments = folder + "/none" }
    #expect(missing.findings() == ["error file.unreadable at none"])
  }
}
