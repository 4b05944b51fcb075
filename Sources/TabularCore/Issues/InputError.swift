/// An error that ends the reading of an input: the file, or one part of it, cannot be read further.
///
/// Each reader throws its own type; the pipeline turns it into one final issue.
public protocol InputError: Error, Sendable, CustomStringConvertible {
  /// The issue code, of the areas file, zip, xml or csv.
  var code: IssueCode { get }
  /// Which template of the code's message applies; `""` is the usual one.
  var variant: String { get }
  /// The arguments of the code's message; `file` is added by the caller, who knows the name.
  var arguments: [IssueArgument] { get }
  /// The part of the archive, such as `xl/workbook.xml`.
  var part: String? { get }
  /// The byte offset in the part or file, from 0.
  var byteOffset: Int? { get }
  /// The row or physical line, from 1.
  var row: Int? { get }
}

extension InputError {
  /// The issue this error becomes, at a file that places call `file`.
  public func issue(
    source: SourceID? = nil, file: String, form: IssueLocation.Form, sheet: String? = nil
  ) -> Issue {
    Issue(
      code,
      at: IssueLocation(
        form, source: source, file: file, sheet: sheet, part: part, byteOffset: byteOffset, row: row
      ),
      variant: variant, arguments: [IssueArgument("file", file)] + arguments)
  }

  /// The code with its arguments.
  public var description: String {
    "\(code) " + arguments.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
  }
}
