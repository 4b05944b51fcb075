import TabularCore

extension Language {
  /// The best of the program's languages for a browser's `Accept-Language` (RFC 9110, 12.5.4); `nil` if it
  /// asks for none of them.
  init?(accepting text: String) {
    var best: (language: Language, weight: Double)?
    for entry in text.prefix(1000).split(separator: ",") {
      let parts = entry.split(separator: ";")
      guard let range = parts.first?.trimmed,
        let code = range.split(separator: "-").first.map({ $0.lowercased() }),
        let language = Language(spoken: code)
      else { continue }
      let weight =
        parts.dropFirst().map(\.trimmed).first { $0.hasPrefix("q=") }
        .flatMap { Double($0.dropFirst(2)) } ?? 1
      guard weight > 0, weight > best?.weight ?? 0 else { continue }
      best = (language, weight)
    }
    guard let best else { return nil }
    self = best.language
  }
}
