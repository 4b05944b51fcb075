public import TabularCore

/// Records cannot be handed to another system: a file cannot be written, or what would be emitted makes no
/// sense there.
public struct EmissionError: Error, Sendable {
  /// What went wrong.
  public var content: IssueContent

  /// A failure.
  public init(_ content: IssueContent) { self.content = content }

  /// A file that cannot be written.
  static func unwritten(_ path: String, _ reason: String) -> EmissionError {
    EmissionError(
      .emitWriteFailed(
        .before, file: path.split(separator: "/").last.map(String.init) ?? path, reason: reason))
  }
}
