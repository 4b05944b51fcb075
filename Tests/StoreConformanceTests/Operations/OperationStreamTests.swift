import Foundation
import ImportPipeline
import RecordMapping
import Schemas
import StoreTesting
import Synchronization
import TabularCore
import TestSupport
import Testing

/// Whoever applies the operations of a run, one after another, has in the end what the store has.
@Suite struct OperationStreamTests {
  /// The records of a store, by table and key: id and values by field, secrets left out.
  private typealias Contents = [String: [[String]: (id: Int64, values: [String: FieldValue])]]

  private func contents(_ store: ForeignStore) throws -> Contents {
    let open = try store.scratch.opened(writes: false)
    defer { open.rollBack() }
    var contents: Contents = [:]
    for table in store.scratch.package.tables {
      let key = table.naturalKey.compactMap(table.fieldIndex(named:))
      try open.storedRecords(of: table, where: nil) { record in
        var values: [String: FieldValue] = [:]
        for (field, value) in zip(table.fields, record.values)
        where field.type != .secret && !value.isNull {
          values[field.name] = value
        }
        contents[table.name, default: [:]][key.map { record.values[$0].description }] = (
          record.id, values
        )
        return true
      }
    }
    return contents
  }

  private struct Tally {
    var runs = 0
    var counts: [PlanOperation.Kind: Int] = [:]
    var completed = 0
  }

  @Test(arguments: StoreKind.allCases)
  func whatIsReplayed_isWhatIsStored(_ kind: StoreKind) throws {
    var tally = Tally()
    for seed in 0..<(kind == .sqlite ? 24 : 6) {
      var generator = SchemaGenerator(seed: 4_100 + seed)
      let store = try ForeignStore(kind, NetPackage.schemas, sql: "SELECT 1")
      let replay = ReplayedTables()
      for round in 0..<5 {
        let context = Comment(rawValue: "seed \(seed), round \(round)")
        try replayRound(store, replay, context, &tally, &generator)
      }
      let current = replay.current
      tally.completed += current.completed
      tally.counts.merge(current.counts, uniquingKeysWith: +)
    }
    // Everything was tried: most runs write, and each kind of operation occurs.
    #expect(tally.runs > (kind == .sqlite ? 60 : 15))
    // The few cases on PostgreSQL delete nothing.
    for operation in [PlanOperation.Kind.create, .update, .delete]
    where kind == .sqlite || operation != .delete {
      #expect(tally.counts[operation, default: 0] > 5, "\(operation)")
    }
    #expect(tally.completed > 5)
  }

  private func replayRound(
    _ store: ForeignStore, _ replay: ReplayedTables, _ context: Comment, _ tally: inout Tally,
    _ generator: inout SchemaGenerator
  ) throws {
    let before = try contents(store)
    replay.beginRun(ids: before.mapValues { $0.mapValues(\.id) })
    let files = NetPackage.files(
      nodes: (before["nodes"] ?? [:]).keys.compactMap(\.first).sorted(),
      links: (before["links"] ?? [:]).keys.compactMap(\.first).sorted(), &generator)
    let size = Int.random(in: 1...7, using: &generator)
    let isAtOnce = generator.once(in: 2)
    let report = try store.run(files, .execute) { options in
      options.errorPolicy = .skipRow
      options.allowsDelete = true
      options.guards = GuardPolicy()
    } telling: { stream in
      // Batches of any size tell the same.
      var batches = stream.batches(.parentsFirst, size: isAtOnce ? 10_000 : size)
      while let batch = try batches.next() {
        #expect(batch.operations.allSatisfy { $0.table == batch.table }, context)
        for operation in batch.operations { replay.apply(operation, batch.part) }
      }
      replay.noteEnd()
    }
    let log = Comment(
      rawValue: "\(context.rawValue)\n\(report.errors.joined(separator: "\n"))\n"
        + files.sorted { $0.key < $1.key }.map { "\($0.key)\n\($0.value)" }.joined(separator: "\n"))
    let told = replay.current
    #expect(told.problems == [], log)
    #expect(told.wasTold && report.run.isWritten, log)
    tally.runs += 1
    let after = try contents(store)
    for table in store.scratch.package.tables {
      let replayed = Dictionary(
        (told.tables[table.name] ?? []).map { ($0.key, $0.values.filter { !$0.value.isNull }) },
        uniquingKeysWith: { first, _ in first })
      #expect(replayed == (after[table.name] ?? [:]).mapValues(\.values), log)
    }
    for (table, key, id) in told.ids {
      // A parent may be gone only where it was deleted with its children.
      #expect(after[table]?[key].map { $0.id == id } ?? false, "\(table)\(key), \(context)")
    }
  }

