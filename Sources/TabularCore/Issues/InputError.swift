/// An error that ends the reading of an input: the file, or one part of it, cannot be read further.
///
/// Each reader throws its own type; the pipeline turns it into one final issue.
public protocol InputError: Error, Sendable, CustomStringConvertible {
  /// What the issue says, of the areas file, zip, xml, csv or json; `file` is added by the caller, who knows
  /// the name.
  var content: IssueContent { get }
  /// The part of the archive, such as `xl/workbook.xml`.
  var part: String? { get }
  /// The byte offset in the part or file, from 0.
  var byteOffset: Int? { get }
  /// The row or physical line, from 1.
  var row: Int? { get }
  /// The line of a JSON file, from 1.
  var line: Int? { get }
  /// The column in that line, in characters, from 1.
  var lineColumn: Int? { get }
}

extension InputError {
  /// Only JSON files have lines that are no rows.
  public var line: Int? { nil }
  /// Only JSON files have lines that are no rows.
  public var lineColumn: Int? { nil }
  /// The issue code.
  public var code: IssueCode { content.code }
  /// Which template of the code's message applies; `""` is the usual one.
  public var variant: String { content.variant }
  /// The arguments of the code's message.
  public var arguments: [IssueArgument] { content.arguments }

  /// The issue this error becomes, at a file that places call `file`.
  public func issue(
    source: SourceID? = nil, file: String, form: IssueLocation.Form, sheet: String? = nil
  ) -> Issue {
    var place = IssueLocation(
      form, source: source, file: file, sheet: sheet, part: part, byteOffset: byteOffset, row: row)
    place.line = line
    place.lineColumn = lineColumn
    return Issue(content.preceded(by: .file, file), at: place)
  }

  /// The code with its arguments.
  public var description: String {
    "\(code) " + arguments.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
  }
}
