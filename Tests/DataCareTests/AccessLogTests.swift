import DataCare
import Foundation
import ImportPipeline
import ImportService
import Schemas
import StoreTesting
import Synchronization
import TabularCore
import TestSupport
import Testing

/// Who read records is in the store, and is not taken out of it unnoticed.
@Suite struct AccessLogTests {
  private let setting: ScrambleSetting

  init() throws { setting = try ScrambleSetting() }

  /// A service whose gaps are kept.
  private func service(_ gaps: GapList) -> ImportService {
    var surroundings = setting.service.surroundings
    surroundings.tellGap = { gap in gaps.list.withLock { $0.append(gap) } }
    return ImportService(surroundings)
  }

  private final class GapList: Sendable {
    let list = Mutex<[ImportService.AccessGap]>([])
  }

  /// Removes or changes entries as somebody does who gets around the triggers.
  private func tamper(_ sql: String, _ connection: any SQLConnection) throws {
    switch connection.dialect {
    case .sqlite:
      for event in ["update", "delete"] {
        try connection.execute("DROP TRIGGER IF EXISTS registrar_access_no_\(event)")
      }
    case .postgresql: try connection.execute("ALTER TABLE registrar_access DISABLE TRIGGER USER")
    }
    try connection.execute(sql)
  }

  @Test(arguments: StoreKind.allCases)
  func readersAreNoted_andAnEntryThatIsGoneIsNoticed(_ kind: StoreKind) throws {
    let (store, held) = try setting.place("read", on: kind)
    defer { withExtendedLifetime(held) {} }
    _ = try setting.filled(store.store ?? "")
    let service = setting.service
    let package = try service.package(setting.package)
    _ = try setting.dump(store, "dump")
    let key = ScrambleSetting.persons[3].personNo
    _ = try service.trace([key], of: "persons", package: package, in: store)
    var verification = VerificationRequest(of: store)
    verification.package = setting.package
    #expect(try service.verify(verification).run.outcome == .clean)
    var request = ComparisonRequest(store.store ?? "", setting.scratch.path(of: "dump"))
    request.package = setting.package
    #expect(try service.compare(request, by: package) { _ in }.differingRecords == 0)
    try setting.scramble(store, to: setting.place("masked"))

    let all = try service.accesses(of: store).accesses
    #expect(
      Set(all.map(\.command)) == ["import", "dump", "trace", "verify", "compare", "scramble"])
    #expect(all.filter { $0.run != nil }.map(\.command) == ["import"])
    #expect(all.allSatisfy { $0.author.operatorName == "mlee" && $0.author.host == "ops1" })
    for access in all where access.command != "trace" {
      #expect(access.tables == ["persons": 60, "visits": 60], "\(access)")
    }
    #expect(all.first { $0.command == "trace" }?.tables == ["persons": 1])
    let connection = try service.connection(to: store, writes: true)
    let kept = try connection.rows("SELECT * FROM registrar_access")
      .flatMap(\.self).map { $0.text ?? "" }.joined(separator: " ")
    #expect(!kept.contains(key) && !kept.contains(ScrambleSetting.persons[3].family))

    let check = try RunChain.check(in: connection).accesses
    #expect(check.count == 5 && check.broken == nil)
    #expect(try service.checkChain(of: store, head: check.head).hasHead)
    // Neither statement of a person who reads and writes the database is let through.
    for sql in ["DELETE FROM registrar_access", "UPDATE registrar_access SET operator = 'x'"] {
      #expect(throws: StoreError.self) { try connection.execute(sql) }
    }
    try tamper("UPDATE registrar_access SET operator = 'nobody' WHERE number = 4", connection)
    #expect(
      try RunChain.check(in: connection).accesses.broken == .init(number: 4, reason: .changed))
    try tamper("DELETE FROM registrar_access WHERE number = 2", connection)
    let broken = try RunChain.check(in: connection)
    #expect(broken.accesses.broken == .init(number: 2, reason: .missing))
    #expect(broken.broken == nil)
    let issues = try service.verify(verification).issues.issues
    #expect(
      issues.contains {
        $0.code == "store.value-differs" && $0.arguments.map(\.value).contains("2")
      }, "\(issues.map(\.code))")
  }

  /// The latest entries are held by the run that follows, and the latest run by the entry that follows.
  @Test func whatIsCutOffTheEnd_isMissedByWhatFollows() throws {
    let store = setting.place("cut")
    _ = try setting.filled(store.store ?? "")
    _ = try setting.dump(store, "one")
    _ = try setting.dump(store, "two")
    _ = try setting.change("Second remark.", in: store)
    let connection = try setting.service.connection(to: store, writes: true)
    #expect(try RunChain.check(in: connection).sealedCount == 2)
    try tamper("DELETE FROM registrar_access WHERE number = 2", connection)
    let check = try RunChain.check(in: connection)
    #expect(check.accesses.broken == .init(number: 2, reason: .missing))
    #expect(check.broken?.reason == .changed)

    let other = setting.place("run")
    _ = try setting.filled(other.store ?? "")
    _ = try setting.dump(other, "three")
    let theirs = try setting.service.connection(to: other, writes: true)
    try theirs.execute("DROP TRIGGER registrar_runs_no_update")
    try theirs.execute("UPDATE registrar_runs SET record_hash = 'gone', previous_hash = ''")
    #expect(
      try RunChain.check(in: theirs).accesses.broken == .init(number: 1, reason: .runMissing))
  }

  /// Reading goes on where nothing can be noted, and that is told.
  @Test func aStoreThatTakesNoEntry_isReadAllTheSame() throws {
    let store = setting.place("held")
    _ = try setting.filled(store.store ?? "")
    let gaps = GapList()
    let service = service(gaps)
    let package = try service.package(setting.package)
    let name = try service.location(of: store).text
    let holder = try service.connection(to: store, writes: true)
    try holder.begin(writes: true)
    let files = try service.dump(store, of: package, to: setting.scratch.path(of: "held"))
    #expect(files.map(\.count) == [60, 60])
    holder.rollBack()
    #expect(gaps.list.withLock(\.self) == [.unwritable(name)])
    try holder.execute("DROP TABLE registrar_access")
    _ = try service.dump(store, of: package, to: setting.scratch.path(of: "held"))
    #expect(gaps.list.withLock(\.self) == [.unwritable(name), .earlierStore(name)])
  }
}
