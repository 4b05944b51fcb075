import ImportPipeline
import Schemas
import TabularCore
import TestSupport
import Testing

/// One set of files for each package, with a mistake against every rule in every way that the rule has; read
/// as delimited files and as workbooks.
@Suite struct RuleVariantTests {
  /// A rule of a table, and the way in which it is broken.
  private struct Broken: Hashable, Comparable, CustomStringConvertible {
    var table: String
    var code: IssueCode
    var variant: String

    var description: String { "\(table) \(code)\(variant.isEmpty ? "" : "/" + variant)" }

    static func < (one: Broken, other: Broken) -> Bool { one.description < other.description }
  }

  private static func file(
    _ table: String, _ lines: [String], of package: DataPackage, isSheet: Bool
  ) throws -> SampleFile {
    guard isSheet else { return .csv(table, lines: lines) }
    let schema = try #require(package.tables.first { $0.name == table || $0.fileStem == table })
    return .sheet(table, sheet: schema.sheetName, cellsOf: lines)
  }

  private static func report(
    _ tables: KeyValuePairs<String, String>, of package: DataPackage, isSheet: Bool
  ) throws -> ImportReport {
    let files = try tables.map { table, text in
      try Self.file(
        table, text.split(separator: "\n").map(String.init), of: package, isSheet: isSheet)
    }
    return try ImportHarness(store: .empty, package: package).validate(files)
  }

  /// The rules of a package, each in its ways.
  private static func rules(of package: DataPackage) -> Set<Broken> {
    Set(
      package.tables.flatMap { table in
        table.rules.map { Broken(table: table.name, code: $0.code, variant: $0.variant) }
      })
  }

  /// What a report says of rules.
  private static func broken(_ report: ImportReport) -> Set<Broken> {
    Set(
      report.issues.issues.compactMap { issue in
        issue.location.table.map {
          Broken(table: $0, code: issue.code, variant: issue.variant)
        }
      })
  }

  @Test(arguments: [false, true]) func examPlatform(isSheet: Bool) throws {
    let package = try ExamPlatform.package.get()
    let report = try Self.report(RuleVariantRows.examPlatform, of: package, isSheet: isSheet)
    var found = Self.broken(report)
    // A zone that no longer is that of the sessions is found where it is changed.
    let stored = try ImportHarness()
    let change = try Self.file(
      "locations", ["location_code,time_zone", "TOR-01,America/Vancouver"], of: package,
      isSheet: isSheet)
    found.formUnion(
      Self.broken(try stored.validate([change])).map {
        Broken(table: "common_sessions", code: $0.code, variant: $0.variant)
      })
    #expect(Self.rules(of: package).subtracting(found).sorted() == [])
    #expect(report.isBalanced)
  }

  /// The packages without those rules that look at times and places.
  private static let others: [(name: String, rows: KeyValuePairs<String, String>)] = [
    ("student-management", RuleVariantRows.school),
    ("training-center", RuleVariantRows.trainingCenter), ("hq-field", RuleVariantRows.fieldOffice),
    ("oneroster", RuleVariantRows.rosters),
  ]

  @Test(arguments: others.indices, [false, true])
  func everyOtherPackage(index: Int, isSheet: Bool) throws {
    let (name, rows) = Self.others[index]
    let package = try PackageLoader.load(path: Repository.path(of: "Schemas/\(name)"))
    let report = try Self.report(rows, of: package, isSheet: isSheet)
    let found = Self.broken(report)
    #expect(Self.rules(of: package).subtracting(found).sorted() == [])
    // Whoever is named in several ways, is named in none, and in two that contradict each other.
    let ways = Set(found.map { "\($0.table) \($0.code)" })
    for table in package.tables where !table.identities.isEmpty {
      for code in ["rule.identity-missing", "rule.identity-disagrees"] {
        #expect(ways.contains("\(table.name) \(code)"))
      }
    }
    for table in package.tables {
      let money = table.fields.contains { if case .money = $0.type { true } else { false } }
      if money { #expect(ways.contains("\(table.name) rule.money-pair")) }
    }
    #expect(report.isBalanced)
  }
}
