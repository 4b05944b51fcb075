import Foundation
import Schemas
import TabularCore
import Testing

/// The shipped package is what the data model says.
@Suite struct ExamPlatformTests {
  private let package: DataPackage

  init() throws {
    package = try PackageLoader.load(path: try Checkout.path("Schemas/exam-platform"))
  }

  private func table(_ name: String) throws -> TableSchema {
    try #require(package.table(named: name))
  }

  @Test func isFoundFaultless() throws {
    let issues = PackageLoader.lint(path: try Checkout.path("Schemas/exam-platform"))
    #expect(SchemaError(issues: issues).description == "")
  }

  @Test func tablesStandInTheOrderInWhichTheyAreWritten() {
    let names = [
      "locations", "venues", "rooms", "instructors", "question_pools", "questions", "exams",
      "proctors", "location_proctors", "common_sessions", "session_proctors", "students",
      "bookings",
    ]
    #expect(package.tables.map(\.name) == names)
    #expect(package.dependencyOrder.tables == names)
    #expect(package.dependencyOrder.deferred == [])
    #expect(package.defaultCountry == "CA")
  }

  @Test(arguments: [
    ("locations", 21, ["location_code"]), ("venues", 24, ["venue_code"]),
    ("rooms", 9, ["venue_code", "room_code"]), ("exams", 14, ["exam_code"]),
    ("proctors", 22, ["username"]), ("location_proctors", 6, ["location_code", "username"]),
    ("common_sessions", 24, ["session_code"]),
    ("session_proctors", 14, ["session_code", "username"]),
    ("instructors", 12, ["username"]), ("question_pools", 7, ["pool_code"]),
    ("questions", 22, ["pool_code", "question_code"]), ("students", 16, ["username"]),
    ("bookings", 12, ["username", "exam_code", "session_code"]),
  ])
  func everyTableHasItsFieldsAndKey(name: String, count: Int, key: [String]) throws {
    let table = try table(name)
    #expect(table.fields.count == count)
    #expect(table.naturalKey == key)
  }

  @Test(arguments: [
    ("locations", ["location_code", "name", "time_zone"]),
    ("venues", ["venue_code", "location_code", "name", "seats"]),
    ("rooms", ["venue_code", "room_code", "seats"]),
    ("exams", ["exam_code", "title", "delivery", "language", "duration_minutes"]),
    ("proctors", ["email", "first_name", "last_name"]),
    ("location_proctors", ["location_code"]),
    ("common_sessions", ["session_code", "name", "exam_codes", "start_at", "end_at", "capacity"]),
    ("session_proctors", ["session_code"]),
    ("instructors", ["email", "first_name", "last_name"]),
    ("question_pools", ["pool_code", "name"]),
    ("questions", ["pool_code", "question_code", "type", "stem"]),
    ("students", ["email", "first_name", "last_name"]),
    ("bookings", ["session_code", "exam_code"]),
  ])
  func requiredFields(name: String, fields: [String]) throws {
    #expect(try table(name).fields.filter(\.isRequired).map(\.name) == fields)
  }

  @Test(arguments: [
    ("locations", [["name"]]), ("venues", [["location_code", "name"]]),
    ("proctors", [["email"], ["external_id"]]), ("instructors", [["email"], ["external_id"]]),
    ("question_pools", [["name"]]), ("students", [["email"], ["student_no"]]),
    ("bookings", [["session_code", "room_code", "seat_no"], ["booking_ref"]]),
  ])
  func uniqueFields(name: String, keys: [[String]]) throws {
    #expect(try table(name).uniqueKeys == keys)
  }

  @Test(arguments: [
    ("locations", ["street", "city", "subdivision", "country", "postal_code"]),
    ("venues", ["street", "city"]), ("proctors", ["country"]),
    ("common_sessions", ["location_code", "group_code", "course_code"]),
    ("questions", ["option_a", "option_b", "correct"]), ("students", ["country"]),
  ])
  func fieldsRequiredInCases(name: String, fields: [String]) throws {
    #expect(try table(name).fields.filter { $0.requiredIf != nil }.map(\.name) == fields)
  }

