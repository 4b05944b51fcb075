import Foundation
import Schemas
import TabularCore
import Testing

/// The packages beside the first one are what the data model says.
@Suite struct ShippedPackageTests {
  private static let names = ["student-management", "training-center", "hq-field", "oneroster"]

  private func package(_ name: String) throws -> DataPackage {
    try PackageLoader.load(path: try Checkout.path("Schemas/" + name))
  }

  @Test(arguments: names) func isFoundFaultless(name: String) throws {
    let issues = PackageLoader.lint(path: try Checkout.path("Schemas/" + name))
    #expect(SchemaError(issues: issues).description == "")
  }

  @Test(arguments: [
    ("student-management", ["users", "courses", "enrollments", "grades", "attendance"], []),
    (
      "training-center",
      ["students", "courses", "instructors", "enrollments", "grades", "payments"], []
    ),
    ("hq-field", ["accounts", "projects", "users"], ["owner_email"]),
    (
      "oneroster",
      [
        "orgs", "academic_sessions", "courses", "classes", "users", "user_profiles", "roles",
        "enrollments", "demographics", "resources", "class_resources", "course_resources",
        "user_resources", "categories", "line_items", "results", "score_scales",
        "line_item_learning_objective_ids", "line_item_score_scales",
        "result_learning_objective_ids", "result_score_scales",
      ], []
    ),
  ])
  func tablesAreWrittenInOrder(name: String, tables: [String], late: [String]) throws {
    let package = try package(name)
    #expect(package.tables.map(\.name) == tables)
    #expect(package.dependencyOrder.tables == tables)
    #expect(package.dependencyOrder.deferred.map(\.field) == late)
  }

  @Test(arguments: [
    ("student-management", "users", 7, ["email"]),
    ("student-management", "courses", 6, ["course_code"]),
    ("student-management", "enrollments", 3, ["student_email", "course_code"]),
    ("student-management", "grades", 7, ["student_email", "course_code", "assessment"]),
    ("student-management", "attendance", 7, ["student_email", "course_code", "date", "period"]),
    ("training-center", "students", 6, ["email"]),
    ("training-center", "courses", 6, ["course_name"]),
    ("training-center", "instructors", 6, ["email"]),
    ("training-center", "enrollments", 5, ["student_email", "course_name"]),
    ("training-center", "grades", 7, ["student_email", "course_name", "assessment"]),
    ("training-center", "payments", 9, ["payment_ref"]),
    ("hq-field", "accounts", 5, ["account_code"]),
    ("hq-field", "projects", 6, ["account_code", "project_code"]),
    ("hq-field", "users", 8, ["email"]),
  ])
  func everyTableHasItsFieldsAndKey(name: String, table: String, count: Int, key: [String]) throws {
    let table = try #require(try package(name).table(named: table))
    #expect(table.fields.count == count)
    #expect(table.naturalKey == key)
    #expect(table.writeMode == (name == "training-center" ? .insertOnly : .upsert))
  }

  /// The header line that the migration guide prints, in its order.
  @Test(arguments: [
    ("users", "email,password,role,first_name,last_name,is_active"),
    ("courses", "course_code,course_name,description,semester,credits,status"),
    ("enrollments", "student_email,course_code,enrollment_date"),
  ])
  func fieldsStandAsPrinted(table: String, header: String) throws {
    let fields = try #require(try package("student-management").table(named: table)).fields
    #expect(fields.map(\.name).joined(separator: ",").hasPrefix(header))
  }

  @Test(arguments: names) func textsStandInEveryLanguage(name: String) throws {
    for table in try package(name).tables {
      check([table.title, table.description, table.noun, table.nounPlural], table.name)
      for field in table.fields {
        check(
          [
            field.label, field.description, field.requiredIf?.reason,
            field.constraints.patternWords,
          ],
          "\(table.name).\(field.name)")
        #expect(field.example != nil || field.type == .secret, "\(table.name).\(field.name)")
      }
      for rule in table.rules {
        #expect(rule.message != nil && rule.help != nil, "\(table.name) \(rule.code)")
        #expect(rule.explanation != nil || rule.code.area != "rule" || !rule.variant.isEmpty)
        check([rule.message, rule.help, rule.explanation], "\(table.name) \(rule.code)")
      }
    }
  }

  /// Texts, where there are any, stand in every language that the program speaks.
  private func check(_ texts: [LocalizedText?], _ owner: String) {
    for case let text? in texts {
      for language in Language.spoken {
        #expect(text[language]?.isEmpty == false, "\(owner) in \(language.rawValue)")
      }
    }
  }

  /// The page of a package names its tables and its rules, and no others.
  @Test(arguments: names + ["exam-platform"]) func pageIsWhole(name: String) throws {
    let package = try package(name)
    let page = try String(
      contentsOfFile: Checkout.path("Schemas/\(name)/README.md"), encoding: .utf8)
    let rows = page.split(separator: "\n").compactMap { line in
      line.firstMatch(of: /^\| `([a-z_.\-]+)` \|/).map { String($0.1) }
    }
    let codes = Set(package.tables.flatMap(\.rules).map(\.code.rawValue))
    #expect(rows == package.tables.map(\.name) + codes.sorted())
  }

  @Test(arguments: names + ["exam-platform"], DDLWriter.Dialect.allCases)
  func everyTableIsMadeInBothStores(name: String, dialect: DDLWriter.Dialect) throws {
    let package = try package(name)
    let layout = StoreLayout(package)
    let statements = DDLWriter(dialect: dialect).packageStatements(for: layout)
    for table in layout.tables {
      #expect(statements.contains { $0.hasPrefix("CREATE TABLE \(table.name) ") }, "\(table.name)")
    }
    #expect(layout.tables.count == package.tables.count)
  }
}
