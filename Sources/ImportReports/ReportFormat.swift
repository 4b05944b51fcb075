public import TabularCore

/// What holds for all formats of a run's report.
public struct ReportOptions: Sendable {
  /// The language of the sentences.
  public var language = Language.english
  /// Whether personal values are hidden.
  public var isRedacted = false
  /// Whether notes are printed like errors, instead of in one line per code (text only).
  public var showsNotes = false
  /// Whether everything is printed: all kinds, every update, the package's changes of severities
  /// (text only).
  public var isVerbose = false
  /// How many columns lines are wrapped to; `nil` leaves them as long as they are (text only).
  public var width: Int?
  /// Whether marks are coloured (text only).
  public var usesColour = false
  /// The tool's release, which machine-readable reports name.
  public var toolVersion = ""
  /// The options that commands in help lines need, so that they can be run as they stand.
  public var commandOptions = CommandOptions()

  /// The usual options: English, nothing hidden, notes summed up, no colour.
  public init() {}
}

/// The formats that `--report` knows.
public enum ReportFormat: String, Sendable, CaseIterable {
  /// For people.
  case text
  /// One JSON object.
  case json
  /// One JSON object per line.
  case ndjson

  /// The renderer of the format.
  public func renderer(_ options: ReportOptions) -> any ReportRenderer {
    switch self {
    case .text: TextReport(options)
    case .json: JSONReport(options)
    case .ndjson: NDJSONReport(options)
    }
  }
}
