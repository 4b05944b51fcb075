/// The formats that `--report` knows.
public struct ReportFormat: Sendable, CaseIterable {
  /// All formats, in the order in which the help lists them: the one place where a format is entered.
  public static let allCases: [ReportFormat] = [
    ReportFormat(TextReport()),
    ReportFormat(JSONReport()),
    ReportFormat(NDJSONReport()),
    ReportFormat(MarkdownReport()),
    ReportFormat(HTMLReport()),
    ReportFormat(MailReport()),
    ReportFormat(SARIFReport()),
    ReportFormat(JUnitReport()),
    ReportFormat(GitHubReport()),
  ]

  /// What writes the format.
  public let renderer: any ReportRenderer

  private init(_ renderer: some ReportRenderer) { self.renderer = renderer }

  /// The format that `--report` calls by a name; `nil` for none.
  public init?(named name: String) {
    guard let format = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = format
  }

  /// The report for people at a terminal, which a run prints when nothing else is asked for.
  public static let text = ReportFormat(TextReport())

  /// The page to mail and to print.
  public static let html = ReportFormat(HTMLReport())

  /// The word for the format in `--report`.
  public var name: String { renderer.name }

  /// The names of all formats: `text, json, …, junit or github`.
  public static var names: String {
    let names = allCases.map(\.name)
    return names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
  }
}

extension ReportFormat: Hashable {
  /// Whether two formats are the same.
  public static func == (left: ReportFormat, right: ReportFormat) -> Bool {
    left.name == right.name
  }

  /// Hashes the format's name.
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

extension ReportFormat: CustomStringConvertible {
  /// The format's name.
  public var description: String { name }
}
