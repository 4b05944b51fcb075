import Foundation

/// A file that a page hands out.
public struct DeskOutput: Sendable, Hashable {
  /// Which file of a submission.
  public enum Kind: Sendable, Hashable {
    /// A file as it was uploaded, by its place from 0.
    case original(Int)
    /// A file with its problems marked, by the place of the original from 0.
    case marked(Int)
    /// The report for people, with the difference to the round before.
    case htmlReport
    /// The report for programs.
    case jsonReport
    /// The report for programs, one finding a line.
    case reportLines
    /// Every change that would be made, one a line.
    case plan
    /// The report of the execution: for people, or for programs.
    case execution(isPage: Bool)
    /// The report of the undo: for people, or for programs.
    case undo(isPage: Bool)
  }

  /// Which file it is.
  public var kind: Kind
  /// Where it lies.
  public var path: String
  /// The name that it is handed out with.
  public var name: String
  /// Its media type.
  public var mediaType: String
  /// Its size in bytes.
  public var bytes: Int
}

/// Handing out files.
extension SubmissionDesk {
  /// The files that there are of a submission.
  public func outputs(of id: String, for caller: Caller) throws(DeskError) -> [DeskOutput] {
    let found = try submission(id, for: caller)
    let places = Array(found.files.indices)
    let kinds: [DeskOutput.Kind] =
      places.map { .original($0) } + places.map { .marked($0) }
      + [.htmlReport, .jsonReport, .reportLines, .plan]
      + [true, false].flatMap { [.execution(isPage: $0), .undo(isPage: $0)] }
    return kinds.compactMap { output($0, of: found) }
  }

  /// A file of a submission, with a note in the log that it was handed out.
  ///
  /// - Throws: `notFound` where there is none, `expired` when it was removed.
  public func output(
    _ kind: DeskOutput.Kind, of id: String, for caller: Caller
  ) throws(DeskError) -> DeskOutput {
    let found = try submission(id, for: caller)
    guard !found.isExpired else { throw .expired }
    guard let output = output(kind, of: found) else { throw .notFound }
    try log.note(caller.event(.look, of: id, at: store.now, detail: output.name))
    return output
  }

  private func output(_ kind: DeskOutput.Kind, of submission: Submission) -> DeskOutput? {
    let folder = uploads.childFolder(of: submission.id)
    let files = submission.files
    func made(_ path: String, _ name: String) -> DeskOutput? {
      var state = stat()
      guard lstat(path, &state) == 0, state.st_mode & S_IFMT == S_IFREG else { return nil }
      return DeskOutput(
        kind: kind, path: path, name: name, mediaType: Self.mediaType(of: name),
        bytes: Int(state.st_size))
    }
    let number = submission.number
    switch kind {
    case .original(let place):
      guard files.indices.contains(place) else { return nil }
      return made(uploads.path(of: files[place]), files[place].name)
    case .marked(let place):
      guard files.indices.contains(place) else { return nil }
      let name = files[place].name
      let stem = name[..<(name.lastIndex(of: ".") ?? name.endIndex)]
      return made("\(folder)/in/\(stem).checked.xlsx", "\(stem).checked.xlsx")
    case .htmlReport: return made(folder + "/report.html", "report-\(number).html")
    case .jsonReport: return made(folder + "/report.json", "report-\(number).json")
    case .reportLines: return made(folder + "/report.ndjson", "report-\(number).ndjson")
    case .plan: return made(plan(of: submission), "plan-\(number).ndjson")
    case .execution(let isPage):
      let ending = isPage ? "html" : "json"
      return made("\(folder)/execution.\(ending)", "execution-\(number).\(ending)")
    case .undo(let isPage):
      let ending = isPage ? "html" : "json"
      return made("\(folder)/undo.\(ending)", "undo-\(number).\(ending)")
    }
  }

  static func mediaType(of name: String) -> String {
    mediaTypes[name.split(separator: ".").last.map(String.init) ?? ""] ?? "text/plain"
  }

  private static let mediaTypes = [
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8", "tsv": "text/tab-separated-values; charset=utf-8",
    "json": "application/json", "ndjson": "application/x-ndjson",
    "html": "text/html; charset=utf-8",
  ]
}
