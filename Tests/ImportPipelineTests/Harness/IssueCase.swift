import ImportPipeline
import TabularCore
import TestSupport
import Testing

/// Files, and all that an import has to say of them.
struct IssueCase: Sendable, CustomTestStringConvertible {
  var code: IssueCode
  var title: String
  /// Files that are executed first.
  var stored: [SampleFile]
  var files: [SampleFile]
  var options: @Sendable (inout ImportOptions) -> Void
  /// All errors and warnings in the order of the report; of the notes only those listed here count.
  var expected: [String]
  /// The sentence of the first issue of the code.
  var message: String

  init(
    _ code: IssueCode, _ title: String, stored: [SampleFile] = [], _ files: [SampleFile],
    expect expected: [String], _ message: String,
    options: @escaping @Sendable (inout ImportOptions) -> Void = { _ in }
  ) {
    self.code = code
    self.title = title
    self.stored = stored
    self.files = files
    self.options = options
    self.expected = expected
    self.message = message
  }

  /// A case that needs no title.
  init(
    _ code: IssueCode, stored: [SampleFile] = [], _ files: [SampleFile],
    expect expected: [String], _ message: String,
    options: @escaping @Sendable (inout ImportOptions) -> Void = { _ in }
  ) {
    self.init(
      code, "", stored: stored, files, expect: expected, message, options: options)
  }

  var testDescription: String { title.isEmpty ? code.rawValue : "\(code): \(title)" }
}

/// Headers that many cases begin with, and rows of workbooks.
enum Headers {
  static let location = "location_code,name,time_zone,kind"
  static let venue = "venue_code,location_code,name,seats"
  static let sitting = "session_code,name,exam_codes,venue_code,start_at,end_at,capacity"
  static let proctor = "username,email,first_name,last_name"
  static let duty = "session_code,username,email,role"
}

/// Rows of cells from lines of delimited text.
func cells(_ lines: String...) -> [[WorkbookValue]] {
  lines.map { line in
    line.split(separator: ",", omittingEmptySubsequences: false).map { SampleFile.cell(String($0)) }
  }
}
