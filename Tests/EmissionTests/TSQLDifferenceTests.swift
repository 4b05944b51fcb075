import Emission
import Foundation
import ImportPipeline
import ImportService
import Schemas
import TestSupport
import Testing

/// Scripts of what differs from a store: changes alone, and records that go.
@Suite struct TSQLDifferenceTests {
  /// The scripts of files compared with the records of the other system.
  private func scripts(
    _ setting: EmissionSetting, _ files: [String], allowsDelete: Bool = true
  ) throws -> (status: Int32, stage: String, merge: String) {
    let package = try PackageLoader.load(path: setting.package)
    var options = ImportOptions(files: files)
    options.explainsValues = true
    options.allowsDelete = allowsDelete
    var request = ImportRequest(options, package: setting.package)
    request.store = setting.choice
    let folder = setting.scratch.path(of: "difference")
    var prepared = try setting.service.prepare(request)
    prepared.consumers = [
      { stream in _ = try TSQLWriter(package: package, folder: folder).write(stream) }
    ]
    let status = prepared.run().run.outcome.exitCode
    func text(_ name: String) -> String {
      (try? String(contentsOfFile: folder + "/" + name, encoding: .utf8)) ?? ""
    }
    return (Int32(status), text("1-stage.sql"), text("2-merge.sql"))
  }

  @Test func changesAndRemovalsAreTold() throws {
    let setting = try EmissionSetting()
    #expect(try setting.fill().run.isWritten)
    let places = try setting.scratch.write(
      "places.csv", "code,name,action\nS,South End,\nN,,\nE,East,\n")
    let halls = try setting.scratch.write(
      "halls.csv",
      "place_code,hall_code,heated,tags,action\nS,H2,,,delete\nN,H1,yes,\"warm;it's\",\n")
    let (status, stage, merge) = try scripts(setting, [places, halls])
    #expect(status == 0)
    // A changed and a new place are told, the one that stays as it is not.
    #expect(stage.contains("N'South End'"))
    #expect(stage.contains("N'East'"))
    #expect(!stage.contains("N'L''Île"))
    #expect(!stage.contains("it''s"))
    // What goes is named by its whole key, and only in the table of removed records.
    #expect(stage.contains("[dbo].[registrar_stage_halls_removed]"))
    #expect(stage.contains("(3, N'S', N'H2')") || stage.contains("(2, N'S', N'H2')"))
    #expect(!stage.contains("INSERT INTO [dbo].[registrar_stage_places_removed]"))
    // The items of its list go before it, and before the places that it could be in.
    let order = [
      "DELETE FROM [dbo].[hall_tags] WHERE [hall_id] IN", "DELETE FROM [dbo].[halls] WHERE [id] IN",
    ].compactMap { merge.range(of: $0, options: .backwards)?.lowerBound }
    #expect(order.count == 2)
    #expect(order.first ?? merge.endIndex < order.last ?? merge.startIndex)
    #expect(merge.hasSuffix("COMMIT TRANSACTION;\nGO\n"))
  }

  /// Without leave to delete nothing is written at all.
  @Test func removalsNeedLeave() throws {
    let setting = try EmissionSetting()
    _ = try setting.fill()
    let halls = try setting.scratch.write(
      "halls.csv", "place_code,hall_code,action\nS,H2,delete\n")
    let (status, stage, _) = try scripts(setting, [halls], allowsDelete: false)
    #expect(status == 1)
    #expect(stage == "")
  }
}
