import Foundation
import TestSupport
import Testing

/// Every command speaks the language of its reader: what it prints, and what it says of a command line that
/// makes no sense.
@Suite struct SpokenCommandTests {
  private let tool: Registrar
  private let package: String

  init() throws {
    tool = try Registrar()
    package = try Repository.path(of: "Schemas/exam-platform")
  }

  /// Words that stand in English sentences, and in no French or Spanish one.
  private static let englishWords: Set<Substring> = [
    "the", "of", "with", "was", "were", "which", "are", "from", "and", "is", "this", "that",
    "cannot", "not", "needs", "takes", "found", "for", "by", "unknown", "missing", "must",
  ]

  /// The English words of a text, without what is quoted: names, commands, usage.
  private static func englishWords(in text: String) -> [String] {
    text.split(separator: "\n")
      .filter { !$0.contains("[--") && !$0.hasPrefix("    ") }
      .flatMap { line in
        line.replacing(#/`[^`]*`|'[^']*'|<[^>]*>|\([^)]*\)/#, with: " ")
          .split(whereSeparator: { !$0.isLetter && $0 != "-" && $0 != "." && $0 != "_" })
          .filter { englishWords.contains($0) }.map { "\($0): \(line)" }
      }
  }

  private func check(
    _ arguments: [String], in language: String, _ foreign: [String: String],
    status: Int32? = nil
  ) throws {
    let name = arguments.joined(separator: " ")
    let result = try tool.run(
      arguments, ["LANG": language + ".UTF-8", "REGISTRAR_SCHEMAS": package + "/.."])
    let text = result.output + result.errors
    #expect(!text.isEmpty, "\(name)")
    if let status { #expect(result.status == status, "\(name): \(result.status) \(text)") }
    // A code before a sentence could make another sentence with its first word.
    OtherLanguageTests.check(text.replacing(#/\b[a-z]+\.[a-z-]+/#, with: "…"), name, foreign)
    #expect(Self.englishWords(in: text) == [], "\(name)")
  }

  @Test(arguments: ["fr", "es"])
  func everyCommand_speaks(language: String) throws {
    let foreign = try OtherLanguageTests.foreign(to: language)
    let store = ["--store", "sqlite:s.sqlite"]
    let from = ["--package", package]
    try tool.scratch.write(
      "locations.csv",
      "location_code,name,time_zone,kind,capacity\nBRA-01,Brampton,America/Toronto,virtual,5\n")
    try tool.scratch.write(
      "bad.csv", "location_code,name,time_zone,kind\nBRA-02,Brampton,Mars/Base,virtuel\n")
    try tool.scratch.write(
      "list.json", #"{"locations": [{"location_code": "BRA-01", "name": "Brampton"}]}"#)
    try FileManager.default.createDirectory(
      atPath: tool.scratch.path(of: "inbox"), withIntermediateDirectories: false)
    try tool.scratch.write(
      "inbox/locations.csv",
      "location_code,name,time_zone,kind\nBRA-02,Brampton,Mars/Base,virtual\n")
    let commands: [(words: [String], status: Int32)] = [
      (["schema", "list"] + from, 0), (["schema", "show", "locations"] + from, 0),
      (["schema", "check", package], 0),
      (["store", "init"] + store + from, 0), (["store", "init"] + store + from, 0),
      (["store", "status"] + store + from, 0), (["store", "migrate"] + store + from, 0),
      (["store", "check"] + store + from, 0),
      (["store", "status", "--store", "sqlite:none.sqlite"] + from, 6),
      (["runs"] + store, 0),
      (
        ["import", "locations.csv", "--plan-out", "p.plan", "--since", "last"] + store + from, 0
      ),
      (["plan", "show", "p.plan"], 0),
      (["import", "locations.csv", "--execute", "--backup"] + store + from, 0),
      (
        ["import", "bad.csv", "--report", "text", "--report", "json:r.json", "--explain-values"]
          + store + from, 1
      ),
      (["runs"] + store, 0), (["audit", "verify"] + store, 0),
      (["verify"] + store, 0), (["trace", "locations", "BRA-01"] + store, 0),
      (["backup", "-o", "b.backup"] + store, 0),
      (["import", "locations.csv", "--execute"] + store + from, 0),
      (["restore", "b.backup"] + store, 4),
      (["restore", "b.backup", "--confirm", "s.sqlite"] + store, 0),
      (["store", "mark", "--production", "live"] + store, 0),
      (["store", "status"] + store + from, 0),
      (["store", "mark", "--no-production", "--confirm-target", "live"] + store, 4),
      (["store", "grants"] + store + from, 2),
      (["inspect", "locations.csv"] + from, 0), (["inspect", "list.json"] + from, 0),
      (["template", "locations", "-o", "."] + from, 0), (["inspect", "locations.xlsx"] + from, 0),
      (["template", "upgrade", "locations.xlsx", "-o", "new.xlsx"] + from, 0),
      (["explain", "value.required-if"], 0), (["explain"], 0), (["limits"], 0),
      (
        [
          "waivers", "add", "r.json", "--to", "w.csv", "--reason", "x", "--name", "y",
          "--expires", "2027-06-30",
        ], 2
      ),
      (
        ["watch", "inbox", "--once", "--offline", "--interval", "0.05", "--settle", "0.05"] + from,
        1
      ),
    ]
    for command in commands {
      // Pages with an example are in English where a language has none of its own, and say so.
      try check(command.words, in: language, foreign, status: command.status)
    }
    for name in ["undo", "show", "resume", "abandon"] {
      try check([name, "A1"] + store, in: language, foreign)
    }
  }

  /// Command lines that make no sense; each is refused with 2.
  private static let mistakes = [
    "--bogus", "limits --languge fr", "limits x", "show", "import", "import a.csv --jobs x",
    "import a.csv --on-error x", "import a.csv --report", "import a.csv --report x",
    "import a.csv --validate --execute", "import a.csv --jobs 0", "import a.csv --max-errors 0",
    "import a.csv --commit-every 0", "import a.csv --commit-every 5", "import a.csv --backup",
    "import a.csv --rehearse --offline", "import a.csv --offline --execute",
    "import a.csv --offline --store s.db", "import a.csv --offline --plan p",
    "import a.csv --offline --mode update-only", "import a.csv --prune x",
    "import a.csv --prune x:y --allow-delete", "import a.csv --plan p --plan-out q",
    "import a.csv --plan-out q --execute", "import a.csv --quiet --verbose",
    "import a.csv --max-details -1", "import a.csv --report text --report json",
    "import a.csv --report text:x --report json:x", "import a.csv --header-row 0",
    "import a.csv --with x", "import a.csv --approve x --approver y", "import a.csv --approve x=1",
    "import a.csv --approver y", "import a.csv --target x --store s.db",
    "import a.csv --target x --confirm-target y", "import a.csv --target x",
    "import - --marked", "import a.csv b.csv --marked=x.xlsx", "import a.csv --marked=x.pdf",
    "import a.xlsx --marked=a.xlsx", "import a.csv --fix=", "import - --fix x.csv",
    "import a.csv b.csv --fix x.csv", "import a.csv --fix a.csv", "import a.xlsx --fix x.csv",
    "import a.csv --fix x.xlsm", "import a.csv --fix x.csv --rejects x.csv",
    "import a.csv --rejects x.xlsm", "import a.csv --since none.json --offline",
    "import a.csv --report json:none/x.json --offline", "import a.csv --report json:/ --offline",
    "import a.csv --store sqlite:", "import a.csv --store what",
    "import a.csv --store postgresql:x",
    "import a.csv --package none --offline", "import a.csv --limit x",
    "import a.csv --limit rows=0",
    "import a.csv --encoding x --offline", "inspect a.csv --delimiter xx",
    "inspect a.csv --delimiter x --quote x", "inspect a.csv --cells --json",
    "template", "template locations --all", "template nowhere",
    "template --all --format csv --example",
    "template locations --store s.db", "template upgrade a.xlsx -o a.xlsx",
    "template upgrade a.xlsx -o b.xlsx --store s.db", "schema show nowhere", "explain no.code",
    "explain rule.none", "explain --language xx", "explain --package none value.required",
    "store mark", "store mark --production=", "verify --expect x",
    "show A9 --store sqlite:s.sqlite",
    "trace nowhere X --store sqlite:s.sqlite", "trace locations X --store sqlite:s.sqlite",
    "undo A9 --store sqlite:s.sqlite", "waivers suggest none.json", "waivers suggest a.csv",
    "waivers add a.csv --to x --reason= --name y --expires 2027-06-30",
    "waivers add a.csv --to x --reason x --name y --expires tomorrow", "corrections suggest a.csv",
    "watch none", "watch a.csv", "watch . --interval 0", "watch . --offline --store s.db",
    "backup -o none/x/y --store sqlite:none.sqlite extra",
  ]

  @Test(arguments: ["fr", "es"])
  func everyMistake_isTold(language: String) throws {
    let foreign = try OtherLanguageTests.foreign(to: language)
    try tool.scratch.write("a.csv", "location_code,name\nBRA-01,Brampton\n")
    #expect(
      try tool.run(
        ["store", "init", "--store", "sqlite:s.sqlite", "--package", package]
      ).status == 0)
    for line in Self.mistakes {
      try check(line.split(separator: " ").map(String.init), in: language, foreign, status: 2)
    }
  }

  /// The option counts more than the environment.
  @Test func theOption_namesTheLanguage() throws {
    let result = try tool.run(["limits", "--language", "es", "x"], ["LANG": "fr_FR.UTF-8"])
    #expect(result.status == 2)
    #expect(result.errors.hasPrefix("error: argumento inesperado `x`\nUso: registrar limits"))
    #expect(try tool.run(["limits", "--language", "fr"]).output.hasPrefix("limite "))
  }

  /// Sentences are in the language files: none is given to what tells people something.
  @Test func noSentence_standsInTheCommands() throws {
    let folder = try Repository.path(of: "Sources/RegistrarCommands")
    let telling = ["ValidationError(", "Terminal.note(", "Terminal.write(", ".tell(", ".print("]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder)
    where name.hasSuffix(".swift") {
      let text = try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
      for call in telling {
        for part in text.components(separatedBy: call).dropFirst() {
          let argument = part.drop(while: \.isWhitespace)
          guard argument.hasPrefix("\"") else { continue }
          let literal = argument.dropFirst().prefix { $0 != "\"" && $0 != "\\" }
          let words = literal.split(separator: " ").count { $0.allSatisfy(\.isLetter) }
          #expect(words < 2 || literal.hasPrefix("-- Package"), "\(name): \(literal)")
        }
      }
    }
  }
}
