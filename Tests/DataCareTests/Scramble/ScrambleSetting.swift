import DataCare
import Foundation
import ImportPipeline
import ImportService
import Schemas
import StoreTesting
import TabularCore
import TestSupport
import Testing

/// Stores of a clinic with what masked copies must get right: keys of several fields, check digits, notes and
/// JSON with names in them.
struct ScrambleSetting {
  let scratch: ScratchFolder
  let service: ImportService
  let package: String

  init() throws {
    scratch = try ScratchFolder()
    service = ImportService(
      Surroundings(
        author: RunAuthor(operatorName: "mlee", host: "ops1", toolVersion: "0.0.0"),
        clock: try RunClock(at: "2027-03-06T14:14:02Z")))
    try FileManager.default.createDirectory(
      atPath: scratch.path(of: "clinic"), withIntermediateDirectories: true)
    package = try scratch.write("clinic/datapackage.json", Self.descriptor)
  }

  private static let descriptor = #"""
    {
      "name": "clinic", "title": "Clinic", "version": "1", "registrar:retention": "30d",
      "resources": [
        {
          "name": "persons", "type": "table", "path": "persons.csv", "title": "Persons",
          "schema": {
            "primaryKey": ["person_no"],
            "uniqueKeys": [["email"], ["family_name", "given_name", "born"]],
            "registrar:sheet": "Persons",
            "registrar:store": {"table": "persons"},
            "fields": [
              {"name": "person_no", "type": "string", "title": "Person no", "registrar:type": "code",
               "constraints": {"required": true, "pattern": "PAT-[0-9]{7}"}, "registrar:privacy": "personal"},
              {"name": "email", "type": "string", "title": "E-mail", "registrar:type": "email",
               "constraints": {"required": true}, "registrar:privacy": "personal"},
              {"name": "given_name", "type": "string", "title": "Given name", "registrar:type": "string",
               "constraints": {"required": true}, "registrar:privacy": "personal"},
              {"name": "family_name", "type": "string", "title": "Family name", "registrar:type": "string",
               "constraints": {"required": true}, "registrar:privacy": "personal"},
              {"name": "born", "type": "string", "title": "Born", "registrar:type": "date",
               "constraints": {"required": true}, "registrar:privacy": "personal"},
              {"name": "phone", "type": "string", "title": "Phone", "registrar:type": "phone",
               "registrar:privacy": "personal"},
              {"name": "postal_code", "type": "string", "title": "Postal code", "registrar:type": "string",
               "registrar:privacy": "personal"},
              {"name": "insurance_no", "type": "string", "title": "Insurance no", "registrar:type": "string",
               "registrar:privacy": "personal"},
              {"name": "sex", "type": "string", "title": "Sex", "registrar:type": "string",
               "constraints": {"pattern": "female|male"}, "registrar:privacy": "personal"},
              {"name": "obstext", "type": "string", "title": "Obstext", "registrar:type": "string"},
              {"name": "details", "type": "object", "title": "Details"}
            ]
          }
        },
        {
          "name": "visits", "type": "table", "path": "visits.csv", "title": "Visits",
          "schema": {
            "primaryKey": ["person_no", "visit_no"],
            "foreignKeys": [
              {"fields": ["person_no"], "reference": {"resource": "persons", "fields": ["person_no"]}}
            ],
            "registrar:sheet": "Visits",
            "registrar:store": {"table": "visits"},
            "fields": [
              {"name": "person_no", "type": "string", "title": "Person no", "registrar:type": "code",
               "constraints": {"required": true}, "registrar:column": "person_id"},
              {"name": "visit_no", "type": "integer", "title": "Visit no", "registrar:type": "integer",
               "constraints": {"required": true}},
              {"name": "seen_by", "type": "string", "title": "Seen by", "registrar:type": "string"}
            ]
          }
        }
      ]
    }
    """#

  // MARK: Records

  /// A person by a number from 0.
  struct Person {
    var number: Int
    private static let given = ["Zaphira", "Quillon", "Ysolde", "Benoît", "Wunibald"]
    private static let family = ["Okonjo", "Lefèvre", "Thistlewood", "Grzegorz", "Vandermeulen"]

    var personNo: String { "PAT-" + String(4_300_000 + number * 7_919) }
    var email: String {
      let name = Self.given[number % 5].filter(\.isASCII).prefix(4).lowercased()
      return "\(name)\(100 + number)@kliniken.test"
    }
    var given: String { Self.given[number % 5] }
    var family: String { Self.family[number / 5 % 5] + (number < 25 ? "" : "son\(number)") }
    var born: String { "19\(50 + number % 50)-0\(1 + number % 9)-1\(number % 10)" }
    var phone: String { "+1514555" + String(2_000 + number * 13) }
    var postalCode: String { "H\(number % 9)X \(number % 7)Y\(number % 8)" }
    /// A number whose last digit is that of Luhn.
    var insuranceNo: String {
      let digits = String(71_000_000 + number * 104_729)
      let sum = digits.reversed().enumerated().reduce(0) { sum, item in
        let digit = item.element.wholeNumberValue ?? 0
        let doubled = digit * 2
        return sum + (item.offset % 2 == 0 ? (doubled > 9 ? doubled - 9 : doubled) : digit)
      }
      return digits + String((10 - sum % 10) % 10)
    }
    var sex: String { number % 2 == 0 ? "female" : "male" }
    var notes: String {
      switch number % 5 {
      case 0: "Spoke with \(family) about the results."
      case 1: "reversed: " + String(family.lowercased().reversed())
      case 2: "as sent: " + Data("patient \(family), \(phone)".utf8).base64EncodedString()
      case 3: "MAIL TO " + email.uppercased() + " OR CALL " + phone.dropFirst(2)
      default: "No remarks."
      }
    }
    var details: String {
      switch number % 3 {
      case 0: #"{"contact":"\#(given)"}"#
      case 1: #"{"ward":7}"#
      default: #"{"name":"Lef\u00e8vre"}"#
      }
    }

    var cells: [String] {
      [
        personNo, email, given, family, born, phone, postalCode, insuranceNo, sex, notes, details,
      ]
    }
    /// What no copy may have anywhere.
    var secrets: [String] { [personNo, email, given, family, phone, insuranceNo] }
  }

  static let persons = (0..<60).map(Person.init)

  private static func line(_ cells: [String]) -> String {
    cells.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",") + "\n"
  }

  /// Fills a store and returns it.
  func filled(_ place: String) throws -> StoreChoice {
    let persons = try scratch.write(
      "persons.csv",
      "person_no,email,given_name,family_name,born,phone,postal_code,insurance_no,sex,obstext,details\n"
        + Self.persons.map { Self.line($0.cells) }.joined())
    let visits = try scratch.write(
      "visits.csv",
      "person_no,visit_no,seen_by\n"
        + Self.persons.map { person in
          Self.line([person.personNo, String(person.number), "Dr. \(person.number % 3)"])
        }.joined())
    var request = ImportRequest(files: [persons, visits], package: package)
    let choice = StoreChoice(store: place)
    request.store = choice
    request.options.mode = .execute
    let report = try service.prepare(request).run()
    #expect(
      report.run.outcome.exitCode == 0,
      "\(report.issues.issues.map { "\($0.code) \($0.arguments.map(\.value))" })")
    return choice
  }

  /// Changes the notes of some persons; returns the run.
  func change(_ notes: String, in choice: StoreChoice) throws -> String {
    let file = try scratch.write(
      "changed.csv",
      "person_no,obstext\n"
        + Self.persons.prefix(9).map { "\($0.personNo),\(notes)\n" }.joined())
    var request = ImportRequest(files: [file], package: package)
    request.store = choice
    request.options.mode = .execute
    request.options.table = "persons"
    let report = try service.prepare(request).run()
    #expect(report.run.outcome.exitCode == 0, "\(report.issues.issues.map(\.code))")
    return report.run.id
  }

  func place(_ name: String) -> StoreChoice {
    StoreChoice(store: "sqlite:" + scratch.path(of: name + ".sqlite"))
  }

  /// A place of a kind that has nothing yet; what it needs lives as long as the second value.
  func place(_ name: String, on kind: StoreKind) throws -> (StoreChoice, StoreUnderTest?) {
    guard kind == .postgresql else { return (place(name), nil) }
    let store = try StoreUnderTest(kind)
    return (StoreChoice(store: store.place), store)
  }

  /// Makes a masked copy.
  @discardableResult
  func scramble(
    _ source: StoreChoice, to target: StoreChoice, key: String? = nil
  ) throws -> (replaced: Int, unavoidable: Int) {
    var request = ScrambleRequest(from: source, to: target)
    request.package = package
    request.keyFile = key.map { scratch.path(of: $0) }
    let summary = try service.scramble(request)
    return (summary.replaced, summary.unavoidable)
  }

  /// The bytes of a dump of all tables.
  func dump(_ choice: StoreChoice, _ name: String) throws -> Data {
    let files = try service.dump(
      choice, of: try service.package(package), to: scratch.path(of: name))
    return try files.map(\.path).sorted().reduce(into: Data()) {
      try $0.append(Data(contentsOf: URL(fileURLWithPath: $1)))
    }
  }

  /// Rows of a query, each a list of texts.
  func rows(_ sql: String, in choice: StoreChoice) throws -> [[String]] {
    let connection = try service.connection(to: choice, writes: false)
    return try connection.rows(sql).map { $0.map { $0.text ?? "" } }
  }
}
