public import ImportPipeline
public import TabularCore

/// The input files of a report, found by the places of its issues.
public struct ReportSources: Sendable {
  /// The files that were opened, in the order in which the run was given them.
  public let files: [ImportReport.File]
  private var indexes: [SourceID: Int] = [:]
  private var indexesByName: [String: Int] = [:]

  /// The files of a report.
  public init(_ files: [ImportReport.File]) {
    self.files = files
    for (index, file) in files.enumerated() {
      if let source = file.source { indexes[source] = index }
      if indexesByName[file.name] == nil { indexesByName[file.name] = index }
    }
  }

  /// The file of a place; `nil` for a file that was not opened, and for no file.
  public subscript(location: IssueLocation) -> ImportReport.File? {
    index(of: location).map { files[$0] }
  }

  /// The position of a place's file among the files.
  func index(of location: IssueLocation) -> Int? {
    guard let source = location.source else {
      return location.file.flatMap { indexesByName[$0] }
    }
    return indexes[source]
  }
}
