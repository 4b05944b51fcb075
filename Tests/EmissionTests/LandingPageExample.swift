import Emission
import Foundation
import ImportPipeline
import ImportService
import Schemas
import TestSupport
import Testing

/// Runs the example of the library's landing page.
@Suite struct LandingPageExample {
  @Test func theExample_doesWhatThePageSays() throws {
    let setting = try EmissionSetting()
    try setting.fill()
    let (service, choice, package) = (
      setting.service, setting.choice, try PackageLoader.load(path: setting.package)
    )
    let folder = setting.scratch.path(of: "out")
    // The example of the landing page begins here.
    let writer = TSQLWriter(package: package, folder: folder)
    let tables = package.tables.map(\.name)
    let result = try service.reading(choice, of: package, for: "emit", tables: tables) { store in
      try writer.write(StoredEmission(store, of: package))
    }
    // The example ends here.
    #expect(result.counts.map(\.table) == ["places", "halls", "notes"])
    #expect(
      result.paths.map { ($0 as NSString).lastPathComponent }
        == ["1-stage.sql", "2-merge.sql", "3-drop-staging.sql"])
  }
}
