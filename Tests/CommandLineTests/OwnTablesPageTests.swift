import Foundation
import GRDB
import TestSupport
import Testing

/// The page about one's own tables does what it says, command by command.
@Suite struct OwnTablesPageTests {
  private static let path = "Sources/RegistrarCommands/RegistrarCommands.docc/YourOwnTables.md"

  @Test func everyCommandOfThePage_doesWhatItSays() throws {
    let tool = try Registrar()
    let page = try MarkdownPage(Self.path)
    let sql = try #require(page.blocks(in: "sql").first).joined(separator: "\n")
    let queue = try DatabaseQueue(path: tool.scratch.path(of: "shop.sqlite"))
    try queue.write { try $0.execute(sql: sql) }
    try queue.close()
    let names = page.text.matches(of: /`([a-z]+\.csv)`:\n/).map { String($0.1) }
    let files = page.blocks(in: "csv")
    #expect(names == ["users.csv", "items.csv", "stock.csv"] && files.count == names.count)
    for (name, lines) in zip(names, files) {
      try tool.scratch.write(name, lines.joined(separator: "\n") + "\n")
    }
    let commands = page.blocks(in: "console").joined().filter { $0.hasPrefix("$ ") }
    #expect(commands.count == 10)
    for command in commands {
      let result = try tool.shell(String(command.dropFirst(2)))
      #expect(result.status == 0, "\(command)\n\(result.output)\(result.errors)")
      #expect(
        !result.output.contains("warning[") && !result.output.contains("warning:"),
        "\(command)\n\(result.output)")
      #expect(!result.output.contains("Secret-Pass"))
      if command.contains("--from") { #expect(result.output.contains("users.password")) }
    }
    let after = try DatabaseQueue(path: tool.scratch.path(of: "shop.sqlite"))
    let rows = try after.read { database in
      try String.fetchAll(
        database,
        sql: """
          SELECT i.item_code || ' ' || i.price || ' ' || coalesce(u.email, '-') || ' ' || s.quantity
          FROM items i JOIN stock s ON s.item_id = i.id LEFT JOIN users u ON u.id = i.buyer_id
          ORDER BY 1
          """)
    }
    #expect(rows == ["LAMP-1 49.9 ann@shop.example 12", "LAMP-2 120 - 0"])
    let users = try after.read { database in
      try String.fetchAll(
        database,
        sql:
          "SELECT email || ' ' || role || ' ' || substr(password_hash, 1, 9) FROM users ORDER BY 1")
    }
    #expect(users == ["ann@shop.example buyer $argon2id", "ben@shop.example clerk $argon2id"])
  }

  @Test(
    arguments: [
      (["schema", "draft", "-o", "p"], 2),
      (["schema", "draft", "a.csv", "--from", "b.db", "-o", "p"], 2),
      (["schema", "draft", "absent.csv", "-o", "p"], 3),
      (["schema", "draft", "a.csv", "--tables", "t", "-o", "p"], 2),
      (["schema", "draft", "--from", "nowhere.txt", "-o", "p"], 2),
      (["schema", "draft", "a.json", "-o", "p"], 2),
      (["schema", "draft", "empty.csv", "-o", "p"], 3),
      (["schema", "draft", "nameless.csv", "-o", "p"], 1),
      (["schema", "draft", "a.csv", "-o", "taken"], 2),
      (["schema", "draft", "a.csv", "-o", "p", "--report", "json"], 0),
    ] as [([String], Int32)])
  func everyEnd_hasItsExitStatus(arguments: [String], status: Int32) throws {
    let tool = try Registrar()
    try tool.scratch.write("a.csv", "code,n\nA,1\nB,2\n")
    try tool.scratch.write("a.json", "[{\"code\": \"A\"}]")
    try tool.scratch.write("empty.csv", "")
    try tool.scratch.write("nameless.csv", "code,,n\nA,x,1\nB,y,2\n")
    try FileManager.default.createDirectory(
      atPath: tool.scratch.path(of: "taken"), withIntermediateDirectories: true)
    try tool.scratch.write("taken/datapackage.json", "{}")
    let result = try tool.run(arguments)
    #expect(result.status == status, "\(result.output)\(result.errors)")
    guard arguments.contains("json") else { return }
    let json = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    let tables = (json as? [String: Any])?["tables"] as? [[String: Any]]
    #expect(tables?.first?["name"] as? String == "a")
  }
}
