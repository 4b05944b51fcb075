import Foundation
import TestSupport
import Testing

/// Every shipped package finds the same on a server as on a file, in its clean and in its faulty set; for the
/// first package `PostgresCommandTests` shows it.
@Suite struct PackageStoreTests {
  @Test(arguments: ["student-management", "training-center", "hq-field"])
  func exampleSets_giveTheSameOnBothStores(package: String) throws {
    let tool = try Registrar()
    let stores = ["sqlite:s.sqlite", try PostgresServer.shared().makeSchema()]
    let path = try Repository.path(of: "Schemas/" + package)
    // Into an empty store, then beside what is stored.
    for (set, execute) in [("faulty", false), ("clean", true), ("faulty", false)] {
      let folder = try Repository.path(of: "Templates/\(package)/examples/\(set)")
      let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        .filter { $0.hasSuffix(".csv") }.map { folder + "/" + $0 }
      var found: [[String]] = []
      var ledgers: [NSArray?] = []
      for store in stores {
        let result = try tool.run(
          ["import"] + files + ["--package", path, "--quiet", "--max-details", "0"]
            + ["--report", "json:r.json", "--store", store] + (execute ? ["--execute"] : []))
        #expect(result.status == (set == "clean" ? 0 : 1), "\(result.errors)")
        let object = try JSONSerialization.jsonObject(with: tool.scratch.contents(of: "r.json"))
        let report = try #require(object as? [String: Any])
        let issues = try #require(report["issues"] as? [[String: Any]])
        found.append(
          try issues.map { issue in
            let line = try JSONSerialization.data(withJSONObject: issue, options: .sortedKeys)
            return withoutRunTags(String(decoding: line, as: UTF8.self))
          })
        ledgers.append(report["ledger"] as? NSArray)
      }
      #expect(set == "clean" || !found[0].isEmpty)
      #expect(found[0] == found[1], "\(set)")
      #expect(ledgers[0] == ledgers[1], "\(set)")
    }
  }
}