  // MARK: Fixed files

  private static let first = [
    "nodes": """
    code,name,pass,parent,peers,main
    N3,three,hunter2-3,N2,,L1
    N2,two,hunter2-2,N1,N3;N1,
    N1,one,hunter2-1,,N2,

    """,
    "slots": "node,number,width\nN1,1,5\nN3,1,\n",
    "links": "code,node,slot\nL1,N3,1\n",
    "marks": "link,kind,slot\nL1,K,1\n",
  ]

  private final class Told: Sendable {
    private let operations = Mutex<[(OperationStream.Batch, PlanOperation)]>([])
    private let tables = Mutex<[OperationStream.Table]>([])

    func note(_ stream: OperationStream, _ order: OperationStream.Order) throws {
      tables.withLock { $0 = stream.tables }
      var batches = stream.batches(order)
      while let batch = try batches.next() {
        operations.withLock { all in all += batch.operations.map { (batch, $0) } }
      }
    }

    var all: [(OperationStream.Batch, PlanOperation)] { operations.withLock { $0 } }
    var counts: [OperationStream.Table] { tables.withLock { $0 } }
    /// Each operation in a line.
    var lines: [String] {
      all.map { batch, operation in
        let references = operation.references.map { reference in
          "\(reference.field):\(reference.key.joined(separator: "/"))"
            + (reference.comesLater ? "?" : "") + (reference.storedID == nil ? "" : "#")
        }
        return "\(batch.part) \(operation.kind) \(operation.table) "
          + operation.key.joined(separator: "/") + " @\(operation.row ?? 0) "
          + references.joined(separator: " ")
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func parentsComeFirst_andCirclesAreClosedAfterwards(_ kind: StoreKind) throws {
    let store = try ForeignStore(kind, NetPackage.schemas, sql: "SELECT 1")
    let told = Told()
    let report = try store.run(Self.first) { _ in
    } telling: {
      try told.note($0, .parentsFirst)
    }
    #expect(report.errors == [])
    #expect(
      told.lines == [
        "writes create nodes N1 @4 peers:N2?",
        "writes create nodes N2 @3 parent:N1 peers:N3? peers:N1",
        "writes create nodes N3 @2 parent:N2 main:L1?",
        "writes create slots N1/1 @2 node:N1",
        "writes create slots N3/1 @3 node:N3",
        "writes create links L1 @2 node:N3 slot:N3/1",
        "writes create marks L1/K @2 link:L1 slot:N3/1",
        "completions update nodes N3 @2 main:L1",
        "completions update nodes N2 @3 peers:N3 peers:N1",
        "completions update nodes N1 @4 peers:N2",
      ], "\(told.lines)")
    #expect(
      told.counts.map { [$0.created, $0.updated, $0.unchanged, $0.deleted] } == [
        [3, 0, 0, 0], [2, 0, 0, 0], [1, 0, 0, 0], [1, 0, 0, 0],
      ])
    #expect(told.counts.map(\.name) == ["nodes", "slots", "links", "marks"])
    let place = try #require(told.all.first?.1)
    #expect(place.source != nil && place.file == "nodes.csv" && place.sheet == nil)
    let secrets = told.all.flatMap { $0.1.fields.filter(\.isSecret) }
    #expect(secrets.count == 3 && secrets.allSatisfy { $0.before.isNull && $0.after.isNull })
    #expect(!"\(told.all)".contains("hunter2"))
  }