  @Test func referencesHaveTheirAlternatives() throws {
    func shown(_ reference: Reference) -> String {
      let with = reference.with.map { " with \($0.key)=\($0.value)" }.joined()
      let others = reference.alternatives.map { other in
        " or \(other.field)" + other.within.map { " within \($0.key)=\($0.value)" }.joined()
      }
      return "\(reference.field)>\(reference.table).\(reference.targetField)\(with)"
        + others.joined()
    }
    #expect(
      try table("common_sessions").references.map(shown) == [
        "exam_codes>exams.exam_code or title",
        "location_code>locations.location_code or name",
        "venue_code>venues.venue_code or name within location_code=location_code",
        "room_code>rooms.room_code with venue_code=venue_code",
        "session_manager>instructors.username or email or external_id",
      ])
    #expect(
      try table("exams").references.map(shown) == ["pool_codes>question_pools.pool_code or name"])
    #expect(
      try table("question_pools").references.map(shown) == [
        "parent_pool_code>question_pools.pool_code or name", "owner_email>instructors.email",
      ])
    #expect(
      try table("bookings").references.map(shown) == [
        "username>students.username or student_no", "email>students.email",
        "session_code>common_sessions.session_code or name", "exam_code>exams.exam_code or title",
        "room_code>rooms.room_code with venue_code=session_code.venue_code",
      ])
    #expect(
      try table("session_proctors").references.map(shown) == [
        "session_code>common_sessions.session_code or name",
        "username>proctors.username or external_id", "email>proctors.email",
        "room_code>rooms.room_code with venue_code=session_code.venue_code",
      ])
    #expect(
      try table("session_proctors").identities == [
        TableSchema.Identity(fields: ["username", "email"], table: "proctors")
      ])
  }

  @Test func fieldsHaveTextsInEveryLanguage() {
    for table in package.tables {
      check(table.title, table.name)
      check(table.description, table.name)
      check(table.noun, table.name)
      check(table.nounPlural, table.name)
      for field in table.fields {
        check(field.label, "\(table.name).\(field.name)")
        check(field.description, "\(table.name).\(field.name)")
        check(field.requiredIf?.reason, "\(table.name).\(field.name)")
        check(field.constraints.patternWords, "\(table.name).\(field.name)")
      }
    }
  }

  /// A text, where there is one, stands in every language that the program speaks.
  private func check(_ text: LocalizedText?, _ owner: String) {
    guard let text else { return }
    for language in Language.spoken {
      #expect(text[language]?.isEmpty == false, "\(owner) in \(language.rawValue)")
    }
  }

  @Test func onlySecretsOneNameAndLateOptionsLackAnExample() {
    let bare = package.tables.flatMap { table in
      table.fields.filter { $0.example == nil }.map { "\(table.name).\($0.name)" }
    }
    #expect(
      bare == [
        "instructors.password", "questions.option_e", "questions.option_f", "questions.option_g",
        "questions.option_h", "proctors.middle_name", "proctors.password",
        "common_sessions.session_password",
      ])
  }

  @Test func theSameAliasesAsTheDataModel() throws {
    #expect(
      try table("common_sessions").field(named: "start_at")?.parts
        == Field.DateTimeParts(
          dateHeaders: ["Start date", "Session date", "Date", "Date de début"],
          timeHeaders: ["Start time", "Heure de début"]))
    #expect(
      try table("locations").field(named: "location_code")?.aliases == [
        "Location ID", "External ID", "External location ID", "Site code", "Centre code",
        "Centre no.", "Code du lieu", "Code lieu",
      ])
  }

  @Test func rulesHaveTheirTextsInEveryLanguage() {
    for table in package.tables {
      for rule in table.rules {
        #expect(rule.message != nil && rule.help != nil, "\(table.name) \(rule.code)")
        #expect(rule.explanation != nil || rule.code.area != "rule", "\(table.name) \(rule.code)")
        for text in [rule.message, rule.help, rule.explanation] {
          check(text, "\(table.name) \(rule.code)")
        }
        let names = rule.message.map { Set(MessageTemplate($0.english).argumentNames) }
        for text in rule.message?.all.map(\.text) ?? [] {
          #expect(Set(MessageTemplate(text).argumentNames) == names, "\(text)")
        }
      }
    }
  }

  @Test func everyRuleOfTheDataModelIsThere() {
    let codes = Set(package.tables.flatMap(\.rules).map(\.code.rawValue))
    #expect(
      codes.sorted() == [
        "rule.answer-options", "rule.arrival-window", "rule.booking-capacity",
        "rule.booking-exam", "rule.booking-overlap", "rule.booking-repeated",
        "rule.capacity-over-seats", "rule.certificate-expired", "rule.coordinates-pair",
        "rule.coordinates-zero", "rule.date-order", "rule.deadline-order", "rule.exam-pool-size",
        "rule.lead-missing", "rule.lead-not-allowed", "rule.lead-repeated",
        "rule.manager-proctors", "rule.mixed-delivery", "rule.outside-hours",
        "rule.outside-validity", "rule.password-needs-lock", "rule.proctor-not-assigned",
        "rule.proctor-overlap", "rule.proctor-ratio", "rule.proctor-travel", "rule.room-overlap",
        "rule.rooms-over-venue", "rule.seats-over-location", "rule.session-end",
        "rule.session-past", "rule.session-too-short", "rule.time-zone-differs",
        "rule.venue-delivery", "rule.venue-location", "rule.venue-overlap", "value.out-of-range",
        "value.required-if",
      ])
    let warnings = Set(
      package.tables.flatMap(\.rules).filter { $0.severity == .warning }.map(\.code.rawValue))
    #expect(
      warnings.sorted() == [
        "rule.coordinates-zero", "rule.lead-not-allowed", "rule.outside-hours",
        "rule.proctor-ratio", "rule.proctor-travel", "rule.seats-over-location",
        "rule.session-past",
      ])
  }

  @Test func argumentsOfSetRulesAreColumnsOfTheirQueries() {
    for table in package.tables {
      for rule in table.rules {
        guard case .set(let query, _) = rule.scope, let message = rule.message else { continue }
        for text in message.all.map(\.text) {
          for name in MessageTemplate(text).argumentNames {
            #expect(query.contains(" AS \(name)"), "\(rule.code) \(rule.variant) {\(name)}")
          }
        }
        #expect(query.contains("at_row"), "\(rule.code)")
      }
    }
  }
}
