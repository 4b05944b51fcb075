import Foundation
import ImportService
import TestSupport
import Testing

@Suite struct PrivateFolderTests {
  @Test func aFolder_isForItsOwnerOnly_andGoesWithTheObject() throws {
    let scratch = try ScratchFolder()
    var folder: PrivateFolder? = try PrivateFolder(in: scratch.path)
    let path = try #require(folder?.path)
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o700)
    _ = FileManager.default.createFile(atPath: path + "/s.sqlite", contents: Data([1]))
    folder = nil
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path).isEmpty)
  }

  @Test func whatAKilledCommandLeft_isRemovedByTheNext() throws {
    let scratch = try ScratchFolder()
    let parent = scratch.path
    let living = try PrivateFolder(in: parent)
    // As a killed process leaves it: the same name, and no lock.
    let abandoned = parent + "/registrar-work-abandoned"
    let other = parent + "/registrar-works"
    for folder in [abandoned, other] {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
      _ = FileManager.default.createFile(atPath: folder + "/s.sqlite", contents: Data([1]))
    }
    // A link with such a name is not followed.
    let link = parent + "/registrar-work-link"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: other)
    let next = try PrivateFolder(in: parent)
    #expect(!FileManager.default.fileExists(atPath: abandoned))
    #expect(FileManager.default.fileExists(atPath: other + "/s.sqlite"))
    #expect(FileManager.default.fileExists(atPath: living.path))
    #expect(FileManager.default.fileExists(atPath: next.path))
    withExtendedLifetime((living, next)) {}
  }

  @Test func withoutAParent_thereIsNone() {
    #expect(throws: ServiceFailure.self) { try PrivateFolder(in: "/nonexistent") }
  }
}
