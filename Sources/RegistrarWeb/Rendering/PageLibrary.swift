import Mustache
import TabularCore

/// The templates of all pages, and the words in them.
///
/// A template finds a label of the language files below `labels/web` as `{{t.login.title}}`.
struct PageLibrary: Sendable {
  private let library: MustacheLibrary
  private let words: [Language: PageWords]

  /// - Throws: what is wrong with a template; a test reads all of them.
  init() throws {
    MustacheContentTypes.register(ScalarEscaping(), named: ScalarEscaping.name)
    var library = MustacheLibrary()
    for page in EmbeddedPage.all where page.name.hasSuffix(Self.ending) {
      // Each template says how it escapes; a partial would otherwise fall back to the library's way.
      try library.register(
        "{{% CONTENT_TYPE:\(ScalarEscaping.name)}}" + page.text,
        named: String(page.name.dropLast(Self.ending.count)))
    }
    self.library = library
    words = Dictionary(
      uniqueKeysWithValues: Language.spoken.map { ($0, PageWords(in: $0)) })
  }

  private static let ending = ".mustache"

  /// A page with its frame.
  ///
  /// - Parameters:
  ///   - name: the template of what the frame holds.
  ///   - values: what the template and the frame ask for.
  func page(_ name: String, _ values: [String: Any], in language: Language) -> String {
    var values = values
    values["t"] = words[language]?.all
    values["content"] = library.render(values, withTemplate: name) ?? ""
    return library.render(values, withTemplate: "frame") ?? ""
  }
}

/// The labels of a language below `labels/web`, as templates find them.
struct PageWords: @unchecked Sendable {  // Holds texts and dictionaries of them, and never changes.
  /// Texts by name, and dictionaries of them.
  let all: [String: Any]

  /// The words of a language.
  init(in language: Language) {
    var all: [String: Any] = [:]
    for key in Language.english.keys(below: "labels/web") {
      Self.put(
        language.label("web/" + key), at: key.split(separator: "/").map(String.init)[...],
        into: &all)
    }
    self.all = all
  }

  private static func put(
    _ text: String, at path: ArraySlice<String>, into all: inout [String: Any]
  ) {
    guard let name = path.first else { return }
    guard path.count > 1 else {
      all[name] = text
      return
    }
    var inner = all[name] as? [String: Any] ?? [:]
    put(text, at: path.dropFirst(), into: &inner)
    all[name] = inner
  }
}
