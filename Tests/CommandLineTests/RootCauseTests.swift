import Foundation
import TestSupport
import Testing

/// Reports say what one correction clears, as the run found it.
@Suite struct RootCauseTests {
  private let tool: Registrar

  init() throws { tool = try Registrar() }

  private func reports(of zone: String, kind: String) throws -> [(name: String, text: String)] {
    try tool.scratch.write(
      "locations.csv",
      "location_code,name,time_zone,kind\nTOR-01,Toronto,\(zone),\(kind)\n")
    try tool.scratch.write(
      "venues.csv",
      "venue_code,location_code,name,capacity\nTOR-01-A,TOR-01,Hall A,20\nTOR-01-B,TOR-01,Hall B,20\n"
    )
    try tool.scratch.write(
      "rooms.csv",
      "venue_code,room_code,name,seats\nTOR-01-A,R-1,Room 1,10\nTOR-01-B,R-1,Room 2,10\n")
    let result = try tool.runImport([
      "locations.csv", "venues.csv", "rooms.csv", "--offline", "--report", "text:r.txt",
      "--report", "mail:r.mail", "--report", "html:r.html",
    ])
    #expect(result.status == 1, "\(result.output)\(result.errors)")
    return try ["r.txt", "r.mail", "r.html"].map {
      ($0, String(decoding: try tool.scratch.contents(of: $0), as: UTF8.self))
    }
  }

  /// The rooms wait for venues that wait for the location: all of them are counted at the root.
  @Test func oneError_clearsAllThatWaits() throws {
    for (name, text) in try reports(of: "Mars/Base", kind: "virtual") {
      let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      #expect(words.contains("4 more rows that wait for this are cleared"), "\(name): \(text)")
    }
  }

  /// Where the row has a second error, one correction alone clears nothing, and no report says so.
  @Test func oneErrorOfTwo_clearsTogetherWithTheOther() throws {
    for (name, text) in try reports(of: "Mars/Base", kind: "physical") {
      let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      let sentence =
        "4 more rows that wait for this row are cleared, with 1 other error of the row corrected"
      #expect(words.ranges(of: sentence).count == 2, "\(name): \(text)")
      #expect(!words.contains("wait for this are cleared"), "\(name)")
    }
  }

  /// A file that is not there has no name under which it could be saved.
  @Test func theMail_doesNotAskToSaveAFileThatIsNotThere() throws {
    let result = try tool.runImport(["none.csv", "--offline", "--report", "mail"])
    #expect(result.status == 3, "\(result.output)")
    #expect(result.output.hasSuffix("Then send the file again.\n"), "\(result.output)")
    try tool.scratch.write("locations.csv", "location_code,name,time_zone,kind\n,,,\nA,B,C,D\n")
    let faulty = try tool.runImport(["locations.csv", "--offline", "--report", "mail"])
    #expect(faulty.output.contains("save the file under the same name"), "\(faulty.output)")
  }
}
