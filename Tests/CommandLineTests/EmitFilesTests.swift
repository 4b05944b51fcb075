import Foundation
import Synchronization
import TestSupport
import Testing

/// `registrar emit --from FILE… --execute --journal STORE`: files go to a system, each record once.
@Suite struct EmitFilesTests {
  /// A system with people, that sends everybody elsewhere at one of the requests.
  private final class Town: Sendable {
    let state = Mutex((people: [String](), writes: 0, leavesAt: 0))
    private let server = Mutex<LoopbackServer?>(nil)

    init() throws {
      let server = try LoopbackServer { [weak self] in self?.reply(to: $0) ?? .end }
      self.server.withLock { $0 = server }
    }

    var address: String { server.withLock { $0?.address ?? "" } }

    func end() { server.withLock { $0?.end() } }

    private func reply(to request: LoopbackServer.Request) -> LoopbackServer.Reply {
      state.withLock { state in
        if request.method == "GET" {
          let items = state.people.enumerated().filter { $0.element != "" }
            .map { #"{"id": \#($0.offset), "login": "\#($0.element)"}"# }
          return .answer(200, "[" + items.joined(separator: ",") + "]")
        }
        state.writes += 1
        if request.method == "DELETE" {
          let id = request.target.split(separator: "/").last.flatMap { Int($0) } ?? 0
          state.people[id] = ""
          return .answer(204)
        }
        // What is done then is answered with an address elsewhere: the run ends.
        let name = request.body.components(separatedBy: "\"")[3]
        state.people.append(name)
        if state.writes == state.leavesAt { return .answer(302, fields: ["Location: /login"]) }
        return .answer(201, #"{"id": \#(state.people.count - 1)}"#)
      }
    }
  }

  @Test func files_areSentOnce_withAJournalThatLasts() throws {
    let tool = try Registrar()
    let town = try Town()
    defer { town.end() }
    try tool.scratch.write(
      "town.json",
      #"""
      {"name": "town", "title": "A town", "config": {"url": {"required": true}},
       "target": {"address": "{config.url}"}, "transport": {"perSecond": 1000, "settleSeconds": 0},
       "tables": [{"name": "people", "of": "students",
         "select": "SELECT id AS record_id, username FROM students",
         "columns": {"username": {"from": "username"}}, "key": "username",
         "list": {"request": "GET /people"}, "match": {"/login": "{username}"}, "id": "/id",
         "body": {"login": "{username}"}, "create": {"request": "POST /people"},
         "delete": {"request": "DELETE /people/{id}"}}]}
      """#)
    try tool.scratch.write(
      "students.csv",
      """
      Username,Email,First name,Last name
      ana,ana@example.org,Ana,Lee
      bob,bob@example.org,Bob,Roy
      cyd,cyd@example.org,Cyd,Ng

      """)
    func emit(_ more: String...) throws -> Registrar.Result {
      try tool.run(
        ["emit", "./town.json", "--set", "url=\(town.address)", "--from", "students.csv"] + more)
    }
    let journal = "sqlite:sent.sqlite"
    // Without a journal that lasts nothing is sent.
    let bare = try emit("--execute")
    #expect(bare.status == 2)
    #expect(bare.errors.contains("--journal"), "\(bare.errors)")

    let planned = try emit("--validate", "--plan-out", "plan.jsonl")
    #expect(planned.status == 0, "\(planned.errors)")
    #expect(try !tool.scratch.contents(of: "plan.jsonl").contains("ana"))

    // A run that ends early leaves a queue in the journal, and the next one goes on.
    town.state.withLock { $0.leavesAt = 2 }
    let ended = try emit("--execute", "--journal", journal)
    #expect(ended.status == 6, "\(ended.output)\(ended.errors)")
    let waiting = try tool.run(["queue", "status", "--store", journal])
    #expect(waiting.status == 1, "\(waiting.output)\(waiting.errors)")
    let rest = try emit("--execute", "--journal", journal, "--workers", "2", "--plan", "plan.jsonl")
    #expect(rest.status == 0, "\(rest.output)\(rest.errors)")
    #expect(town.state.withLock { $0.people.sorted() } == ["ana", "bob", "cyd"])
    #expect(try tool.run(["queue", "status", "--store", journal]).status == 0)

    // A second run writes nothing, and no file of the records stays.
    let again = try emit("--execute", "--journal", journal, "--report", "json")
    #expect(again.output.contains(#""created":0,"updated":0,"unchanged":3"#), "\(again.output)")
    #expect(town.state.withLock { $0.writes } == 3)
    #expect(try emit("--verify").status == 0)
    #expect(try !tool.scratch.contents(of: "sent.sqlite").contains("ana@example.org"))

    // What was made is taken away again.
    let undone = try emit("--undo", "--journal", journal)
    #expect(undone.status == 0, "\(undone.errors)")
    #expect(town.state.withLock { $0.people } == ["", "", ""])
    #expect(try emit("--verify").status == 7)

    // What no plan says is not sent.
    try tool.scratch.write("nothing.jsonl", "")
    let refused = try emit("--execute", "--journal", journal, "--plan", "nothing.jsonl")
    #expect(refused.status == 4, "\(refused.output)\(refused.errors)")
    #expect(town.state.withLock { $0.people } == ["", "", ""])
  }
}

extension Data {
  fileprivate func contains(_ text: String) -> Bool { range(of: Data(text.utf8)) != nil }
}
