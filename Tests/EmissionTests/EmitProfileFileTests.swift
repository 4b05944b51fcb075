import Emission
import Foundation
import JSONText
import Schemas
import TabularCore
import TestSupport
import Testing

/// Mistakes of a profile are found in one pass, each where it stands.
@Suite struct EmitProfileFileTests {
  private let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  /// What is told of a file: line, column, pointer, sentence.
  private func told(_ text: String, of package: DataPackage? = nil) throws -> [String] {
    let path = try scratch.write("profile.json", text)
    return EmitProfileLoader.check(path: path, of: package).map { issue in
      let place = issue.location
      return "\(place.row ?? 0):\(place.lineColumn ?? 0) \(place.part ?? "") "
        + issue.arguments.map(\.value).joined(separator: " ")
    }
  }

  /// A small profile in which members are replaced, and others added.
  private static func profile(
    _ replaced: [String: String] = [:], table: [String: String] = [:]
  ) -> String {
    func object(_ members: [String: String]) -> String {
      "{"
        + members.sorted { $0.key < $1.key }.filter { !$0.value.isEmpty }
        .map { "\"\($0.key)\": \($0.value)" }.joined(separator: ", ") + "}"
    }
    let users = [
      "name": #""users""#, "of": #""people""#, "key": #""login""#,
      "select": #""SELECT id AS record_id, login, kind FROM people""#,
      "columns": #"{"login": {"from": "login"}, "kind": {}}"#,
      "values": #"{"role": {"map": "role", "of": "{kind}"}}"#,
      "list": #"{"request": "GET /users"}"#, "match": #"{"/login": "{login}"}"#, "id": #""/id""#,
      "body": #"{"login": "{login}", "role": "{role}"}"#,
      "create": #"{"request": "POST /users"}"#,
      "delete": #"{"request": "DELETE /users/{id}"}"#,
    ].merging(table) { $1 }
    return object(
      [
        "name": #""p""#, "target": #"{"address": "https://a.example.org"}"#,
        "config": #"{"token": {"secret": true}}"#,
        "auth": #"{"headers": {"Authorization": "Bearer {config.token}"}}"#,
        "maps": #"{"role": {"values": {"s": "x"}}}"#, "tables": "[\n" + object(users) + "]",
      ].merging(replaced) { $1 })
  }

