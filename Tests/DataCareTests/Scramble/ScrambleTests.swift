import Foundation
import ImportPipeline
import ImportService
import Schemas
import StoreTesting
import TabularCore
import TestSupport
import Testing

@testable import DataCare

/// Masked copies: what they keep, and that they keep nothing about anybody.
@Suite struct ScrambleTests {
  private let setting: ScrambleSetting

  init() throws { setting = try ScrambleSetting() }

  /// Every way in which a value could still be found in bytes.
  private static func traces(of value: String) -> [String] {
    let tokens = value.split { !$0.isLetter && !$0.isNumber }.map(String.init).filter {
      $0.count >= 4 && $0.uppercased() != "TEST"
    }
    return tokens.flatMap { token -> [String] in
      let encoded = (0..<3).map { shift in
        // The digits that do not depend on what stands before and after.
        let digits = Data((String(repeating: "x", count: shift) + token).utf8).base64EncodedString()
        return String(digits.dropFirst(shift == 0 ? 0 : shift + 1).prefix(token.utf8.count))
      }
      return [token.lowercased(), String(token.lowercased().reversed())]
        + encoded.filter { $0.count >= 7 }.map { "=" + $0 }
    }
  }

  /// What of the persons' values bytes hold.
  private static func found(in data: Data) -> [String] {
    let text = String(decoding: data, as: UTF8.self)
    let lowered = Data(text.lowercased().utf8)
    return ScrambleSetting.persons.flatMap(\.secrets).flatMap(traces).filter { trace in
      // Bytes are searched, as texts of debug builds are slow.
      trace.hasPrefix("=")
        ? data.range(of: Data(trace.utf8.dropFirst())) != nil
        : lowered.range(of: Data(trace.utf8)) != nil
    }
  }

