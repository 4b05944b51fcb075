import Foundation
import TabularCore
import Testing

/// The language files say the same in every language.
@Suite struct LanguageFileTests {
  private static let others = Language.spoken.filter { $0 != .english }

  private static func folder(_ path: String) -> URL {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../" + path)
      .standardizedFileURL
  }

  @Test func everyFile_isALanguageThatTheProgramSpeaks() throws {
    let path = Self.folder("Sources/TabularCore/Messages").path(percentEncoded: false)
    let files = try FileManager.default.contentsOfDirectory(atPath: path)
    #expect(files.sorted() == Language.spoken.map { $0.rawValue + ".json" }.sorted())
    #expect(Language.spoken.first == .english)
    #expect(Language(spoken: "xx") == nil)
  }

  @Test(arguments: ["labels", "phrases", "issues", "retired", "months", "help"])
  func everyKey_isInEveryLanguage(section: String) {
    let expected = Language.english.keys(below: section)
    #expect(!expected.isEmpty)
    for language in Self.others {
      let keys = Set(language.keys(below: section))
      #expect(Set(expected).subtracting(keys).sorted() == [], "missing in \(language.rawValue)")
      #expect(keys.subtracting(expected).sorted() == [], "unknown in \(language.rawValue)")
    }
  }

  @Test func everyVariantOfTheCatalog_hasASentence_andNoOther() {
    var keys = Set(Language.english.keys(below: "issues").filter { !$0.hasSuffix("/help") })
    for definition in IssueCatalog.definitions {
      #expect(keys.remove("\(definition.code)/message") != nil, "\(definition.code)")
      for variant in definition.variants {
        let key = "\(definition.code)/variants/\(variant)/message"
        #expect(keys.remove(key) != nil, "\(key)")
      }
    }
    #expect(keys.sorted() == [])
    let codes = Set(IssueCatalog.retired.map(\.code.rawValue))
    #expect(Set(Language.english.keys(below: "retired")) == codes)
  }

  @Test func everyHelp_belongsToASentence() {
    let keys = Set(Language.english.keys(below: "issues"))
    for key in keys where key.hasSuffix("/help") {
      #expect(keys.contains(key.dropLast("help".count) + "message"), "\(key)")
    }
    for definition in IssueCatalog.definitions {
      #expect(keys.contains("\(definition.code)/help"), "\(definition.code)")
    }
  }

  @Test(arguments: IssueCatalog.definitions.map(\.code.rawValue))
  func everySentence_hasTheSameArguments(code: String) throws {
    let definition = try #require(IssueCatalog.definition(of: IssueCode(rawValue: code)))
    for (variant, text) in definition.messages.merging(
      definition.helpVariants.map { ("help of " + $0.key, $0.value) },
      uniquingKeysWith: { first, _ in first }
    ).merging(["help": definition.help], uniquingKeysWith: { first, _ in first }) {
      let names = Set(MessageTemplate(text.english).argumentNames)
      for (language, text) in text.all {
        let about = "\(code) \(variant) in \(language.rawValue): \(text)"
        #expect(Set(MessageTemplate(text).argumentNames) == names, "\(about)")
        #expect(text.last != "." && text == text.trimmingCharacters(in: .whitespaces), "\(about)")
        #expect(text.filter { $0 == "`" }.count.isMultiple(of: 2), "\(about)")
        checkForms(of: text, in: language)
      }
    }
  }

  @Test func everyLabel_hasTheSameValues() {
    for key in Language.english.keys(below: "labels") {
      let names = Set(MessageTemplate(Language.english.label(key)).argumentNames)
      for language in Self.others {
        let label = language.label(key)
        #expect(Set(MessageTemplate(label).argumentNames) == names, "\(key) \(language.rawValue)")
        checkForms(of: label, in: language)
      }
    }
  }

  /// As many words stand in a placeholder as the language has forms.
  private func checkForms(of text: String, in language: Language) {
    let forms = language.keys(below: "plural").count + 1
    for part in text.split(separator: "{").dropFirst() {
      let words = part.prefix { $0 != "}" }.count { $0 == "|" }
      #expect(words == 0 || words == forms, "\(text)")
    }
  }

  @Test(
    arguments: [
      ("en", 0, 1), ("en", 1, 0), ("en", 2, 1), ("fr", 0, 0), ("fr", 1, 0), ("fr", 2, 1),
      ("fr", 10, 1), ("es", 0, 1), ("es", 1, 0), ("es", 2, 1),
    ] as [(Language, Int, Int)])
  func numbers_takeTheirForm(language: Language, count: Int, form: Int) {
    let words = language.label("report/rowCount", ["count": count])
    let expected = ["en": ["row", "rows"], "fr": ["ligne", "lignes"], "es": ["fila", "filas"]]
    #expect(words == "\(count) \(expected[language.rawValue]?[form] ?? "")")
  }

  // MARK: Sources

