import Foundation
import ImportPipeline
import ImportService
import Synchronization
import TabularCore
import TestSupport
import Testing

/// Runs the example of the library's landing page.
@Suite struct LandingPageExample {
  @Test func theExampleDoesWhatThePageSays() throws {
    let shop = try ShopSetting()
    let seen = Shown()
    try Example(
      itemsFile: shop.writeItems(1...3), packageFolder: shop.package,
      storeFile: shop.storePath, backupFolder: shop.scratch.path(of: "backups"), seen: seen
    ).run()
    #expect(seen.lines.withLock(\.first) == "items: 3 rows")
    let reports = seen.reports.withLock(\.self)
    #expect(reports.map(\.run.command) == ["import", "undo"])
    #expect(reports.map(\.run.isWritten) == [true, true])
    #expect(try shop.count() == 0)
  }
}

/// What the example showed to somebody.
private final class Shown: Sendable {
  let lines = Mutex<[String]>([])
  let reports = Mutex<[ImportReport]>([])
}

/// The example, with what stands around it.
private struct Example {
  let itemsFile: String
  let packageFolder: String
  let storeFile: String
  let backupFolder: String
  let seen: Shown

  func run() throws {
    let seen = seen
    @Sendable func show(_ line: String) { seen.lines.withLock { $0.append(line) } }
    func show(_ report: ImportReport) { seen.reports.withLock { $0.append(report) } }
    // The example of the landing page begins here.
    let surroundings = Surroundings(
      author: RunAuthor(operatorName: "mlee", host: "desk7", toolVersion: "1.0"))
    let service = ImportService(surroundings)

    var request = ImportRequest(files: [itemsFile], package: packageFolder)
    request.store = StoreChoice(store: "sqlite:" + storeFile)
    let cancellation = Cancellation()
    let told = try service.prepare(request).run(cancellation: cancellation) { progress in
      show("\(progress.table): \(progress.rows) rows")
    }
    guard told.run.outcome == .clean else { return show(told) }

    request.options.mode = .execute
    request.backup = .at(backupFolder)
    let written = try service.prepare(request).run(cancellation: cancellation)
    show(written)

    let undo = UndoRequest(of: written.run.id, in: request.store, executes: true)
    show(try service.undo(undo))
    // The example ends here.
  }
}
