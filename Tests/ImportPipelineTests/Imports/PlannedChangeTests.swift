import ImportPipeline
import ImportReports
import TabularCore
import Testing

/// What a report tells of the plan, row by row.
@Suite struct PlannedChangeTests {
  private let file = SampleFile.csv(
    "locations", "location_code,name,kind,time_zone,capacity,phone",
    "TOR-01,Toronto Downtown,physical,America/Toronto,300,416-555-0123",
    "OTT-01,Ottawa Centre,physical,America/Toronto,,",
    "BRA-01,Brampton,virtual,America/Toronto,10,",
    "BRA-02,Brampton East,virtual,EST,10,")

  @Test func everyRow_isToldWithWhatChanges() throws {
    let report = try ImportHarness().validate([file])
    #expect(report.changes.map(\.operation) == [.update, .unchanged, .create, .invalid])
    #expect(report.changes.map(\.key) == [["TOR-01"], ["OTT-01"], ["BRA-01"], ["BRA-02"]])
    #expect(report.changes.map(\.row) == [2, 3, 4, 5])
    #expect(report.changes.allSatisfy { $0.table == "locations" && $0.file == "locations.csv" })
    let fields = report.changes.flatMap(\.fields)
    #expect(fields.map(\.name).sorted() == ["capacity", "phone"])
    let capacity = try #require(fields.first { $0.name == "capacity" })
    #expect(capacity.before == "250")
    #expect(capacity.after == "300")
    #expect(fields.first { $0.name == "phone" }?.before == "")
  }

  @Test func conclusion_isSaidInEveryLanguage() throws {
    let harness = try ImportHarness()
    let first = try harness.validate([file]).run.conclusion
    #expect(first.english == "Nothing was written")
    #expect(first["fr"] == "Rien n'a été écrit")
    let again = try harness.execute([ExamPlatform.records[0]]).run.conclusion
    #expect(again.english == "Nothing changed: the store has all of it already")
    #expect(again["fr"] == "Rien n'a changé : tout est déjà enregistré")
    #expect(Set(again.translations.keys) == Set(Language.spoken.dropFirst()))
  }

  @Test func nounsAndReasons_areThoseOfTheLanguage() throws {
    let report = try ImportHarness().validate([
      .csv("venues", "venue_code,location_code,name,seats", "V-1,TOR-77,One,40")
    ])
    let issue = try #require(report.issues.issues.first { $0.code == "reference.missing" })
    let noun = try #require(report.phrases["location"]?["fr"])
    #expect(noun != "location")
    let messages = IssueMessage(
      language: "fr", ruleTexts: report.ruleTexts, phrases: report.phrases)
    #expect(messages.message(of: issue).contains("`TOR-77` (\(noun))"))
    #expect(report.phrases["`kind` is `physical`"]?["fr"] == "`kind` vaut `présentiel`")
  }
}
