import ImportPipeline
import ImportService
import Schemas
import Synchronization
import TabularCore
import TestSupport
import Testing

/// Imports through the service alone.
@Suite struct ImportTests {
  @Test func aValidationWritesNothing_anExecutionWritesWhatItTold() throws {
    let shop = try ShopSetting()
    try shop.writeItems(1...3)
    let service = try shop.service()
    let told = try service.prepare(shop.request()).run()
    #expect(told.run.outcome == .clean)
    #expect(told.run.mode == "validate")
    #expect(told.ledger.map(\.created) == [3])
    #expect(!told.run.isWritten)
    #expect(try service.location(of: shop.choice).holdsAnything() == false)
    let done = try service.prepare(shop.request(.execute)).run()
    #expect(done.run.outcome == .clean)
    #expect(done.run.isWritten)
    #expect(done.ledger.map(\.created) == [3])
    #expect(try shop.count() == 3)
  }

  @Test func mistakesOfTheData_areInTheReport() throws {
    let shop = try ShopSetting()
    try shop.scratch.write("items.csv", "code,name,stock\nI-1,One,many\nI-2,,2\n")
    let report = try shop.service().prepare(shop.request(.execute)).run()
    #expect(report.run.outcome == .dataErrors)
    #expect(!report.run.isWritten)
    let issues = report.issues.issues.filter { $0.severity == .error }
    #expect(
      issues.map { "\($0.code) \($0.location.row ?? 0)" }.sorted() == [
        "value.not-integer 2", "value.required 3",
      ])
  }

  @Test func aRunThatIsCancelled_writesNothing() throws {
    let shop = try ShopSetting()
    try shop.execute(1...2)
    try shop.writeItems(1...5, name: "New")
    let cancellation = Cancellation()
    #expect(!cancellation.isRequested)
    cancellation.cancel()
    let report = try shop.service().prepare(shop.request(.execute)).run(cancellation: cancellation)
    #expect(report.run.outcome == .interrupted)
    #expect(!report.run.isWritten)
    #expect(try shop.count() == 2)
  }

  /// A run may be cancelled while it reads: here by what is told of its progress.
  @Test func aRunIsCancelledByItsProgress() throws {
    let shop = try ShopSetting()
    try shop.writeItems(1...2)
    let cancellation = Cancellation()
    let report = try shop.service().prepare(shop.request(.execute)).run(
      cancellation: cancellation, progress: { _ in cancellation.cancel() })
    #expect(report.run.outcome == .interrupted)
    #expect(try shop.service().location(of: shop.choice).holdsAnything() == false)
  }

  @Test func progressNamesTheTable_andEndsWithAllRows() throws {
    let shop = try ShopSetting()
    try shop.writeItems(1...20_000)
    let seen = Mutex<[(table: String, rows: Int)]>([])
    let report = try shop.service().prepare(shop.request()).run { progress in
      seen.withLock { $0.append((progress.table, progress.rows)) }
    }
    #expect(report.run.outcome == .clean)
    let all = seen.withLock { $0 }
    #expect(!all.isEmpty)
    #expect(all.allSatisfy { $0.table == "items" })
    #expect(all.map(\.rows) == all.map(\.rows).sorted())
    #expect(all.last?.rows == 20_000)
  }

  @Test func anImportWithoutAStore_countsEveryRowAsNew() throws {
    let shop = try ShopSetting()
    try shop.execute(1...3)
    var request = shop.request()
    request.store = StoreChoice(isOffline: true)
    let prepared = try shop.service().prepare(request)
    #expect(prepared.location == nil)
    #expect(prepared.run().ledger.map(\.created) == [3])
  }

  @Test func whoWorksAndWhatWasAsked_isKeptWithTheRun() throws {
    let shop = try ShopSetting()
    try shop.writeItems(1...3)
    var request = shop.request(.execute)
    request.options.isStrict = true
    request.reading.delimiter = ","
    request.reading.limits = ["rows=10"]
    request.language = "fr"
    let report = try shop.service().prepare(request).run()
    let run = try shop.service().run(report.run.id, of: shop.choice)
    #expect(run.operatorName == "mlee")
    #expect(run.host == "ops1")
    #expect(run.toolVersion == "0.0.0")
    #expect(run.startedAt == ShopSetting.now)
    #expect(
      run.optionsJSON == """
        {"delimiter":",","language":"fr","limits":["rows=10"],"mode":"execute","onError":"stop",\
        "strict":true}
        """)
  }

  /// A plan is for the options that decide what a run does, not for how much of it is told.
  @Test func aPlanIsExecutedAsItWasMade() throws {
    let shop = try ShopSetting()
    try shop.writeItems(1...3)
    var validation = shop.request()
    validation.options.planOutput = shop.scratch.path(of: "p.plan")
    validation.options.maximumErrors = 5
    validation.language = "fr"
    #expect(try shop.service().prepare(validation).run().run.outcome == .clean)
    var execution = shop.request(.execute)
    execution.options.plan = shop.scratch.path(of: "p.plan")
    #expect(try shop.service().prepare(execution).run().run.isWritten)
    #expect(try shop.count() == 3)
  }

  @Test func namesThatThePackageDoesNotHave_areProblemsOfTheRequest() throws {
    let shop = try ShopSetting()
    try shop.writeItems(1...3)
    let service = try shop.service()
    var request = shop.request()
    request.options.table = "itms"
    #expect(
      problem { _ = try service.prepare(request) }
        == .unknownTable("itms", package: "shop", tables: ["items"]))
    request = shop.request()
    request.options.prunes = [PruneScope(table: "ITEMS", field: "colour", value: "red")]
    #expect(
      problem { _ = try service.prepare(request) }
        == .unknownField("colour", table: "items", fields: ["code", "name", "stock"]))
    request.options.prunes = [PruneScope(table: "ITEMS", field: "Name", value: "red")]
    let prune = try service.prepare(request).options.prunes.first
    #expect(prune?.table == "items")
    #expect(prune?.field == "name")
  }
}
