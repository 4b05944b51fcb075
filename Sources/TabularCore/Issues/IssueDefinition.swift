/// The fixed properties of an issue code: its severity, its place in the report, its variants.
///
/// Its sentences are in `Messages/<language>.json`, by variant. Message templates name arguments in
/// braces: "`{value}` is not a whole number". `MessageTemplate` describes what else a template may
/// contain.
public struct IssueDefinition: Sendable {
  /// The variant whose message summarises many issues of a code in one line; no issue has it.
  public static let summaryVariant = "summary"

  /// The code.
  public var code: IssueCode
  /// The severity before package changes and `--strict`.
  public var severity: Severity
  /// The level that orders the report: 1 to 10.
  public var level: Int
  /// When the issue is raised, in a few words.
  public var condition: String
  /// The variants that an issue may use instead of the usual message.
  public var variants: [String]
  /// The names of arguments that distinguish kinds of this issue when grouping.
  public var kindArguments: [String]
  /// Whether the details of every issue are kept, however many there are: they are as few as the lines of
  /// a file that somebody wrote.
  public var isKeptWhole: Bool
  /// Whether a finding may be accepted although it is an error: the store can bear what it is about.
  public var isWaivable: Bool
  /// The names of arguments that hold machine names of fields, which are shown as headers.
  public var fieldArguments: [String]

  /// A definition; the level defaults to the one of the code's area.
  public init(
    _ code: IssueCode, _ severity: Severity, level: Int? = nil, when condition: String,
    variants: [String] = [], kindArguments: [String] = [],
    fieldArguments: [String] = ["field", "other"], isKeptWhole: Bool = false,
    isWaivable: Bool = false
  ) {
    self.code = code
    self.severity = severity
    self.level = level ?? Self.level(ofArea: code.area)
    self.condition = condition
    self.variants = variants
    self.kindArguments = kindArguments
    self.isKeptWhole = isKeptWhole
    self.isWaivable = isWaivable
    self.fieldArguments = fieldArguments
  }

  /// The level in the report of issues of an area.
  public static func level(ofArea area: Substring) -> Int {
    switch area {
    case "schema": 1
    case "file", "zip", "xml", "decision": 2
    case "csv", "json", "workbook", "sheet": 3
    case "header": 4
    case "row", "key": 5
    case "value": 6
    case "reference": 8
    case "rule", "table": 9
    default: 10
    }
  }
}

// MARK: Sentences

extension IssueDefinition {
  /// The message template of a variant in a language; the usual one for a variant that is not listed.
  public func message(variant: String, in language: Language) -> String {
    sentence("message", variant, in: language)
  }

  /// What to do, beginning with a verb; the usual help if the variant has none of its own.
  public func help(variant: String, in language: Language) -> String {
    sentence("help", variant, in: language)
  }

  /// The message template of a variant in all languages.
  public func message(variant: String) -> LocalizedText {
    LocalizedText(each: { message(variant: variant, in: $0) })
  }

  /// The help template of a variant in all languages.
  public func help(variant: String) -> LocalizedText {
    LocalizedText(each: { help(variant: variant, in: $0) })
  }

  /// The message templates by variant; `""` is the usual one.
  public var messages: [String: LocalizedText] {
    Dictionary(
      ([""] + variants).map { ($0, message(variant: $0)) }, uniquingKeysWith: { first, _ in first })
  }

  /// What to do, for the usual message.
  public var help: LocalizedText { help(variant: "") }

  /// What to do, for variants with a help of their own.
  public var helpVariants: [String: LocalizedText] {
    Dictionary(
      variants.filter { Language.english.ownText(path("help", $0)) != nil }
        .map { ($0, help(variant: $0)) }, uniquingKeysWith: { first, _ in first })
  }

  private func sentence(_ name: String, _ variant: String, in language: Language) -> String {
    language.text(path(name, variant)) ?? language.text(path(name, "")) ?? code.rawValue
  }

  private func path(_ name: String, _ variant: String) -> String {
    variant.isEmpty
      ? "issues/\(code.rawValue)/\(name)" : "issues/\(code.rawValue)/variants/\(variant)/\(name)"
  }
}
