import TabularCore

/// How places and messages name an input file: by its id, and for people by as much of its path as tells
/// it from the other files of the run.
struct SourceName: Hashable, Sendable {
  /// The file's position among those that the run was given.
  var id: SourceID
  /// The last component of its path, with folders where another file has the same; `-` for standard input.
  var text: String

  /// The names of the files of a run, given by their paths in their order.
  static func names(of paths: [String]) -> [SourceName] {
    DisplayNames.names(of: paths).enumerated().map { index, text in
      SourceName(id: SourceID(rawValue: index + 1), text: text)
    }
  }

  /// A place in the file.
  func place(
    _ form: IssueLocation.Form, sheet: String? = nil, table: String? = nil, row: Int? = nil
  ) -> IssueLocation {
    IssueLocation(form, source: id, file: text, sheet: sheet, table: table, row: row)
  }
}