  @Test func smallProfile_isInOrder() throws { #expect(try told(Self.profile()) == []) }

  @Test(
    arguments: [
      (profile(["name": #""p p""#]), "/name"),
      (profile(["tables": ""]), "no `tables`"),
      (profile(["colour": "1"]), "/colour"),
      (
        profile(["target": #"{"address": "https://{config.token}.example.org"}"#]),
        "/target/address"
      ),
      (profile(["target": #"{"address": "https://u:secret@h.example.org"}"#]), "/target/address"),
      (profile(["target": #"{"address": "ftp://h.example.org"}"#]), "/target/address"),
      (profile(["target": #"{"address": "http://h.example.org"}"#]), "in the open"),
      (
        profile(["target": #"{"address": "https://a.example.org", "hosts": "b.example.org"}"#]),
        "`a.example.org` is not among"
      ),
      (
        profile([
          "auth":
            #"{"headers": {"X": "{config.token}"}, "oauth": {"address": "https://b.example.org/t", "clientId": "i", "clientSecret": "{config.token}"}}"#
        ]), "`b.example.org` is not among"
      ),
      (
        profile(["config": #"{"token": {"secret": true, "default": "s3cret"}}"#]),
        "/config/token/default"
      ),
      (profile(["config": #"{"token": {"default": "s3cret"}}"#]), "/config/token/default"),
      (
        profile([
          "auth": #"{"headers": {"Authorization": "Bearer s3cret", "X": "{config.token}"}}"#
        ]), "/auth/headers"
      ),
      (profile(["config": #"{"token": {}, "spare": {}}"#]), "`spare` of `config` is used nowhere"),
      (profile(["maps": #"{"role": {"values": {}}, "spare": {"values": {}}}"#]), "used nowhere"),
      (profile(["maps": #"{"role": {"file": "../roles.csv"}}"#]), "/maps/role/file"),
      (profile(["maps": #"{"role": {"file": "roles.csv"}}"#]), "/maps/role/file"),
      (profile(["answers": #"[{"status": 99, "is": "done"}]"#]), "/answers/0/status"),
      (profile(["answers": #"[{"status": "5xx", "is": "dome"}]"#]), "/answers/0/is"),
      (profile(["answers": #"[{"status": 400, "code": "(", "is": "done"}]"#]), "/answers/0/code"),
      (profile(["answers": #"[{"status": 400, "on": "made", "is": "done"}]"#]), "/answers/0/on"),
      (profile(["transport": #"{"workers": 17}"#]), "`workers` is a whole number from 1 to 16"),
      (profile(["transport": #"{"perSecond": 0}"#]), "/transport/perSecond"),
      (profile(["retry": #"{"busy": {"firstSeconds": 9, "maxSeconds": 1}}"#]), "/retry/busy"),
      (profile(["error": #"{"code": "code"}"#]), "/error/code"),
      (profile(table: ["key": #""name""#]), "/tables/0/key"),
      (profile(table: ["create": #"{"request": "POST users"}"#]), "/tables/0/create/request"),
      (profile(table: ["create": #"{"request": "POST //h/users"}"#]), "/tables/0/create/request"),
      (
        profile(table: ["create": #"{"request": "POST https://h/users"}"#]),
        "/tables/0/create/request"
      ),
      (profile(table: ["create": #"{"request": "POST /users?a=b"}"#]), "/tables/0/create/request"),
      (profile(table: ["create": #"{"request": "POST /users/{}"}"#]), "a placeholder is empty"),
      (profile(table: ["create": #"{"request": "POST /users/{logn}"}"#]), "`{logn}` stands for"),
      (profile(table: ["create": #"{"request": "POST /users/{id}"}"#]), "`{id}` stands for"),
      (profile(table: ["create": #"{"request": "POST /users/{login"}"#]), "has no `}`"),
      (profile(table: ["list": #"{"request": "GET /users/{login}"}"#]), "`{login}` stands for"),
      (profile(table: ["delete": #"{"request": "DELETE /users"}"#]), "the path names no record"),
      (
        profile(table: ["delete": #"{"request": "DELETE /users/{login}/{id}"}"#]),
        "by its id alone"
      ),
      (profile(table: ["update": #"{"request": "PATCH /users"}"#]), "the path names no record"),
      (
        profile(table: ["update": #"{"request": "PATCH /users/{id}", "body": {"a": "{role}"}}"#]),
        "`{changed}`"
      ),
      (profile(table: ["compare": #""/name""#]), "/tables/0/compare"),
      (profile(table: ["match": ""]), "no `match`"),
      (profile(table: ["id": ""]), "no `id`"),
      (profile(table: ["mode": #""match""#]), "only matched"),
      (profile(table: ["list": ""]), "neither `list` nor `find`"),
      (
        profile(table: ["values": #"{"role": {"map": "roles", "of": "{kind}"}}"#]),
        "values/role/map"
      ),
      (profile(table: ["ids": #"{"a": {"table": "users", "key": "{login}"}}"#]), "ids/a/table"),
      (
        profile(table: ["create": #"{"request": "POST /users", "idempotent": true}"#]),
        "no `idempotency`"
      ),
      (
        profile(table: ["body": #"{"a": 1, "a": 2, "role": "{role}"}"#]), "`a` stands twice"
      ),
      (profile(table: ["list": #"{"request": "GET /users", "pages": {}}"#]), "`pages` needs"),
    ])
  func mistake_isToldWhereItStands(text: String, part: String) throws {
    let found = try told(text)
    #expect(found.contains { $0.contains(part) }, "\(found)")
    #expect(found.allSatisfy { !$0.hasPrefix("0:") }, "\(found)")
    #expect(!found.contains { $0.contains("s3cret") || $0.contains("u:secret") }, "\(found)")
  }

  @Test func mistake_isToldWithLineAndColumn() throws {
    let found = try told(Self.profile(table: ["id": #""id""#]))
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("2:") == true, "\(found)")
    #expect(found.first?.contains("write `/id`") == true, "\(found)")
  }

  @Test func mappingTable_isReadBesideTheProfile() throws {
    try scratch.write("roles.csv", "kind,key,id\nrole,s,coach\nrole,a,\nplace,s,7\n")
    let path = try scratch.write(
      "profile.json", Self.profile(["maps": #"{"role": {"file": "roles.csv"}}"#]))
    let profile = try EmitProfileLoader.load(path: path)
    #expect(profile.maps == ["role": ["s": "coach", "a": ""]])
    try scratch.write("roles.csv", "kind,key,id\nrole,s,coach\nrole,S,admin\n")
    #expect(try told(Self.profile(["maps": #"{"role": {"file": "roles.csv"}}"#])).count == 1)
  }

  @Test func host_isAskedOnlyIfItIsNamed() {
    var target = EmitTarget(address: Template("https://a.example.org"))
    func permits(_ scheme: String, _ host: String) -> Bool {
      target.permits(scheme: scheme, host: host, addressHost: "a.example.org")
    }
    #expect(permits("https", "a.example.org"))
    #expect(!permits("https", "b.example.org"))
    #expect(!permits("http", "a.example.org"))
    #expect(!permits("ftp", "a.example.org"))
    target.hosts = ["b.example.org", "127.0.0.1", "127.evil.example.org"]
    #expect(permits("https", "b.example.org"))
    #expect(!permits("https", "a.example.org"))
    #expect(permits("http", "127.0.0.1"))
    #expect(!permits("http", "127.evil.example.org"))
    target.allowsPlainHTTP = true
    #expect(permits("http", "b.example.org"))
  }

  // MARK: What is shipped

  static let shipped = ["kolibri", "pretix", "scim"]

  @Test(arguments: shipped) func shippedProfile_isInOrder(name: String) throws {
    let locator = PackageLocator(
      environment: ["REGISTRAR_SCHEMAS": try Repository.path(of: "Schemas")], executable: nil)
    let path = try #require(EmitProfileLoader.locate(name, packages: locator))
    let package = try PackageLoader.load(path: Repository.path(of: "Schemas/exam-platform"))
    #expect(EmitProfileLoader.check(path: path, of: package).map(\.arguments).isEmpty)
    let profile = try EmitProfileLoader.load(path: path, of: package)
    #expect(profile.name == name)
    #expect(profile.package == package.name)
    #expect(profile.config.contains { $0.isSecret && $0.fallback == nil })
    // A renamed field is told.
    let text = try String(contentsOfFile: path, encoding: .utf8)
      .replacing(#""from": "username""#, with: #""from": "usernane""#)
      .replacing(#""from": "booking_ref""#, with: #""from": "usernane""#)
    #expect(try told(text, of: package).contains { $0.contains("usernane") })
  }

  /// The published schema and the loader know the same members, and the schema explains each.
  @Test func publishedSchema_hasTheMembersThatTheLoaderKnows() throws {
    let path = try Repository.path(of: "Schemas/emit-profile.schema.json")
    let root = try JSONParser.parse([UInt8](Data(contentsOf: URL(fileURLWithPath: path))))
    func property(_ names: String...) -> JSONNode? {
      names.reduce(root) { node, name in
        let node = node?.member("items") ?? node?.member("additionalProperties") ?? node
        return node?.member("properties")?.member(name)
      }
    }
    /// Members of an object, all `null`, which reads as absent.
    func nulls(_ node: JSONNode?, but: String...) -> String {
      let node = node?.member("items") ?? node?.member("additionalProperties") ?? node
      return (node?.member("properties")?.members ?? []).map(\.name).filter { !but.contains($0) }
        .map { ", \"\($0)\": null" }.joined()
    }
    let table = property("tables")
    let request = #""request": "GET /u""#
    let text = """
      {"name": "p"\(nulls(root, but: "name", "target", "tables", "config", "auth", "transport", "error",
        "answers", "retry", "idempotency", "maps")),
       "config": {"token": {"secret": true\(nulls(property("config"), but: "secret"))}},
       "target": {"address": "https://h.example.org"\(nulls(property("target"), but: "address", "identify")),
         "identify": {\(request)\(nulls(property("target", "identify"), but: "request"))}},
       "auth": {"headers": {"A": "{config.token}"}\(nulls(property("auth"), but: "headers", "login")),
         "login": {\(request)\(nulls(property("auth", "login"), but: "request"))}},
       "transport": {"workers": 1\(nulls(property("transport"), but: "workers"))},
       "error": {"code": "/c"\(nulls(property("error"), but: "code"))},
       "answers": [{"status": 400, "is": "done"\(nulls(property("answers"), but: "status", "is"))}],
       "retry": {"unknown": {"times": 1}, "busy": {"times": 1\(nulls(property("retry", "busy"), but: "times"))}},
       "idempotency": {"header": "K"\(nulls(property("idempotency"), but: "header"))},
       "tables": [{"name": "t", "select": "SELECT 1", "key": "k",
         "columns": {"k": {"from": "f"\(nulls(property("tables", "columns"), but: "from"))}},
         "match": {"/k": "{k}"}, "id": "/id", "body": {"k": "{k}"},
         "list": {\(request)\(nulls(property("tables", "list"), but: "request"))},
         "find": {\(request)\(nulls(property("tables", "find"), but: "request"))},
         "create": {"request": "POST /u"\(nulls(property("tables", "create"), but: "request"))},
         "update": {"request": "PUT /u/{id}"\(nulls(property("tables", "update"), but: "request"))},
         "delete": {"request": "DELETE /u/{id}"\(nulls(property("tables", "delete"), but: "request"))},
         "bulk": {"request": "POST /b", "size": 5\(nulls(property("tables", "bulk"), but: "request", "size"))}
         \(nulls(table, but: "name", "select", "key", "columns", "match", "id", "body", "list", "find", "create",
           "update", "delete", "bulk"))}]}
      """
    #expect(try told(text) == [])
    for line in Self.unexplained(root, "") { Issue.record("\(line) has no title or description") }
  }

  private static func unexplained(_ node: JSONNode, _ path: String) -> [String] {
    var found: [String] = []
    if let properties = node.member("properties")?.members {
      for property in properties {
        let here = path + "/" + property.name
        if property.value.member("title") == nil || property.value.member("description") == nil {
          found.append(here)
        }
        found += unexplained(property.value, here)
      }
    }
    for name in ["items", "additionalProperties", "$defs"] {
      guard let inner = node.member(name) else { continue }
      found += unexplained(inner, path + "/" + name)
    }
    return found
  }
}
