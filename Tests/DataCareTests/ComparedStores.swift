import DataCare
import ImportPipeline
import PostgresStore
import RecordMapping
import SQLiteStore
import Schemas
import StoreTesting
import TestSupport

/// Two filled stores that tests compare.
final class ComparedStores {
  let one: StoreUnderTest
  let other: StoreUnderTest

  init(_ one: StoreKind, _ other: StoreKind) throws {
    self.one = try StoreUnderTest(one)
    self.other = try StoreUnderTest(other)
  }

  /// A store as something to compare.
  static func source(_ store: StoreUnderTest) -> ComparedSource {
    let kind = store.kind
    let place = store.place
    return ComparedSource(
      name: kind.rawValue,
      .store {
        let opened: any RecordStore
        switch kind {
        case .sqlite: opened = SQLiteStore(path: place)
        case .postgresql:
          guard let string = ConnectionString(place) else { throw NoPlace() }
          opened = PostgresStore(string, rowRules: rowRules)
        }
        try opened.open(package: StorePackage.package, writes: false, now: StorePackage.now)
        return opened
      })
  }

  struct NoPlace: Error {}

  /// What a comparison finds, a line per difference: `halls OTT-A seats value`.
  static func lines(_ comparison: StoreComparison) throws -> [String] {
    var lines: [String] = []
    _ = try comparison.perform { difference in
      let key = difference.key.joined(separator: "/")
      if difference.fields.isEmpty {
        lines.append(
          "\(difference.table) \(key) \(difference.kind.rawValue) \(difference.reason.rawValue)")
      }
      for field in difference.fields {
        lines.append("\(difference.table) \(key) \(field.name) \(field.reason.rawValue)")
      }
    }
    return lines
  }

  /// A comparison of the first with the second.
  func comparison() -> StoreComparison {
    StoreComparison(
      StorePackage.package, Self.source(one), Self.source(other), seed: 20_270_306)
  }

  /// Changes a store in the name of a run, so that the change does not count as one by hand.
  static func write(_ statements: [String], to store: StoreUnderTest) throws {
    let connection = try store.connection()
    try connection.inTransaction(writes: true) { () throws(StoreError) in
      try connection.writing(run: StorePackage.run("20270306-0900-A0"), now: StorePackage.now) {
        () throws(StoreError) in
        for statement in statements { try connection.execute(statement) }
      }
    }
  }
}
