import TabularCore

/// Why a file is not said to have been read.
struct ReadingFailure: InputError {
  let content: IssueContent
  let row: Int?
  /// The column, from 1.
  let column: Int?
  /// The sheet's name.
  let sheet: String?

  var part: String? { nil }
  var byteOffset: Int? { nil }

  /// A failure that concerns the whole file.
  init(_ content: IssueContent) {
    self.content = content
    row = nil
    column = nil
    sheet = nil
  }
}
