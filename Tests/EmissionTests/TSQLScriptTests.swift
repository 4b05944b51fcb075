import Emission
import Foundation
import ImportPipeline
import ImportService
import Schemas
import TestSupport
import Testing

/// What the scripts for SQL Server say; that they run is a test of the consumers.
@Suite struct TSQLScriptTests {
  private let setting: EmissionSetting
  private let result: TSQLWriter.Result
  private let stage: String
  private let merge: String

  init() throws {
    setting = try EmissionSetting()
    try setting.fill()
    let package = try PackageLoader.load(path: setting.package)
    let writer = TSQLWriter(package: package, folder: setting.scratch.path(of: "out"))
    result = try setting.service.reading(setting.choice, of: package, for: "emit", tables: []) {
      store in
      try writer.write(StoredEmission(store, of: package))
    }
    stage = try String(contentsOfFile: result.paths[0], encoding: .utf8)
    merge = try String(contentsOfFile: result.paths[1], encoding: .utf8)
  }

  @Test func textsAreNoCommandsOfTheClient() {
    #expect(
      stage.contains(
        """
        N'L''Île $' + N'(x)
        ' + N'GO
        ' + N':r other.sql', N'
        """.dropLast(0)))
    let commands = stage.split(separator: "\n").filter { $0.hasPrefix(":") || $0.contains("$(") }
    #expect(commands.isEmpty)
    #expect(!stage.contains("\nGO\n' + N':r"))
  }

  @Test func numbersDatesAndTruthAreLiteralsOfTheirColumns() {
    #expect(stage.contains("12.5, N'2027-03-06'"))
    #expect(stage.contains("[area] DECIMAL(38, 2) NULL"))
    #expect(stage.contains("[opened] DATE NULL"))
    #expect(stage.contains("(4, N'H1', 0, N'S')"))
    #expect(stage.contains("CAST(s.[heated] AS BIT) AS [heated]"))
  }

  @Test func aTextOfManyPiecesIsNotCut() {
    #expect(stage.contains("N'longé longé"))
    #expect(stage.contains("[text] NVARCHAR(MAX) NULL"))
  }

  @Test func partsOfCompositeKeysAreLookedUpTogether() {
    #expect(stage.contains("[hall_code_place_code]"))
    #expect(stage.contains("k1.[code] AS [registrar_key_1], k.[hall_code] AS [registrar_key_2]"))
    #expect(stage.contains("N'second'") == false)
  }

  @Test func aReferenceToTheSameTableIsFilledInLast() throws {
    let places = merge.components(separatedBy: "MERGE INTO [dbo].[places]")
    #expect(places.count == 3)
    #expect(!places[1].contains("[parent_id]"))
    #expect(places[2].contains("UPDATE SET [parent_id] = s.[parent_id]"))
  }

  @Test func theMergeIsOneTransactionWithGuards() {
    #expect(merge.hasPrefix("SET NOCOUNT ON;\n\nSET XACT_ABORT ON;\n\nBEGIN TRANSACTION;"))
    #expect(merge.hasSuffix("COMMIT TRANSACTION;\nGO\n"))
    #expect(merge.ranges(of: "GO\n").count == 1)
    #expect(
      merge.contains(
        "THROW 50001, N'halls: a row refers by place_code to a record of places that is not there;"
          + " nothing was changed', 1;"))
  }

  @Test func noStatementHasMoreThanAThousandRows() throws {
    let lines = (1...2501).map { "P\($0),Place \($0)\n" }
    try setting.scratch.write("places.csv", "code,name\n" + lines.joined())
    let package = try PackageLoader.load(path: setting.package)
    var options = ImportOptions(files: [setting.scratch.path(of: "places.csv")])
    options.explainsValues = true
    var request = ImportRequest(options, package: setting.package)
    request.store = StoreChoice(isOffline: true)
    let folder = setting.scratch.path(of: "many")
    var prepared = try setting.service.prepare(request)
    prepared.consumers = [
      { stream in _ = try TSQLWriter(package: package, folder: folder).write(stream) }
    ]
    #expect(prepared.run().run.outcome.exitCode == 0)
    let text = try String(contentsOfFile: folder + "/1-stage.sql", encoding: .utf8)
    let blocks = text.components(separatedBy: "INSERT INTO [dbo].[registrar_stage_places] ")
    #expect(blocks.count == 4)
    let most = blocks.dropFirst().map { $0.ranges(of: "\n  (").count }
    #expect(most == [1000, 1000, 501])
    // What a default gives is for new records alone.
    #expect(text.contains("N'open', NULL, NULL, NULL, 0, N'|code|name|')"))
  }
}