  @Test(arguments: [
    (StoreKind.sqlite, StoreKind.sqlite), (.sqlite, .postgresql), (.postgresql, .sqlite),
  ])
  func aCopyIsSound_andNothingOfAnybodyIsFoundInIt(_ one: StoreKind, _ other: StoreKind) throws {
    let (source, sourceStore) = try setting.place("source", on: one)
    let (copy, copyStore) = try setting.place("copy", on: other)
    defer { withExtendedLifetime((sourceStore, copyStore)) {} }
    _ = try setting.filled(source.store ?? "")
    #expect(!Self.found(in: try setting.dump(source, "before")).isEmpty)
    let counts = try setting.scramble(source, to: copy)
    #expect(counts.replaced > 400)
    #expect(counts.unavoidable == 0)
    let dump = try setting.dump(copy, "after")
    #expect(Self.found(in: dump) == [])
    if other == .sqlite {
      let path = String((copy.store ?? "").dropFirst("sqlite:".count))
      #expect(Self.found(in: try Data(contentsOf: URL(fileURLWithPath: path))) == [])
    }
    var verification = VerificationRequest(of: copy)
    verification.package = setting.package
    let report = try setting.service.verify(verification)
    #expect(
      report.run.outcome == .clean, "\(report.issues.issues.prefix(5).map { "\($0)" })")
    try check(source, copy)
  }

  /// Forms, keys, references and classes of lengths are those of the store that was copied.
  private func check(_ source: StoreChoice, _ copy: StoreChoice) throws {
    let columns = """
      person_no, email, given_name, family_name, born, phone, postal_code, insurance_no, sex, obstext,
      details
      """
    let before = try setting.rows("SELECT \(columns) FROM persons ORDER BY id", in: source)
    let after = try setting.rows("SELECT \(columns) FROM persons ORDER BY id", in: copy)
    #expect(before.count == after.count)
    for (one, other) in zip(before, after) {
      #expect(other[0].wholeMatch(of: /PAT-[0-9]{7}/) != nil)
      #expect(other[1].hasSuffix("@example.invalid"))
      #expect(other[2].count == one[2].count && other[2].first?.isUppercase == true)
      #expect(other[4].prefix(4) == one[4].prefix(4) && other[4] != one[4])
      #expect(other[5].wholeMatch(of: /\+1[2-9][0-9]{2}[2-9][0-9]{6}/) != nil)
      #expect(other[6].wholeMatch(of: /[A-Z][0-9][A-Z] [0-9][A-Z][0-9]/) != nil)
      #expect(other[7].count == one[7].count)
      #expect(CheckDigits.luhn.holds(forText: Array(other[7].utf8)))
      #expect(other[8] == one[8])
      #expect(other[9].count <= one[9].count && other[9].count * 2 > one[9].count)
      for place in [0, 1, 2, 3, 5, 7] { #expect(one[place] != other[place]) }
      #expect(one[9] == "No remarks." ? other[9] == one[9] : other[9].hasPrefix("xxx"))
    }
    // Equal values are equal again, different ones different.
    for place in [0, 1, 2, 3, 7] {
      let pairs = Set(zip(before, after).map { [$0[place], $1[place]] })
      #expect(pairs.count == Set(before.map { $0[place] }).count)
      #expect(pairs.count == Set(after.map { $0[place] }).count)
    }
    let visits =
      "SELECT p.id, v.visit_no FROM visits v JOIN persons p ON p.id = v.person_id ORDER BY 2"
    #expect(try setting.rows(visits, in: source) == setting.rows(visits, in: copy))
    let runs = try setting.rows("SELECT command FROM registrar_runs", in: copy)
    #expect(runs == [["scramble"]])
  }

  @Test func aKeyGivesTheSameCopyAgain_anotherOneSharesNothingWithIt() throws {
    let source = try setting.filled(setting.place("source").store ?? "")
    for (name, key) in [("a", "one.key"), ("b", "one.key"), ("c", "two.key"), ("d", nil)] {
      try setting.scramble(source, to: setting.place(name), key: key)
    }
    let mode =
      try FileManager.default.attributesOfItem(
        atPath: setting.scratch.path(of: "one.key"))[.posixPermissions] as? Int
    #expect(mode == 0o600)
    let dumps = try ["a", "b", "c", "d"].map { try setting.dump(setting.place($0), "of-" + $0) }
    #expect(dumps[0] == dumps[1])
    let values = try ["a", "c", "d"].map { name in
      Set(
        try setting.rows(
          "SELECT person_no, email, family_name, phone, insurance_no FROM persons",
          in: setting.place(name)
        ).flatMap(\.self))
    }
    #expect(values[0].isDisjoint(with: values[1]))
    #expect(values[0].isDisjoint(with: values[2]))
  }

  @Test func aStoreInUse_orWithRecords_isNotFilled() throws {
    let source = try setting.filled(setting.place("source").store ?? "")
    let target = setting.place("target")
    let package = try setting.service.package(setting.package)
    _ = try setting.service.makeStore(target, for: package)
    _ = try setting.service.mark(target, production: "live", confirmed: nil)
    func code(_ body: () throws -> Void) -> String {
      do {
        try body()
        return "done"
      } catch ServiceFailure.refused(let issue) {
        return issue.code.description
      } catch ServiceFailure.request(.storeNotEmpty) {
        return "not empty"
      } catch ServiceFailure.request(.unusableKey) {
        return "no key"
      } catch {
        return "\(error)"
      }
    }
    #expect(code { try setting.scramble(source, to: target) } == "guard.production-refused")
    // A clock that was set takes no mark away.
    try ProductionMark.remove(in: setting.service.connection(to: target, writes: true))
    try setting.scratch.write("bad.key", "secret\n")
    #expect(code { try setting.scramble(source, to: target, key: "bad.key") } == "no key")
    #expect(code { try setting.scramble(source, to: target) } == "done")
    #expect(code { try setting.scramble(source, to: target) } == "not empty")
    #expect(code { try setting.scramble(source, to: source) } == "not empty")
  }

  /// A copy that a rehearsal works on keeps its place.
  @Test(arguments: StoreKind.allCases)
  func aStoreIsMaskedInItsPlace(_ kind: StoreKind) throws {
    let (choice, store) = try setting.place("copy", on: kind)
    defer { withExtendedLifetime(store) {} }
    _ = try setting.filled(choice.store ?? "")
    _ = try setting.service.mask(choice, package: setting.package)
    #expect(Self.found(in: try setting.dump(choice, "masked")) == [])
    #expect(try setting.rows("SELECT count(*) FROM persons", in: choice) == [["60"]])
    var verification = VerificationRequest(of: choice)
    verification.package = setting.package
    #expect(try setting.service.verify(verification).run.outcome == .clean)
    // The store goes on: new records have new numbers.
    let person = ScrambleSetting.Person(number: 60)
    let file = try setting.scratch.write(
      "more.csv",
      "person_no,email,given_name,family_name,born\n"
        + [person.personNo, person.email, person.given, person.family, person.born]
        .joined(separator: ",") + "\n")
    var request = ImportRequest(files: [file], package: setting.package)
    request.store = choice
    request.options.mode = .execute
    request.options.table = "persons"
    #expect(try setting.service.prepare(request).run().run.outcome.exitCode == 0)
  }

  /// Another program's tables, which are there in the copy and have nothing in them, with several values in one
  /// column.
  @Test(arguments: [
    (StoreKind.sqlite, StoreKind.sqlite), (.postgresql, .postgresql), (.postgresql, .sqlite),
  ])
  func tablesOfAnotherProgram_areFilled_andArraysAreMaskedItemByItem(
    _ one: StoreKind, _ other: StoreKind
  ) throws {
    let foreign = try ForeignScramble(setting.scratch, setting.service)
    let (source, sourceStore) = try setting.place("theirs", on: one)
    let (copy, copyStore) = try setting.place("theirs-copy", on: other)
    defer { withExtendedLifetime((sourceStore, copyStore)) {} }
    try foreign.make(source, one, filled: true)
    try foreign.make(copy, other, filled: false)
    let summary = try foreign.scramble(source, to: copy)
    #expect(summary.records == ["members": 3, "loans": 2])
    let connection = try setting.service.connection(to: copy, writes: true)
    let rows = try connection.rows("SELECT member_no, surname, places FROM members ORDER BY id")
      .map { $0.map { $0.text ?? "" } }
    let text = rows.flatMap(\.self).joined(separator: " ").lowercased()
    for token in ["okonjo", "lefevre", "quillon", "ysolde", "10001"] {
      #expect(!text.contains(token), "\(rows)")
    }
    let lists = rows.map { $0[2].filter { !"[]{}\" ".contains($0) }.split(separator: ",") }
    #expect(lists.map(\.count) == [2, 1, 0])
    // Who has the same friend in one store has the same in the other.
    #expect(lists[0].first == lists[1].first)
    #expect(lists[0][0].count == "Quillon".count)
    let loans = """
      SELECT m.id, l.loan_no FROM loans l JOIN members m ON m.id = l.member_id ORDER BY l.loan_no
      """
    let numbers = try connection.rows(loans).map { $0.map { $0.text ?? "" } }
    #expect(numbers == [["11", "1"], ["13", "2"]])
    // The other program goes on counting.
    try connection.execute("INSERT INTO members (member_no, surname) VALUES ('M-90000', 'New')")
    #expect(try connection.value("SELECT max(id) FROM members").integer == 14)
  }
}
