import Foundation
import JSONText
import Migrations
import Schemas
import TabularCore
import TestSupport
import Testing

/// Mistakes of a migration are found in one pass, each where it stands.
@Suite struct MigrationFileTests {
  private let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  /// The mistakes of a file: line, column, pointer.
  private func mistakes(_ text: String) throws -> [String] {
    try scratch.write("migration.json", text)
    do throws(SchemaError) {
      _ = try MigrationLoader.load(path: scratch.path(of: "migration.json"))
      return []
    } catch {
      return error.issues.map { issue in
        let place = issue.location
        return "\(place.row ?? 0):\(place.lineColumn ?? 0) \(place.part ?? "") "
          + issue.arguments.map(\.value).joined(separator: " ")
      }
    }
  }

  private static func phase(_ members: String) -> String {
    """
    {"name": "m", "environments": [{"name": "e", "target": "t"}],
     "phases": [{"id": "a", \(members)}]}
    """
  }

  @Test(
    arguments: [
      ("{\"name\": \"m\",", "breaks off"),
      (#"{"name": "m m", "environments": [], "phases": []}"#, "1:10 /name"),
      (phase(#""dependsOn": ["b"]"#), "2:"),
      (phase(#""rounds": "two""#), "/phases/0/rounds"),
      (phase(#""round": "one""#), "/phases/0/round"),
      (phase(#""hooks": {"before": [{"id": "h"}]}"#), "/phases/0/hooks/before/0"),
      (phase(#""hooks": {"after": [{"id": "h", "run": "rm x"}]}"#), "/phases/0/hooks/after/0/run"),
      (
        phase(#""hooks": {"before": [{"id": "h", "run": ["x"], "timeout": 0}]}"#),
        "/phases/0/hooks/before/0/timeout"
      ),
      (
        phase(
          #""hooks": {"before": [{"id": "h", "run": ["x"], "environment": {"API_TOKEN": "s3cret"}}]}"#
        ), "/phases/0/hooks/before/0/environment/API_TOKEN"
      ),
      (phase(#""checks": [{"count": "t"}]"#), "/phases/0/checks/0"),
      (phase(#""checks": [{"count": "t", "empty": "SELECT 1"}]"#), "/phases/0/checks/0"),
      (phase(#""options": {"prune": ["t"]}"#), "/phases/0/options/prune"),
      (phase(#""options": {"encoding": "klingon"}"#), "/phases/0/options/encoding"),
      (phase(#""milestone": "T""#), "/phases/0/milestone"),
      (
        #"{"name": "m", "phases": [{"id": "a"}], "environments": [{"name": "e"}]}"#,
        "/environments/0"
      ),
      (
        #"{"name": "m", "phases": [{"id": "a"}], "environments": [{"name": "e", "production": true, "store": "x.db"}]}"#,
        "/environments/0/production"
      ),
      (
        #"{"name": "m", "phases": [{"id": "a"}], "environments": [{"name": "e", "store": "postgresql://u:pw@h/d"}]}"#,
        "/environments/0/store"
      ),
      (
        #"{"name": "m", "phases": [{"id": "a"}, {"id": "a"}], "environments": [{"name": "e", "target": "t"}]}"#,
        "/phases"
      ),
      (
        #"{"name": "m", "phases": [{"id": "a"}], "environments": [{"name": "e", "target": "t"}], "milestones": [{"id": "T", "at": "2026-03-08T02:30", "timeZone": "America/Toronto"}]}"#,
        "/milestones"
      ),
      (
        #"{"name": "m", "phases": [{"id": "a"}], "environments": [{"name": "e", "target": "t"}], "milestones": [{"id": "T", "at": "U-1d"}, {"id": "U", "at": "T+1d"}]}"#,
        "/milestones"
      ),
      (
        #"{"name": "m", "timeZones": ["Mars/Base"], "phases": [{"id": "a"}], "environments": [{"name": "e", "target": "t"}]}"#,
        "/timeZones"
      ),
    ])
  func mistake_isToldOnceWhereItStands(text: String, place: String) throws {
    let found = try mistakes(text)
    #expect(found.count == 1 || place.hasPrefix("1:10"), "\(found)")
    #expect(found.contains { $0.contains(place) } || place == "breaks off", "\(found)")
    #expect(!found.contains { $0.contains("s3cret") || $0.contains("pw") }, "\(found)")
    #expect(found.allSatisfy { !$0.hasPrefix("0:") }, "\(found)")
  }

  /// The published schema and the loader know the same members.
  @Test func publishedSchema_hasTheMembersThatTheLoaderKnows() throws {
    let data = try Data(
      contentsOf: URL(
        fileURLWithPath: Repository.path(of: "Schemas/migration.schema.json")))
    let root = try JSONParser.parse([UInt8](data))
    let definitions = try #require(root.member("$defs"))
    func names(_ node: JSONNode?) -> [String] {
      node?.member("properties")?.members?.map(\.name) ?? []
    }
    func nulls(_ names: [String], but: [String] = []) -> String {
      names.filter { !but.contains($0) }.map { "\"\($0)\": null" }.joined(separator: ", ")
    }
    let environment = nulls(names(definitions.member("environment")), but: ["name", "target"])
    let phase = nulls(
      names(definitions.member("phase")), but: ["id", "options", "hooks", "checklist"])
    let options = nulls(names(definitions.member("options")))
    let hook = nulls(names(definitions.member("hook")), but: ["id", "run"])
    let item = nulls(names(definitions.member("item")), but: ["id", "title"])
    let found = try mistakes(
      """
      {\(nulls(names(root), but: ["name", "environments", "phases"])), "name": "m",
       "environments": [{"name": "e", "target": "t", \(environment)}],
       "phases": [{"id": "a", \(phase), "options": {\(options)},
         "hooks": {"before": [{"id": "h", "run": ["x"], \(hook)}]},
         "checklist": [{"id": "i", "title": "I", \(item)}]}]}
      """)
    #expect(found == [])
  }
}