  @Test(arguments: StoreKind.allCases)
  func changesAndDeletes_nameTheStoredRecords(_ kind: StoreKind) throws {
    let store = try ForeignStore(kind, NetPackage.schemas, sql: "SELECT 1")
    _ = try store.run(Self.first)
    let told = Told()
    let report = try store.run([
      "nodes": "old_code,code,name,parent,peers,action\nN1,N9,nine,,N2,\nN4,N4,four,N9,,\n"
        .replacing("N4,N4", with: ",N4"),
      "marks": "link,kind,action\nL1,K,delete\n",
    ]) { options in
      options.allowsDelete = true
      options.guards = GuardPolicy()
    } telling: {
      try told.note($0, .parentsFirst)
    }
    #expect(report.errors == [])
    #expect(
      told.lines == [
        "writes update nodes N9 @2 peers:N2#", "writes create nodes N4 @3 parent:N9#",
        "deletes delete marks L1/K @2 link:L1# slot:N3/1#",
      ], "\(told.lines)")
    let update = try #require(told.all.first?.1)
    #expect(update.storedKey == ["N1"] && update.storedID != nil)
    #expect(
      update.fields.map { [$0.name, $0.before.description, $0.after.description] } == [
        ["code", "N1", "N9"], ["name", "one", "nine"],
      ])
  }

  /// The stream in the order of rows is what the plan file says.
  @Test(arguments: StoreKind.allCases)
  func theOrderOfRows_isThatOfThePlanFile(_ kind: StoreKind) throws {
    let store = try ForeignStore(kind, NetPackage.schemas, sql: "SELECT 1")
    let folder = try ScratchFolder()
    let plan = folder.path(of: "p.plan")
    let told = Told()
    _ = try store.run(Self.first, .validate) {
      $0.planOutput = plan
    } telling: {
      try told.note($0, .rows)
    }
    var kept: [PlanOperation] = []
    try PlanFile(path: plan).forEachOperation { operation, _ in kept.append(operation) }
    #expect(kept.count == 7)
    let bare = told.all.map { _, operation in
      var operation = operation
      operation.source = nil
      return operation
    }
    #expect(kept == bare)
  }

  /// A reading goes on where an earlier one stopped, wherever that was.
  @Test(arguments: StoreKind.allCases, [OperationStream.Order.rows, .parentsFirst])
  func aReading_goesOnWhereAnotherStopped(
    _ kind: StoreKind, _ order: OperationStream.Order
  ) throws {
    let store = try ForeignStore(kind, NetPackage.schemas, sql: "SELECT 1")
    let report = try store.run(Self.first) { _ in
    } telling: { stream in
      var whole: [PlanOperation] = []
      var batches = stream.batches(order, size: 1)
      var places: [(count: Int, end: OperationStream.Position)] = []
      while let batch = try batches.next() {
        whole += batch.operations
        if let end = batch.end { places.append((whole.count, end)) }
      }
      #expect(places.count == (order == .rows ? 7 : 10))
      for (count, end) in places {
        // As it would be kept in a file.
        let kept = try JSONDecoder().decode(
          OperationStream.Position.self, from: JSONEncoder().encode(end))
        var rest: [PlanOperation] = []
        var batches = stream.batches(order, after: kept, size: 2)
        while let batch = try batches.next() { rest += batch.operations }
        #expect(rest == Array(whole[count...]), "\(end)")
      }
      var lost = stream.batches(
        order, after: OperationStream.Position(part: .writes, table: "other", ordinal: 1))
      #expect(throws: OperationStream.UnknownPosition.self) { _ = try lost.next() }
      var deletes = stream.batches(.parentsFirst, [.deletes])
      #expect(try deletes.next() == nil)
    }
    #expect(report.run.isWritten)
  }

  @Test(arguments: StoreKind.allCases)
  func aConsumerThatFails_endsTheRun(_ kind: StoreKind) throws {
    let store = try ForeignStore(kind, NetPackage.schemas, sql: "SELECT 1")
    let report = try store.run(Self.first) { _ in
    } telling: { _ in
      throw OperationFailure(
        Issue(
          .emitWriteFailed(.before, file: "there", reason: "it is full"), at: IssueLocation(.run)))
    }
    #expect(report.errors == ["emit.write-failed: file=there reason=it is full"])
    #expect(!report.run.isWritten)
    #expect(try contents(store).isEmpty)
  }

  /// Nothing is told of a plan that must not be carried out.
  @Test func errors_tellNothing() throws {
    let store = try ForeignStore(.sqlite, NetPackage.schemas, sql: "SELECT 1")
    let told = Told()
    let report = try store.run(["nodes": "code,parent\nN1,N9\nN2,\n"]) { _ in
    } telling: {
      try told.note($0, .rows)
    }
    #expect(!report.errors.isEmpty && told.all.isEmpty)
  }
}
