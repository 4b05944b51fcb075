import DataCare
import Foundation
import ImportPipeline
import ImportService
import StoreTesting
import TestSupport

/// Stores of a library's own program, which made its tables itself.
struct ForeignScramble {
  let service: ImportService
  let package: String

  init(_ scratch: ScratchFolder, _ service: ImportService) throws {
    self.service = service
    try FileManager.default.createDirectory(
      atPath: scratch.path(of: "library"), withIntermediateDirectories: true)
    package = try scratch.write("library/datapackage.json", Self.descriptor)
  }

  private static let descriptor = #"""
    {
      "name": "library", "title": "Library", "version": "1",
      "resources": [
        {
          "name": "members", "type": "table", "path": "members.csv", "title": "Members",
          "schema": {
            "primaryKey": ["member_no"],
            "registrar:store": {"table": "members", "owned": false},
            "fields": [
              {"name": "member_no", "type": "string", "title": "Member no", "registrar:type": "code",
               "constraints": {"required": true, "pattern": "M-[0-9]{5}"}, "registrar:privacy": "personal"},
              {"name": "surname", "type": "string", "title": "Surname", "registrar:type": "string",
               "constraints": {"required": true}, "registrar:privacy": "personal"},
              {"name": "friends", "type": "list", "title": "Friends", "registrar:type": "list",
               "registrar:itemType": "string", "registrar:ordered": true, "registrar:keeps": "array",
               "registrar:column": "places", "registrar:privacy": "personal"}
            ]
          }
        },
        {
          "name": "loans", "type": "table", "path": "loans.csv", "title": "Loans",
          "schema": {
            "primaryKey": ["loan_no"],
            "foreignKeys": [
              {"fields": ["member_no"], "reference": {"resource": "members", "fields": ["member_no"]}}
            ],
            "registrar:store": {"table": "loans", "owned": false},
            "fields": [
              {"name": "loan_no", "type": "integer", "title": "Loan no", "registrar:type": "integer",
               "constraints": {"required": true}},
              {"name": "member_no", "type": "string", "title": "Member no", "registrar:type": "code",
               "constraints": {"required": true}, "registrar:column": "member_id"}
            ]
          }
        }
      ]
    }
    """#

  /// Makes the program's tables, with three members if they are wanted, and the tool's own beside them.
  func make(_ choice: StoreChoice, _ kind: StoreKind, filled: Bool) throws {
    let isServer = kind == .postgresql
    if !isServer, let path = choice.store?.dropFirst("sqlite:".count) {
      _ = FileManager.default.createFile(atPath: String(path), contents: nil)
    }
    let id =
      isServer
      ? "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY" : "INTEGER PRIMARY KEY AUTOINCREMENT"
    let list = isServer ? "TEXT[]" : "TEXT"
    let connection = try service.location(of: choice).connection(writes: true)
    for statement in [
      "CREATE TABLE members (id \(id), member_no TEXT NOT NULL UNIQUE, surname TEXT NOT NULL, places \(list))",
      "CREATE TABLE loans (id \(id), loan_no BIGINT NOT NULL UNIQUE, member_id BIGINT NOT NULL "
        + "REFERENCES members (id))",
    ] { try connection.execute(statement) }
    _ = try service.makeStore(choice, for: try service.package(package))
    guard filled else { return }
    let overriding = isServer ? "OVERRIDING SYSTEM VALUE" : ""
    let lists =
      isServer
      ? [#"'{"Quillon","Ysolde"}'"#, "'{Quillon}'", "'{}'"]
      : [#"'["Quillon","Ysolde"]'"#, #"'["Quillon"]'"#, "'[]'"]
    for (number, name) in ["Okonjo", "Lefevre", "Okonjo"].enumerated() {
      try connection.execute(
        """
        INSERT INTO members (id, member_no, surname, places) \(overriding)
        VALUES (\(11 + number), 'M-1000\(number)', '\(name)', \(lists[number]))
        """)
    }
    try connection.execute("INSERT INTO loans (loan_no, member_id) VALUES (1, 11), (2, 13)")
  }

  func scramble(_ source: StoreChoice, to target: StoreChoice) throws -> Scrambling.Summary {
    var request = ScrambleRequest(from: source, to: target)
    request.package = package
    return try service.scramble(request)
  }
}
