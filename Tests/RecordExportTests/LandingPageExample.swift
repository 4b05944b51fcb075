import Foundation
import ImportPipeline
import RecordExport
import Schemas
import StoreTesting
import TestSupport
import Testing

/// Runs the example of the library's landing page.
@Suite struct LandingPageExample {
  @Test func theExample_doesWhatThePageSays() throws {
    let scratch = try ScratchFolder()
    let folder = scratch.path(of: "out")
    let path = try Repository.path(of: "Schemas/hq-field")
    let kept = try StoreUnderTest(.sqlite, PackageLoader.load(path: path))
    _ = try kept.opened(writes: true)
    let store = try kept.make()
    try {
      // The example of the landing page begins here.
      let package = try PackageLoader.load(path: path)
      try store.open(package: package, writes: false, now: "2027-03-06T14:14:02Z")
      defer { store.rollBack() }
      let exporter = RecordExporter(package: package)
      let files = try exporter.write(["accounts"], of: store, to: folder, format: .json)
      // The example ends here.
      #expect(files == [folder + "/accounts.json"])
      #expect(try String(contentsOfFile: files[0], encoding: .utf8) == "[]\n")
    }()
  }
}
