/// What is fixed about an issue code: its severity, its place in the report, its sentences.
///
/// Message templates name arguments in braces: "`{value}` is not a whole number". An issue may choose
/// another template of the same code by its `variant`. `MessageTemplate` tells what else a template
/// may hold.
public struct IssueDefinition: Sendable {
  /// The variant whose message sums up many issues of a code in one line; never that of an issue.
  public static let summaryVariant = "summary"

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
  /// What to do where a variant asks for something else.
  public var helpVariants: [String: LocalizedText]
  /// The names of arguments that tell one kind of this issue from another when grouping.
  public var kindArguments: [String]
  /// The names of arguments that hold machine names of fields, for which people read headers.
  public var fieldArguments: [String]

  /// A definition; the level defaults to the one of the code's area.
  public init(
    _ code: IssueCode, _ severity: Severity, level: Int? = nil, when condition: String,
    message: LocalizedText, variants: [String: LocalizedText] = [:], help: LocalizedText,
    helpVariants: [String: LocalizedText] = [:], kindArguments: [String] = [],
    fieldArguments: [String] = ["field", "other"]
  ) {
    self.code = code
    self.severity = severity
    self.level = level ?? Self.level(ofArea: code.area)
    self.condition = condition
    self.messages = variants.merging(["": message]) { variant, _ in variant }
    self.help = help
    self.helpVariants = helpVariants
    self.kindArguments = kindArguments
    self.fieldArguments = fieldArguments
  }

  /// The message template of a variant; the usual one for a variant that is not listed.
  public func message(variant: String) -> LocalizedText {
    messages[variant] ?? messages[""] ?? LocalizedText(code.rawValue)
  }

  /// The help template of a variant; the usual one where the variant has none of its own.
  public func help(variant: String) -> LocalizedText { helpVariants[variant] ?? help }

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
