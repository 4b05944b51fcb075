import Foundation
import StoreTesting
import TestSupport
import Testing

@testable import Submissions

/// Templates that show what is stored, for those who work for a part of it.
@Suite(.ownThreads) struct DeskTemplateTests {
  private static let package = "exam-platform"

  /// Everything that is written anywhere in a workbook.
  private func text(of template: DeskOutput, _ bench: DeskBench) throws -> String {
    let script = """
      import sys, zipfile
      book = zipfile.ZipFile(sys.argv[1])
      for name in sorted(book.namelist()):
          print(name, book.read(name).decode("utf-8", "replace"))
      """
    let run = try ProgramRun(
      ["/usr/bin/python3", "-c", script, template.path], in: bench.folder,
      environment: ["PYTHONIOENCODING": "utf-8"])
    #expect(run.status == 0, "\(run.errors)")
    return run.output
  }

  /// Two locations, each with a venue.
  private func filled(_ kind: StoreKind) async throws -> DeskBench {
    let bench = try DeskBench(kind)
    let rows =
      DeskSheets.location("AAA-1", name: "First")
      + DeskSheets.location("BBB-2", name: "Second")
      .split(separator: "\n")[1]
    let locations = try bench.folder.write("locations.csv", rows + "\n")
    let venues = try bench.folder.write(
      "venues.csv",
      """
      venue_code,location_code,name,seats,street,city,delivery_modes
      AV-1,AAA-1,North hall,10,1 King Street,Toronto,paper
      BV-2,BBB-2,South hall,10,1 King Street,Toronto,paper

      """)
    let made = await bench.desk.children.run(
      ["import", "--execute", "--package", Self.package, "--", locations, venues])
    #expect(made.ending == .exited(0), "\(String(decoding: made.output, as: UTF8.self))")
    return bench
  }

  @Test(arguments: StoreKind.allCases)
  func whoWorksForAPart_getsItsRows_andNothingOfOthers(kind: StoreKind) async throws {
    let bench = try await filled(kind)
    let desk = bench.desk
    let scope = try #require(Scope("location_code=AAA-1"))
    let clerk = try bench.caller("clerk", Grant(.clerk, package: Self.package, scope: scope))
    for table in ["locations", "venues", "location_proctors", nil] {
      let template = try await desk.template(
        of: table, package: Self.package, isFilled: true, scope: scope, language: "en", by: clerk)
      let text = try text(of: template, bench)
      #expect(text.contains("AAA-1"), "\(table ?? "all")")
      for other in ["BBB-2", "Second", "BV-2", "South hall"] {
        #expect(!text.contains(other), "\(table ?? "all"): \(other)")
      }
      if table == "venues" { #expect(text.contains("AV-1") && text.contains("North hall")) }
      desk.discard(template)
    }
    let entry = try #require(try desk.log.entries(limit: 1).first)
    #expect(entry.detail.hasPrefix("template filled") && entry.detail.hasSuffix(scope.text))
    // What has no way to the field is nobody's part: nothing of it is shown.
    let all = try bench.caller("all", Grant(.clerk, package: Self.package))
    let whole = try await desk.template(
      of: "venues", package: Self.package, isFilled: true, language: "en", by: all)
    let both = try text(of: whole, bench)
    #expect(both.contains("AV-1") && both.contains("BV-2"))
    desk.discard(whole)
  }

  @Test(arguments: StoreKind.allCases)
  func noParameter_givesRowsOfAnotherPart(kind: StoreKind) async throws {
    let bench = try await filled(kind)
    let desk = bench.desk
    let clerk = try bench.caller(
      "clerk", Grant(.clerk, package: Self.package, scope: Scope("location_code=AAA-1")))
    let scopes = [
      nil, Scope("location_code=BBB-2"), Scope("location_code=aaa-1"), Scope("name=Second"),
      Scope("country=CA"), Scope("location_code=AAA-1 "), Scope("LOCATION_CODE=AAA-1"),
    ]
    for scope in scopes {
      await #expect(throws: DeskError.self, "\(scope?.text ?? "all")") {
        try await desk.template(
          of: "venues", package: Self.package, isFilled: true, scope: scope, language: "en",
          by: clerk)
      }
    }
    let scope = Scope("location_code=AAA-1")
    for package in ["student-management", "/etc", "--store", ""] {
      await #expect(throws: DeskError.self, "\(package)") {
        try await desk.template(
          of: "venues", package: package, isFilled: true, scope: scope, language: "en", by: clerk)
      }
    }
    for table in ["--all", "venues locations", "--where=location_code=BBB-2", "nothing"] {
      await #expect(throws: DeskError.self, "\(table)") {
        try await desk.template(
          of: table, package: Self.package, isFilled: true, scope: scope, language: "en",
          by: clerk)
      }
    }
    // A part that is not in the store has no rows.
    let empty = try bench.caller(
      "empty", Grant(.clerk, package: Self.package, scope: Scope("location_code=' OR 1=1 --")))
    let template = try await desk.template(
      of: "venues", package: Self.package, isFilled: true,
      scope: Scope("location_code=' OR 1=1 --"), language: "en", by: empty)
    let text = try text(of: template, bench)
    for other in ["AAA-1", "BBB-2", "AV-1", "BV-2"] { #expect(!text.contains(other)) }
    desk.discard(template)
    // An empty template has nothing of the store, whatever the part.
    let form = try await desk.template(
      of: "venues", package: Self.package, scope: Scope("location_code=BBB-2"), language: "en",
      by: clerk)
    #expect(!(try self.text(of: form, bench)).contains("BBB-2"))
    desk.discard(form)
  }
}
