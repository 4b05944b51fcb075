import Foundation
import HTTPExchange
import JSONText
import Submissions
import TestSupport
import Testing

@testable import RegistrarWeb

/// From an upload to what was written and taken back, by pages and by tokens.
@Suite(.ownThreads) struct WebWalkTests {
  private static func example(_ name: String) throws -> [(name: String, bytes: [UInt8])] {
    let folder = URL(
      filePath: try Repository.path(of: "Templates/\(WebFixture.package)/examples/\(name)"))
    return try ["users.csv", "courses.csv", "enrollments.csv"].map { file in
      (file, Array(try Data(contentsOf: folder.appending(path: file))))
    }
  }

  /// The page of a submission when nothing waits any more.
  private static func settled(_ path: String, _ visitor: WebVisitor) async throws -> HTTPAnswer {
    // The events end when there is nothing to wait for.
    _ = try await visitor.get(path + "/events")
    return try await visitor.get(path)
  }

  private static func version(_ page: HTTPAnswer) -> String {
    page.text.firstRange(of: "name=\"version\" value=\"").map {
      String(page.text[$0.upperBound...].prefix { $0 != "\"" })
    } ?? ""
  }

  @Test func aClerkHandsIn_anApproverExecutes_andUndoes() async throws {
    let fixture = try await WebFixture.shared.value
    let clerk = try await fixture.visitor("clerk")
    // Files with mistakes: what is wrong, at which cell.
    let faulty = try #require(
      try await clerk.upload(try Self.example("faulty"))[field: "location"])
    var page = try await Self.settled(faulty, clerk)
    #expect(page.text.contains("verdict bad") && !page.text.contains("/hand-in\""))
    let findings = try await clerk.get(faulty + "/findings?severity=error")
    #expect(findings.text.contains("users.csv:") && findings.text.contains("mark error"))
    let none = try await clerk.get(faulty + "/findings?text=no-such-text-anywhere")
    #expect(none.status == 200 && !none.text.contains("users.csv:"))
    let far = try await clerk.get(faulty + "/findings?page=\(Int.max)")
    #expect(far.status == 200 && !far.text.contains("users.csv:"))
    let report = try await clerk.get(faulty + "/files/report")
    #expect(report[field: "content-security-policy"]?.hasPrefix("sandbox") == true)
    #expect(report.text.contains("<html"))
    // Nor can a form that was never on the page hand it in.
    let forced = try await clerk.send(faulty + "/hand-in", ["version": Self.version(page)])
    #expect(forced.status == 409)

