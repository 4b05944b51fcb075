public import TabularCore

/// A partial that cannot be merged, or the files that partials are of are not what they were.
public struct PartError: InputError, Hashable {
  /// The name of the partial's file, or of the file that it is of.
  public var file: String
  /// What the issue says.
  public var content: IssueContent

  /// A partial has no parts.
  public var part: String? { nil }
  /// It has no place in a file.
  public var byteOffset: Int? { nil }
  /// It has no rows.
  public var row: Int? { nil }

  init(_ file: String, _ fault: IssueContent.PartFault) {
    self.file = SourceFiles.lastComponent(of: file)
    content = .filePartRefused(fault)
  }

  /// The issue that tells it.
  public var finding: Issue { issue(file: file, form: .delimited) }
}
