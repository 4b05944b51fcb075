import Foundation
import StoreTesting
import TestSupport
import Testing

/// Every command that takes a store takes a target's name instead, and does the same.
@Suite("Targets by name", .serialized)
struct NamedTargetLaws {
  private static let commands: [[String]] = [
    ["import", "members.csv"], ["import", "members.csv", "--execute"], ["undo", "A1"], ["runs"],
    ["show", "A1"], ["verify"], ["trace", "members", "A1"], ["audit", "verify"],
    ["backup", "-o", "b.copy"], ["restore", "b.copy"], ["resume", "A1"], ["abandon", "A1"],
    ["store", "status"], ["store", "check"], ["store", "init"], ["store", "migrate"],
    ["store", "mark", "--no-production"],
  ]

  @Test(arguments: StoreKind.allCases)
  func everyCommandKnowsThem(_ kind: StoreKind) throws {
    var results: [[ToolProcess.Result]] = []
    let wall = ["DATABASE_URL": ""]
    for isNamed in [true, false] {
      let store = try StoreUnderTest(kind)
      let tool = try ToolProcess(store: store.place)
      try MemberPackage.write(into: tool.scratch)
      try tool.scratch.write("members.csv", "login,name\nA1,Ann\n")
      let location = kind == .sqlite ? "sqlite:" + store.place : store.place
      try tool.scratch.write(
        "registrar.json",
        #"{"targets": {"here": {"store": "\#(location)", "package": "./club"}}}"#)
      let place = isNamed ? ["--target", "here"] : ["--store", location]
      let made = try tool.run(
        ["import", "members.csv", "--execute", "--package", "club"] + place, wall)
      #expect(made.status == 0, "\(made.output)\(made.errors)")
      results.append(
        try Self.commands.map { words in
          let package = words[0] == "import" && !isNamed ? ["--package", "club"] : []
          return try tool.run(words + place + package, wall)
        })
    }
    for ((words, named), located) in zip(zip(Self.commands, results[0]), results[1]) {
      #expect(
        named.status == located.status,
        "\(words): \(named.output)\(named.errors), by location \(located.output)\(located.errors)")
      #expect(!named.errors.contains("Unknown option"), "\(words): \(named.errors)")
    }
  }
}