    // The corrected files follow.
    let clean = try #require(
      try await clerk.upload(try Self.example("clean"))[field: "location"])
    page = try await Self.settled(clean, clerk)
    #expect(page.text.contains("verdict good"))
    #expect(
      try await clerk.send(clean + "/hand-in", ["version": Self.version(page)]).status == 303)
    page = try await clerk.get(clean)
    #expect(!page.text.contains("/approve\""))
    #expect(try await clerk.send(clean + "/approve", ["version": Self.version(page)]).status == 403)

    let approver = try await fixture.visitor("approver")
    let plan = try await approver.get(clean + "/plan?kind=create&table=users")
    #expect(plan.text.contains("john.doe@school.edu") && !plan.text.contains("MATH101"))
    #expect(try await approver.get(clean + "/plan?page=\(Int.max)").status == 200)
    page = try await approver.get(clean)
    let seen = Self.version(page)
    #expect(try await approver.send(clean + "/approve", ["version": seen]).status == 303)
    // The page that was open meanwhile is out of date.
    #expect(try await approver.send(clean + "/send-back", ["version": seen]).status == 409)
    page = try await approver.get(clean)
    #expect(
      try await approver.send(clean + "/execute", ["version": Self.version(page)]).status == 303)
    page = try await Self.settled(clean, approver)
    #expect(page.text.contains("/undo\""), "\(page.text.suffix(3000))")
    #expect(
      try await approver.send(clean + "/undo", ["version": Self.version(page)]).status == 303)
    page = try await Self.settled(clean, approver)
    #expect(page.text.contains("state past"))

    let operators = try await fixture.visitor("operator")
    #expect(try await operators.get("/runs").text.contains("<pre>"))
    let auditor = try await fixture.visitor("auditor")
    let accesses = try await auditor.get("/accesses").text
    #expect(accesses.contains("notice good") && accesses.contains("approver"))
  }

  /// What a clerk may have meant is on the page, as a report for programs says it.
  @Test func aSuggestion_isShown() throws {
    let line = try JSONParser.parse(
      Array(
        """
        {"type": "issue", "severity": "error", "code": "value.not-allowed", "message": "no", \
        "suggestion": {"text": "physical", "evidence": "near"}, "rows": [[2, 4], [9, 9]]}
        """.utf8))
    let finding = try #require(Finding(line))
    #expect(finding.suggestion == "physical" && finding.rowCount == 4)
  }

  /// A cell is corrected on the page, and the file as corrected is the next round.
  @Test func aClerkCorrectsACell_onThePage() async throws {
    let fixture = try await WebFixture.shared.value
    let clerk = try await fixture.visitor("clerk")
    // A name that no other test has: files of one name follow each other as rounds.
    let files = [
      (name: "users to correct.csv", bytes: Array("Email *,Role *\nnobody,student\n".utf8))
    ]
    let path = try #require(try await clerk.upload(files)[field: "location"])
    _ = try await Self.settled(path, clerk)
    _ = try await clerk.get(path + "/grid")
    let secret = HTTPField("X-Registrar-Secret", clerk.secret)
    let ask = { (question: String) in
      let answer = try await clerk.ask(
        "POST", path + "/grid/ask",
        [
          HTTPField("Content-Type", "application/json"), HTTPField("Origin", clerk.origin), secret,
        ], body: Array(question.utf8))
      return try JSONParser.parse(answer.body)
    }
    let rows = try await ask(#"{"id": 1, "do": "rows", "limit": 5}"#)
    #expect(rows.member("rows")?.items?.isEmpty == false)
    let edited = try await ask(
      #"{"id": 2, "do": "edit", "file": 1, "row": 2, "column": 1, "text": "ann@example.org"}"#)
    #expect(edited.member("ok")?.scalar == "true")
    #expect(edited.member("gone")?.items?.isEmpty == false)
    // What writes files is not the page's to ask.
    let forbidden = try await clerk.ask(
      "POST", path + "/grid/ask",
      [HTTPField("Content-Type", "application/json"), HTTPField("Origin", clerk.origin), secret],
      body: Array(#"{"id": 3, "do": "save", "folder": "/tmp"}"#.utf8))
    #expect(forbidden.status == 400)
    let saved = try await clerk.send(path + "/grid/save")
    let next = try #require(saved[field: "location"])
    _ = try await Self.settled(next, clerk)
    let corrected = try await clerk.get(next + "/files/original-0")
    #expect(corrected.text == "Email *,Role *\nann@example.org,student\n")
  }

  /// What was corrected from one round to the next stands on a page of its own.
  @Test func theNextRound_saysWhatChanged() async throws {
    let fixture = try await WebFixture.shared.value
    let clerk = try await fixture.visitor("clerk")
    func round(_ rows: String) async throws -> String {
      let text = "Email *,Role *,First name *,Last name *\n" + rows
      let made = try await clerk.upload([(name: "users by rounds.csv", bytes: Array(text.utf8))])
      let path = try #require(made[field: "location"])
      _ = try await Self.settled(path, clerk)
      return path
    }
    let first = try await round("ann@example.org,teacher,Ann,One\nnobody,student,Bob,Two\n")
    #expect(try await clerk.get(first + "/changes").status == 404)
    #expect(!(try await clerk.get(first)).text.contains("/changes\""))
    let second = try await round("ann@example.org,student,Ann,One\ncid@example.org,x,Cid,Three\n")
    #expect(try await clerk.get(second).text.contains(second + "/changes\""))
    let page = try await clerk.get(second + "/changes")
    #expect(page.status == 200)
    for text in [
      "ann@example.org", "<del><span class=\"hidden\">", "teacher</del>", "student</ins>",
      "mark create", "cid@example.org", "mark delete", "nobody", "goneFindings", "newFindings",
    ] { #expect(page.text.contains(text), "\(text)") }
    let gone = try await clerk.get(second + "/changes?kind=gone")
    #expect(gone.text.contains("mark delete") && !gone.text.contains("mark create"))
    #expect(try await clerk.get(second + "/changes?page=\(Int.max)&kind=no").status == 200)
    let other = try await fixture.visitor("elsewhere")
    #expect(try await other.get(second + "/changes").status == 404)
  }

  @Test func aProgram_doesTheSame_withATokenOfItsAccount() async throws {
    let fixture = try await WebFixture.shared.value
    let visitor = try fixture.visitor()
    let header = HTTPField("Authorization", "Bearer " + (try fixture.token("clerk", [.clerk])))
    let path = "/api/v1/submissions"
    let files = [(name: "users by program.csv", bytes: Array("Email *,Role *\nnobody,x\n".utf8))]
    let refused = try await visitor.upload(files, fields: [:], path: path, headers: [header])
    #expect(refused.status == 400)
    let made = try await visitor.upload(
      files, fields: [:], path: path + "?package=\(WebFixture.package)", headers: [header])
    #expect(made.status == 201)
    let place = try #require(made[field: "location"])
    var found = try JSONParser.parse(made.body)
    while ["uploaded", "checking"].contains(found.member("state")?.string) {
      try await Task.sleep(for: .milliseconds(100))
      found = try JSONParser.parse(try await visitor.get(place, [header]).body)
    }
    #expect(found.member("state")?.string == "checked")
    #expect(found.member("summary")?.member("errors")?.scalar != "0")
    let report = try JSONParser.parse(try await visitor.get(place + "/report", [header]).body)
    #expect(report.member("format")?.string == "registrar.report/1")
    let bodies: [(body: String, status: Int)] = [
      ("", 400), ("{}", 400), ("[]", 400), ("{\"version\": \"1\"}", 400),
      ("{\"version\": -1}", 400),
      ("{\"version\": 1, \"other\": 1}", 400), ("{\"version\": 1}", 409),
    ]
    for one in bodies {
      let answer = try await visitor.ask(
        "POST", place + "/hand-in", [header], body: Array(one.body.utf8))
      #expect(answer.status == one.status, "\(one.body)")
    }
    // A token does what it was made for, and no more.
    #expect(
      try await visitor.ask(
        "POST", place + "/approve", [header], body: Array("{\"version\": 3}".utf8)
      ).status == 403)
    let listed = try await visitor.get(path + "?state=checked", [header])
    #expect(listed.text.contains(place.split(separator: "/").last ?? "?"))
    #expect(try await visitor.get(path + "?state=nothing", [header]).status == 400)
  }
}
