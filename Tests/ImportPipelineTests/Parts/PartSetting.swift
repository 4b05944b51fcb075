import Foundation
import ImportPipeline
import ImportReports
import SQLiteStore
import Schemas
import TabularCore
import TestSupport

/// Files of one run, read whole and in parts.
struct PartSetting {
  static let now = "2027-03-06T14:14:02Z"
  static let version = "0.0.0"

  let scratch: ScratchFolder
  let package: DataPackage
  /// The table that every file is read as; `nil` where names tell.
  var table: String?
  /// The sheet that is read of a workbook.
  var sheet: String?

  func options(_ files: [String]) -> ImportOptions {
    var options = ImportOptions(files: files)
    options.table = table
    if let sheet {
      options.sheets = [sheet]
      options.sheetTables = [sheet: table ?? ""]
    }
    options.isOffline = true
    options.toolVersion = Self.version
    options.jobs = 2
    return options
  }

  /// What one machine tells of the files: as JSON, and as text in French.
  func whole(_ files: [String]) -> [String] { told(options(files)) }

  /// Reads a part and writes its partial; returns its path.
  @discardableResult
  func read(
    _ file: String, _ range: Range<Int>?, part: Int, attempt: Int = 1
  ) throws -> (path: String, outcome: PartCheck.Outcome) {
    let path = scratch.path(of: "\(part)-\(attempt).part")
    let check = PartCheck(
      options: options([file]), package: package, packageName: nil, words: [], now: Self.now)
    let outcome = try check.write(
      PartCheck.Part(number: part, attempt: attempt, range: range), to: path,
      store: SQLiteStore(inMemory: "part"))
    return (path, outcome)
  }

  /// What is told of the files by their partials.
  func merged(_ files: [String], _ partials: [String]) throws -> [String] {
    var options = options(files)
    options.parts = try PartSet(
      paths: partials, toolVersion: Self.version, limits: options.limits)
    return told(options)
  }

  private func told(_ options: ImportOptions) -> [String] {
    let run = ImportRun(
      options: options, package: package, now: Self.now, runPrefix: RunID.prefix(Self.now))
    let report = run.run(store: SQLiteStore(inMemory: "offline"), clock: { Self.now })
    var french = ReportOptions()
    french.language = "fr"
    french.isVerbose = true
    return [
      withoutRunTags(JSONReport().text(of: report)),
      withoutRunTags(TextReport().text(of: report, french)),
    ]
  }

  /// Some cuts of a file: parts whose bytes follow each other, some of them perhaps empty.
  static func cuts(
    _ size: Int, into count: Int, using numbers: inout SeededNumbers
  ) -> [Range<Int>] {
    var places = [0, size]
    for _ in 1..<max(1, count) { places.append(Int.random(in: 0...size, using: &numbers)) }
    places.sort()
    return zip(places, places.dropFirst()).map { $0..<$1 }
  }

  /// Reads files in random parts and holds the merged report against that of one machine.
  ///
  /// - Returns: the first line that differs, and how many rows the parts settled.
  func compare(
    _ files: [String], using numbers: inout SeededNumbers
  ) throws -> (difference: String?, settled: Int) {
    var partials: [String] = []
    var settled = 0
    for file in files {
      let size = try Data(contentsOf: URL(fileURLWithPath: file)).count
      // Many parts of each file would take a test minutes.
      let most = Int.random(in: 0..<5, using: &numbers) == 0 ? 64 : 8
      let count = Int.random(in: 1...most, using: &numbers)
      for range in Self.cuts(size, into: count, using: &numbers) {
        let (path, outcome) = try read(file, range, part: partials.count + 1)
        partials.append(path)
        settled += (outcome.rows ?? 0) - outcome.unsureRows
      }
    }
    let expected = whole(files)
    let found = try merged(files, partials.shuffled(using: &numbers))
    for path in partials { try? FileManager.default.removeItem(atPath: path) }
    guard expected != found else { return (nil, settled) }
    for (left, right) in zip(expected, found) where left != right {
      let lines = right.split(separator: "\n").difference(from: left.split(separator: "\n"))
      return (lines.map { "\($0)" }.joined(separator: "\n"), settled)
    }
    return ("count", settled)
  }
}
