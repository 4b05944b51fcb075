import Foundation
import HTTPExchange
import JSONText
import Submissions
import TabularCore
import TestSupport
import Testing

@testable import RegistrarWeb

/// The state of a migration, for those who keep the store.
@Suite(.ownThreads) struct WebMigrationTests {
  @Test func theState_isShown_asItChanges() async throws {
    let fixture = try await WebFixture.shared.value
    let person = try await fixture.visitor("operator")
    let before = try await person.get("/migration?language=en")
    #expect(before.status == 200)
    for text in [
      "The move &amp; more", "href=\"/migration\" aria-current=\"page\"",
      "2026-11-26 08:00 America/Toronto", "No round yet.", "Agree with all", "id=\"phase-later\"",
      "Waits for:</dt><dd>&lt;b&gt;Later&lt;/b&gt;", "href=\"#item-agree\"",
      "Nothing can run before what is left is done.", "Cut-over",
    ] { #expect(before.text.contains(text), "\(text)") }
    #expect(!before.text.contains("<b>"))

    let migration = try #require(fixture.migration)
    let place = migration.arguments.drop { $0 != "--migration" }
    for command in [
      ["tick", "agree", "--who", "Ana Roy", "--note", "by phone"], ["run", "later"],
    ] {
      let result = await fixture.desk.children.run(
        ["migrate"] + command + place, usesStore: false, variables: migration.variables)
      #expect(
        result.ending == .exited(0), "\(String(decoding: result.errors, as: UTF8.self))")
    }
    let auditor = try await fixture.visitor("auditor")
    let after = try await auditor.get("/migration?language=fr")
    for text in [
      "Le déménagement", "Ana Roy", "by phone", "Tour 1", "state good", "Ensuite : Last",
      "Coché par",
    ] { #expect(after.text.contains(text), "\(text)") }
    #expect(!after.text.contains("href=\"#item-agree\"") && after.text.contains("#phase-last"))

    let header = HTTPField(
      "Authorization", "Bearer " + (try fixture.token("operator", [.operator])))
    let answer = try await fixture.visitor().get("/api/v1/migration", [header])
    #expect(answer.status == 200 && answer[field: "content-type"] == "application/json")
    let state = try JSONParser.parse(answer.body)
    #expect(state.member("phases")?.items?.first?.member("state")?.string == "done")
    let ticked = state.member("checklist")?.items?.first?.member("ticked")
    #expect(ticked?.member("by")?.string == "Ana Roy")
    #expect(state.member("left")?.member("phases")?.items?.compactMap(\.string) == ["last"])
    #expect(try DescribedForm("Migration").faults(of: state) == [])
    // Whoever looked is in the log.
    let looks = try fixture.desk.log.entries(limit: 5_000).filter { $0.detail == "migration" }
    #expect(Set(looks.map(\.account)).isSuperset(of: ["operator", "auditor"]))
  }

  @Test func nobodyElse_isTold() async throws {
    let fixture = try await WebFixture.shared.value
    for role in [Role.clerk, .approver] {
      let person = try await fixture.visitor(role.rawValue)
      #expect(try await person.get("/migration").status == 403)
      #expect(!(try await person.get("/submissions")).text.contains("/migration"))
      let header = HTTPField(
        "Authorization", "Bearer " + (try fixture.token(role.rawValue, [role])))
      #expect(try await person.get("/api/v1/migration", [header]).status == 403)
    }
  }

  @Test func aServerWithoutOne_hasNoSuchPage() async throws {
    let fixture = try await WebFixture(showsMigration: false)
    let person = try await fixture.visitor("operator")
    #expect(try await person.get("/migration").status == 404)
    #expect(!(try await person.get("/runs")).text.contains("\"/migration\""))
    let header = HTTPField(
      "Authorization", "Bearer " + (try fixture.token("operator", [.operator])))
    #expect(try await person.get("/api/v1/migration", [header]).status == 404)
  }

  /// What the description says of answers is not read by anything else here: it finds faults.
  @Test func theForm_findsFaults() throws {
    let form = try DescribedForm("Submissions")
    let cases = [
      #"{}"#, #"{"submissions": {}}"#, #"{"submissions": [{}]}"#, #"{"submissions": [], "x": 1}"#,
      #"{"submissions": [1]}"#,
    ]
    for text in cases { #expect(try form.faults(of: JSONParser.parse(text)) != [], "\(text)") }
    #expect(try form.faults(of: JSONParser.parse(#"{"submissions": []}"#)) == [])
  }
}
