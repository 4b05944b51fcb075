import Foundation
import TestSupport
import Testing

/// No text of one language stands in the output of another.
///
/// What is looked for are the sentences of the language files, cut at their placeholders: whatever has two
/// words or more and is another text in the language that was asked for.
@Suite struct OtherLanguageTests {
  private let tool: Registrar

  init() throws { tool = try Registrar() }

  /// The texts of a language file by their keys.
  private static func texts(_ language: String) throws -> [String: String] {
    let path = try Repository.path(of: "Sources/TabularCore/Messages/\(language).json")
    let root = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: path)))
    var texts: [String: String] = [:]
    func walk(_ value: Any, _ key: String) {
      if let members = value as? [String: Any] {
        for (name, member) in members { walk(member, key + "/" + name) }
      } else if let text = value as? String {
        texts[key] = text
      }
    }
    walk(root, "")
    return texts
  }

  /// The pieces of a text between its placeholders that have two words or more.
  private static func pieces(_ text: String) -> [String] {
    text.split { "{}`".contains($0) }.enumerated()
      // What stands in braces is a name, or words for a number.
      .map { $1.trimmingCharacters(in: .whitespaces.union(.punctuationCharacters)) }
      .filter { piece in
        piece.count >= 12 && !piece.contains("|")
          && piece.split(separator: " ").count { $0.count > 2 } >= 2
      }
  }

  /// What another language says, and the wanted one does not.
  static func foreign(to language: String) throws -> [String: String] {
    let own = try texts(language).values.joined(separator: "\n")
    var foreign: [String: String] = [:]
    for other in ["en", "fr", "es"] where other != language {
      for (key, text) in try texts(other) {
        for piece in pieces(text) where !own.contains(piece) { foreign[piece] = other + key }
      }
    }
    return foreign
  }

  /// The text of a page, and the words that its script writes; the script itself is no text.
  private static func withoutCode(_ page: String) -> String {
    page.replacing(#/(?s)<style>.*?<\/style>/#, with: "")
      .replacing(#/(?s)<script>.*?<\/script>/#, with: "")
      .replacing(#/<\/?code>/#, with: "`")
  }

  /// What people see of a workbook: its texts and notes.
  private func textOfWorkbook(_ name: String) throws -> String {
    let script = """
      import html, re, sys, zipfile
      archive = zipfile.ZipFile(sys.argv[1])
      for part in archive.namelist():
          if part.endswith(".xml") and ("sheet" in part.lower() or "comment" in part):
              text = archive.read(part).decode()
              print(html.unescape("\\n".join(re.findall(r"<t(?: [^>]*)?>([^<]*)</t>", text))))
      """
    let result = try tool.run(["python3", "-c", script, name], program: "/usr/bin/env")
    #expect(result.status == 0 && !result.output.isEmpty, "\(result.errors)")
    return result.output
  }

  static func check(_ text: String, _ name: String, _ foreign: [String: String]) {
    let plain = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let found = foreign.filter { plain.contains($0.key) }
    let list = found.map { "\($0.key) (\($0.value))" }.sorted().joined(separator: "\n")
    #expect(found.isEmpty, "\(name):\n\(list)")
  }

  @Test(arguments: ["en", "fr", "es"])
  func reportsSpeakOneLanguage(language: String) throws {
    let foreign = try Self.foreign(to: language)
    #expect(foreign.count > 800)
    let folder = try Repository.path(of: "Templates/exam-platform/examples/faulty")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      .filter { $0.hasSuffix(".xlsx") || $0.hasSuffix(".csv") }
    for file in files {
      try FileManager.default.copyItem(
        atPath: folder + "/" + file, toPath: tool.scratch.path(of: file))
    }
    let formats = ["text", "html", "mail", "markdown", "github", "junit"]
    let result = try tool.runImport(
      files + ["--offline", "--language", language, "--verbose", "--marked"]
        + formats.flatMap { ["--report", "\($0):report.\($0)"] },
      environment: ["LANG": language])
    #expect(result.status == 1, "\(result.errors)")
    for format in formats {
      var text = String(decoding: try tool.scratch.contents(of: "report.\(format)"), as: UTF8.self)
      #expect(text.count > 2_000)
      if format == "html" { text = Self.withoutCode(text) }
      Self.check(text, format, foreign)
    }
    for file in ["locations", "venues"] {
      Self.check(try textOfWorkbook(file + ".checked.xlsx"), file, foreign)
    }
  }

  /// What is told on standard error, by other commands too.
  @Test(arguments: ["en", "fr", "es"])
  func noticesSpeakOneLanguage(language: String) throws {
    let foreign = try Self.foreign(to: language)
    let environment = ["LANG": language + "_CA.UTF-8"]
    try tool.scratch.write(
      "locations.csv",
      "location_code,name,time_zone,kind,capacity\nBRA-01,Brampton,America/Toronto,virtual,5\n")
    let store = ["--store", "sqlite:s.sqlite"]
    for arguments in [["--execute", "--backup"], ["--execute", "--backup"]] {
      let result = try tool.runImport(
        ["locations.csv"] + arguments + store, environment: environment)
      #expect(result.status == 0, "\(result.errors)")
      Self.check(result.errors + result.output, "import", foreign)
    }
    for arguments in [
      ["inspect", "none.csv"],
      ["audit", "verify", "--head", String(repeating: "0", count: 64)] + store,
      ["runs"] + store, ["show", "A1"] + store, ["backup", "-o", "b.backup"] + store,
    ] {
      let result = try tool.run(arguments, environment)
      Self.check(result.errors + result.output, arguments.joined(separator: " "), foreign)
    }
    let clock = try tool.runImport(["locations.csv", "--offline"], environment: environment).errors
    let words = ["en": "is set", "fr": "est définie", "es": "está definida"]
    #expect(clock.contains("REGISTRAR_NOW \(words[language] ?? "")"), "\(clock)")
  }
}
