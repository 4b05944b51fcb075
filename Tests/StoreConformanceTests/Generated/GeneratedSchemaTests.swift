import Foundation
import ImportPipeline
import StoreTesting
import TabularCore
import Testing

/// Laws that hold for tables of any kind: what is foreseen is what happens, a second run changes nothing,
/// an undo gives back what was.
///
/// `REGISTRAR_SCHEMAS=20000` tries that many (`make schemas`), beginning with the seed
/// `REGISTRAR_SCHEMA_FROM` if there is one; `REGISTRAR_SCHEMA_SEED=7` tries one alone.
@Suite struct GeneratedSchemaTests {
  private static var seeds: Range<Int> {
    let environment = ProcessInfo.processInfo.environment
    if let seed = environment["REGISTRAR_SCHEMA_SEED"].flatMap({ Int($0) }) {
      return seed..<seed + 1
    }
    let first = environment["REGISTRAR_SCHEMA_FROM"].flatMap { Int($0) } ?? 0
    let count = environment["REGISTRAR_SCHEMAS"].flatMap { Int($0) } ?? 500
    return first..<first + max(count, 0)
  }

  /// Four parts, so that they run side by side.
  @Test(arguments: 0..<4)
  func lawsHold(_ part: Int) throws {
    var tally = (written: 0, refused: 0, schemas: 0)
    for seed in Self.seeds where seed % 4 == part {
      // One in nine on a server, which takes ten times as long.
      let kind: StoreKind = seed % 9 == 0 ? .postgresql : .sqlite
      let schema = GeneratedSchema(seed: seed, kind: kind)
      do {
        try check(schema, &tally)
        tally.schemas += 1
      } catch {
        Issue.record("seed \(seed) on \(kind): \(error)\n\(schema.sql)\n\(schema.json)")
      }
    }
    // Files of both kinds are among them, so that each law was tried.
    if tally.schemas > 20 {
      #expect(tally.written > tally.schemas / 5)
      #expect(tally.refused > tally.schemas / 5)
    }
  }

  private func check(
    _ schema: GeneratedSchema, _ tally: inout (written: Int, refused: Int, schemas: Int)
  ) throws {
    let store = try ForeignStore(
      schema.kind, schema.schemas, sql: schema.sql)
    defer {
      if let other = schema.otherSchema {
        _ = try? store.scratch.ask("DROP SCHEMA \(other) CASCADE")
      }
    }
    for round in 0..<2 {
      let file = schema.files(round: round)
      let context = Comment(
        rawValue: "seed \(schema.seed) on \(schema.kind), round \(round)\n\(schema.sql)\n"
          + "\(schema.json)\n\(file.values.joined(separator: "\n"))")
      let before = try store.scratch.ask(schema.contents)
      let validated = try store.run(file, .validate, Self.open)
      #expect(try store.scratch.ask(schema.contents) == before, context)
      let executed = try store.run(file, .execute, Self.open)
      for report in [validated, executed] {
        #expect(!report.issues.issues.contains { $0.code == "run.internal" }, context)
      }
      if validated.errors.isEmpty {
        tally.written += 1
        #expect(
          executed.run.isWritten || executed.ledger.allSatisfy { $0.created + $0.updated == 0 },
          context)
        #expect(executed.errors == [], context)
        #expect(executed.ledger == validated.ledger, context)
        try checkWritten(store, schema, file, executed, before, context)
      } else {
        tally.refused += 1
        #expect(!executed.run.isWritten, context)
        #expect(!executed.errors.isEmpty, context)
        #expect(Set(executed.errors).isSubset(of: validated.errors), context)
        #expect(try store.scratch.ask(schema.contents) == before, context)
      }
    }
  }

  private func checkWritten(
    _ store: ForeignStore, _ schema: GeneratedSchema, _ file: [String: String],
    _ executed: ImportReport, _ before: [String], _ context: Comment
  ) throws {
    let again = try store.run(file, .execute, Self.open)
    #expect(again.errors == [], context)
    #expect(again.ledger.allSatisfy { $0.created + $0.updated + $0.deleted == 0 }, context)
    #expect(try store.verify().findings == [], context)
    guard schema.isOwned, executed.ledger.contains(where: { $0.created + $0.updated > 0 }) else {
      return
    }
    let after = try store.scratch.ask(schema.contents)
    let undone = try store.undo(executed.run.id)
    #expect(undone.errors == [], context)
    #expect(try store.scratch.ask(schema.contents) == before, context)
    // And the file once more, for the next round.
    _ = try store.run(file, .execute, Self.open)
    #expect(try store.scratch.ask(schema.contents) == after, context)
  }

  private static func open(_ options: inout ImportOptions) { options.guards = GuardPolicy() }
}
