/// Why a cell does not get a text.
public enum EditRefusal: Error, Sendable, Hashable {
  /// The run has no such file, sheet, row or column.
  case unknownPlace(Part)
  /// Files of this kind are not edited, such as JSON; or the workbook is signed.
  case file(Reason)
  /// The cell holds a formula.
  case formula
  /// The cell may hold a secret.
  case secret
  /// The file's encoding, by its name, has no sign for a letter of the text.
  case encoding(String)
  /// The file has no way to write the text, since it knows no quotes.
  case unwritable
  /// The text has more characters than the limit.
  case tooLong(limit: Int)
  /// All edits together have more bytes than may be kept.
  case tooMany(limit: Int)
  /// Somebody wrote to the file since it was opened.
  case changed
  /// A copy would take the place of a file that is read.
  case isInput
  /// The file cannot be read or written, for the system's reason.
  case failed(String)

  /// A part of a place.
  public enum Part: String, Sendable, Hashable {
    /// A file of the run.
    case file
    /// A sheet that is read as a table.
    case sheet
    /// A row that holds anything.
    case row
    /// A column with a header.
    case column
  }

  /// Why a file is not edited.
  public enum Reason: Sendable, Hashable {
    /// Its format is read only.
    case format
    /// It is signed.
    case signed
  }
}
