public import TabularCore

/// Why a copy could not be written.
public enum MarkedCopyError: Error, Sendable {
  /// Why the copy itself could not be written.
  public enum Output: Sendable {
    /// It would stand in the place of its input.
    case isInput
    /// The file has more lines than a sheet has rows.
    case tooManyRows
    /// The input is a signed workbook: any change would break its signature.
    case isSigned
    /// The input is a JSON file, of which only a marked copy can be made.
    case isJSON
    /// The input is a package of items, of which no copy is made.
    case isItems
    /// A corrected text cannot be written in the encoding of the input.
    case encoding(name: String)
    /// The system refused, in a few words.
    case refused(reason: String)
  }

  /// The input cannot be read, not any more, or not changed.
  case input(IssueContent)
  /// The copy cannot be written.
  case output(Output)
}
