import Foundation
import QTIPackages
import TestSupport
import Testing
import Workbooks

/// Runs the example of the library's landing page.
@Suite struct LandingPageExample {
  @Test func theExample_doesWhatThePageSays() throws {
    let scratch = try ScratchFolder()
    let path = scratch.path(of: "bank.zip")
    var file: FileHandle?
    func descriptor() throws -> CInt {
      let opened = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      file = opened
      return opened.fileDescriptor
    }
    // The example of the landing page begins here.
    var writer = QTIPackageWriter(identifier: "bank", title: "Bank")
    writer.add(ItemGroup(identifier: "ETH", title: "Ethics"))
    var item = AssessmentItem(identifier: "Q-1", kind: .trueFalse, stem: "A client comes first.")
    item.correct = ["true"]
    writer.add(ItemDocument(item), identifier: item.identifier, group: "ETH")
    try writer.write(to: path)

    let package = try QTIPackage(fileDescriptor: descriptor(), mostOptions: 8)
    let kinds = package.entries.map { try? $0.result.get().kind }
    // The example ends here.
    #expect(kinds == [.trueFalse])
    #expect(package.groups.map(\.identifier) == ["ETH"])
    #expect(package.entries.map(\.group) == ["ETH"])
    withExtendedLifetime(file) {}
  }
}
