public import TabularCore

/// How a report is told: its language, what it hides, how much it prints.
///
/// A format takes what concerns it.
public struct ReportOptions: Sendable {
  /// The language of the sentences.
  public var language = Language.english
  /// Whether personal values are hidden.
  public var isRedacted = false
  /// Whether notes are printed like errors, instead of in one line per code (for people only).
  public var showsNotes = false
  /// Whether everything is printed: all kinds, every update, the package's changes of severities
  /// (for people only).
  public var isVerbose = false
  /// How many columns lines are wrapped to; `nil` leaves them as long as they are (text only).
  public var width: Int?
  /// Whether marks are coloured (text only).
  public var usesColour = false
  /// The tool's release, which machine-readable reports name.
  public var toolVersion = ""
  /// How the actions of help lines are worded: by the command line, with the options that commands need so
  /// that they can be run as they stand, or by another front end.
  public var wording: any ActionWording = CommandOptions()

  /// The earlier report with which the issues are compared; `nil` for none.
  public var since: EarlierReport?

  /// The usual options: English, nothing hidden, notes summed up, no colour.
  public init() {}
}
