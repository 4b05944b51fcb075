/// What is fixed about an issue code: its severity, its place in the report, its sentences.
///
/// Message templates name arguments in braces: "`{value}` is not a whole number". An issue may choose
/// another template of the same code by its `variant`.
public struct IssueDefinition: Sendable {
  /// The code.
  public var code: IssueCode
  /// The severity before package changes and `--strict`.
  public var severity: Severity
  /// The level that orders the report: 1 to 10.
  public var level: Int
  /// When the issue is raised, in a few words.
  public var condition: String
  /// The message templates by variant; `""` is the usual one.
  public var messages: [String: LocalizedText]
  /// What to do, beginning with a verb.
  public var help: LocalizedText
  /// The names of arguments that tell one kind of this issue from another when grouping.
  public var kindArguments: [String]

  /// A definition; the level defaults to the one of the code's area.
  public init(
    _ code: IssueCode, _ severity: Severity, level: Int? = nil, when condition: String,
    message: LocalizedText, variants: [String: LocalizedText] = [:], help: LocalizedText,
    kindArguments: [String] = []
  ) {
    self.code = code
    self.severity = severity
    self.level = level ?? Self.level(ofArea: code.area)
    self.condition = condition
    self.messages = variants.merging(["": message]) { variant, _ in variant }
    self.help = help
    self.kindArguments = kindArguments
  }

  /// The level of the report at which issues of an area stand.
  public static func level(ofArea area: Substring) -> Int {
    switch area {
    case "schema": 1
    case "file", "zip", "xml": 2
    case "csv", "workbook", "sheet": 3
    case "header": 4
    case "row", "key": 5
    case "value": 6
    case "reference": 8
    case "rule", "table": 9
    default: 10
    }
  }
}
