import Foundation
import HTTPExchange
import JSONText
import TestSupport
import Testing

@testable import RegistrarWeb

/// Files that would harm a careless reader, put in through the page; `make page-hostile` puts in all of them.
@Suite(.ownThreads, .enabled(if: Corpus.obstacle(to: "hostile/xlsx").isEmpty))
struct WebHostileTests {
  /// One file in so many.
  private static let step = 16

  /// Some of the files, each with a name that no other test has.
  private static func files() throws -> [(name: String, bytes: [UInt8])] {
    let paths = (Corpus.files(of: "hostile/xlsx") + Corpus.files(of: "hostile/csv"))
      .filter { $0.hasSuffix(".xlsx") || $0.hasSuffix(".csv") }
    return try stride(from: 0, to: paths.count, by: step).compactMap { index in
      let url = URL(filePath: paths[index])
      let bytes = Array(try Data(contentsOf: url))
      return bytes.count < 900_000 ? (name: "odd-" + url.lastPathComponent, bytes: bytes) : nil
    }
  }

  /// The codes and places of a report's issues, in its order, and how the run ended.
  private static func told(_ report: [UInt8]) throws -> [String] {
    let report = try JSONParser.parse(report)
    let issues = try #require(report.member("issues")?.items)
    let end = report.member("run")?.member("exit")?.scalar ?? "?"
    return issues.map { issue in
      ["code", "severity", "sheet", "row", "field"].map { issue.member($0)?.scalar ?? "-" }
        .joined(separator: " ")
    } + ["exit " + end]
  }

  @Test func aHostileFile_isToldAsTheCommandTellsIt() async throws {
    let fixture = try await WebFixture.shared.value
    let clerk = try await fixture.visitor("clerk")
    let files = try Self.files()
    #expect(files.count > 12)
    var pages: [String] = []
    for file in files {
      let answer = try await clerk.upload([file])
      #expect(answer.status == 303, "\(file.name): \(answer.status)")
      pages.append(answer[field: "location"] ?? "")
    }
    let scratch = try ScratchFolder()
    for (file, page) in zip(files, pages) where !page.isEmpty {
      _ = try await clerk.get(page + "/events")
      let report = try await clerk.get(page + "/files/report.json")
      #expect(report.status == 200, "\(file.name): \(report.status)")
      guard report.status == 200 else { continue }
      let name = try #require(
        try await clerk.get(page + "/files/original-0")[field: "content-disposition"]?
          .split(separator: "''").last?.removingPercentEncoding)
      try Data(file.bytes).write(to: URL(filePath: scratch.path(of: name)))
      let path = scratch.path(of: "report.json")
      _ = try ProgramRun(
        [
          try WebFixture.program(), "import", "--validate", "--package", WebFixture.package,
          "--language", "en", "--offline", "--max-details", "0", "--report", "json:" + path,
          "--quiet", "--", name,
        ], in: scratch,
        environment: [
          "PATH": "/usr/bin:/bin", "REGISTRAR_NOW": "2026-11-20T12:00:00Z",
          "REGISTRAR_SCHEMAS": try Repository.path(of: "Schemas"),
        ])
      let straight = Array(try Data(contentsOf: URL(filePath: path)))
      #expect(try Self.told(report.body) == Self.told(straight), "\(file.name)")
      #expect(!report.text.contains("root:x:0:"), "\(file.name)")
    }
    #expect(try await clerk.get("/health").text == "ok\n")
  }
}
