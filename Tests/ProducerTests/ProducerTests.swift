import Foundation
import TestSupport
import Testing

/// Real programs write a table of every kind of value, and the built binary imports what they wrote.
///
/// For every cell: the value meant, or an error that tells. `Cases.tsv` says what is meant,
/// `Differences.tsv` where a producer loses it before the file is written, and why. A producer that is
/// not installed is skipped, which is told; where `REGISTRAR_PRODUCERS` is `ci` or `all`, it fails.
@Suite(.serialized) struct ProducerTests {
  /// Which producers must be there.
  private static let demanded = ProcessInfo.processInfo.environment["REGISTRAR_PRODUCERS"] ?? ""

  private static func mustBeThere(_ producer: Producer) -> Bool {
    switch producer.reach {
    case .everywhere: demanded == "ci" || demanded == "all"
    case .onDemand: demanded == "all"
    case .whereInstalled: false
    }
  }

  @Test(.timeLimit(.minutes(5)), arguments: Producer.all)
  func everyCell_isReadAsMeantOrTold(_ producer: Producer) throws {
    let written: WrittenTables
    do {
      written = try WrittenTables(of: producer)
    } catch let absent as WrittenTables.Absent {
      #expect(!Self.mustBeThere(producer), "\(producer.script): \(absent.reason)")
      print("producers: \(producer.id) skipped: \(absent.reason)")
      try Test.cancel("\(producer.name): \(absent.reason)")
    }
    let imported = try ImportedTables(written)
    let differences = try Difference.all().filter { $0.producers.contains(producer.id) }
    let cases = try ProducerCase.all()
    var places: [String: Int] = [:]
    var counts = (right: 0, told: 0)
    var wrong: [String] = []
    for cell in cases {
      let difference = differences.last { cell.matches($0.pattern) }
      let outcome = difference?.outcome ?? cell.outcome
      let index = places[cell.table, default: 0]
      let result = try imported.result(of: cell, at: index)
      if !outcome.isUnwritten { places[cell.table] = index + 1 }
      if case .told = result { counts.told += 1 } else if result != .absent { counts.right += 1 }
      let isRight =
        outcome.isUnwritten ? !isStored(cell, in: imported) : outcome.allows(result)
      if !isRight { wrong.append("\(cell.table).\(cell.key): \(result), expected \(outcome)") }
    }
    #expect(
      wrong.isEmpty, "\(producer.id) \(written.version)\n\(wrong.joined(separator: "\n"))")
    try expectNothingInvented(producer, imported, cases)
    print(
      "producers: \(producer.id) \(written.version): \(counts.right) cells read, \(counts.told) told"
    )
  }

  /// A difference that is none any more, or that names nothing, is to go.
  @Test func differences_nameProducersAndCellsAndAReason() throws {
    let cases = try ProducerCase.all()
    for difference in try Difference.all() {
      for producer in difference.producers {
        #expect(Producer.all.contains { $0.id == producer }, "\(producer) is no producer")
      }
      let matched = cases.filter { $0.matches(difference.pattern) }
      #expect(!matched.isEmpty, "\(difference.pattern) names no case")
      #expect(
        matched.contains { $0.outcome.description != difference.outcome.description },
        "\(difference.pattern) of \(difference.producers) is what is expected of every producer")
    }
  }

  /// The page that tells people where their files come from knows every producer.
  @Test func page_namesEveryProducer() throws {
    let page = try String(
      contentsOfFile: Repository.path(
        of: "Sources/RegistrarCommands/RegistrarCommands.docc/WhereYourFileComesFrom.md"),
      encoding: .utf8)
    for name in Set(Producer.all.map(\.name)) {
      #expect(page.contains("| \(name) "), "\(name) has no line in the page")
    }
  }

  private func isStored(_ cell: ProducerCase, in imported: ImportedTables) -> Bool {
    imported.stored[cell.table]?[cell.key] != nil
  }

  /// What is left of a record that a program cut is a record only with a warning at its row.
  private func expectNothingInvented(
    _ producer: Producer, _ imported: ImportedTables, _ cases: [ProducerCase]
  ) throws {
    for (table, records) in imported.stored {
      let keys = Set(cases.filter { $0.table == table }.map(\.key))
      for key in Set(records.keys).subtracting(keys) {
        let told = try imported.warnings(ofRecord: key, in: table)
        #expect(!told.isEmpty, "\(producer.id) \(table): nobody wrote the record \(key)")
      }
    }
  }
}
