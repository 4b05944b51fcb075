import TabularCore

/// Findings after which a file is not said to have been read.
struct ReadingFailure: InputError {
  let code: IssueCode
  let variant: String
  let arguments: [IssueArgument]
  let row: Int?
  /// The column, from 1.
  let column: Int?
  /// The sheet's name.
  let sheet: String?
  /// What else was found, in the order of the file, cut short.
  var others: [ReadingFailure] = []

  var part: String? { nil }
  var byteOffset: Int? { nil }

  /// A failure that concerns the whole file.
  init(_ code: IssueCode, arguments: [IssueArgument]) {
    self.code = code
    self.arguments = arguments
    variant = ""
    row = nil
    column = nil
    sheet = nil
  }

  /// A finding that ends the reading; its argument `variant` names the template of the message.
  init(_ finding: RowFinding, sheet: String? = nil) {
    code = finding.code
    variant = finding.arguments.first { $0.name == "variant" }?.value ?? ""
    arguments = finding.arguments + [IssueArgument("value", finding.value ?? "")]
    row = finding.row
    column = finding.column
    self.sheet = sheet
  }
}