  private static func sources(_ ending: String = "swift") throws -> [(path: String, text: String)] {
    let root = folder("Sources")
    let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
    let paths = (files?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == ending }
    return try paths.map {
      (
        String($0.path.dropFirst(root.path.count + 1)),
        try String(contentsOf: $0, encoding: .utf8)
      )
    }
  }

  /// Labels of pages that are put together of a word: `state/checked`.
  private static let wordsOfPages = [
    "event", "failure", "grid/words", "kind", "output", "part", "role", "state", "step",
    "stepAbout", "trouble",
    "waiting",
  ].map { "web/\($0)/" }

  /// The states of jobs, the reasons of those that are set aside and what is shown of one, each by its own name.
  private static let wordsOfJobs = ["jobs/state-", "jobs/reason-", "jobs/field-"]

  /// Labels are asked for by keys that stand in the sources and in the templates of pages; each key of the
  /// file is asked for.
  @Test func everyLabel_isAskedFor() throws {
    // What stands before a quotation mark, back to the mark or the slash before it.
    let asked = try Self.sources().reduce(into: Set<String>()) { asked, source in
      for piece in source.text.split(separator: "\"", omittingEmptySubsequences: false) {
        asked.insert(String(piece))
        if let slash = piece.lastIndex(of: "/") {
          asked.insert(String(piece[piece.index(after: slash)...]))
        }
      }
    }
    let pages = try Self.sources("mustache").map(\.text).joined()
    for key in Language.english.keys(below: "labels") {
      let name = key.split(separator: "/").last.map(String.init) ?? key
      let isAskedFor =
        asked.contains(name) || asked.contains(key)
        || key.hasPrefix("outcome/") || key.hasPrefix("unit/")
        || key.hasPrefix("ledger/") || key.hasPrefix("severity/") || key.hasPrefix("plan/")
        || key.hasPrefix("instructions/") || name == "topic"
        || key.hasPrefix("inspect/") || key.hasPrefix("parser/") || key.hasPrefix("limits/in/")
        || key.hasPrefix("compare/kind/") || key.hasPrefix("compare/reason/")
        || key.hasPrefix("migrate/") || key.hasPrefix("origin/") || key.hasPrefix("fixKind/")
        || key.hasPrefix("fixDoubt/") || Self.wordsOfJobs.contains(where: key.hasPrefix)
        || Self.wordsOfPages.contains(where: key.hasPrefix)
        || pages.contains("{{t." + key.dropFirst("web/".count).replacing("/", with: ".") + "}}")
      #expect(isAskedFor, "\(key)")
    }
  }

  /// Where an argument has a name that is data: in rules of packages, whose arguments come from SQL, and
  /// in reports, which write titles for machine names.
  private static let dataArguments = [
    "ImportPipeline/Stages/Validate/RowValidation+Rules.swift",
    "ImportPipeline/Session/ImportSession+Validation.swift",
    "ImportReports/Wording/TableTitles.swift", "ImportReports/Wording/IssueMessage.swift",
  ]

  /// All other arguments are parameters of a function of `IssueContent`.
  @Test func noArgument_isNamedByAString() throws {
    for (path, text) in try Self.sources() where !path.hasPrefix("TabularCore/Issues/") {
      #expect(text.contains("IssueArgument(") == Self.dataArguments.contains(path), "\(path)")
    }
  }

  /// Files of names and words that are read from cells, in any language.
  private static let tables = [
    "DelimitedText/SingleByteGuess.swift", "ImportPipeline/Session/TableFinder.swift",
    "RecordMapping/Readers/Reference/Tables/", "RecordMapping/Calendar/MonthNames.swift",
    "RecordMapping/Rows/TotalWords.swift", "RecordMapping/Rows/ClientOutput.swift",
    "RecordMapping/Headers/ControlColumns.swift", "Schemas/Lint/HeaderLint.swift",
    "RecordMapping/Readers/Common/Placeholder.swift",
    "RecordMapping/Readers/Common/SpreadsheetText.swift",
    "RecordMapping/Readers/BooleanReader.swift",
  ]

  @Test func noSentenceOfAnotherLanguage_standsInSwift() throws {
    let letters = Set("àâçéèêëîïôùûœñáíóúü¿¡ÀÉÈÊÁÍÓÚÑ")
    for (path, text) in try Self.sources() where !Self.tables.contains(where: path.hasPrefix) {
      for line in text.split(separator: "\n") {
        let code = line.drop { $0 == " " }
        guard !code.hasPrefix("//"), let start = line.firstIndex(of: "\"") else { continue }
        let literals = line[start...]
        // A sentence has words; a table of letters has none.
        let words = literals.split { !$0.isLetter }
        let isForeign = words.contains { $0.count > 3 && $0.contains(where: letters.contains) }
        #expect(!isForeign, "\(path): \(line)")
      }
      #expect(!text.contains("french:") && !text.contains("spanish:"), "\(path)")
    }
  }
}
