import TabularCore

/// Colours for a terminal, or none; colour never carries meaning alone.
struct TextStyle {
  let usesColour: Bool

  func severity(_ severity: Severity, _ text: String) -> String {
    switch severity {
    case .error: painted(text, "1;31")
    case .warning: painted(text, "1;33")
    case .note: painted(text, "1;36")
    }
  }

  func mark(_ text: String) -> String { painted(text, "1;34") }

  private func painted(_ text: String, _ code: String) -> String {
    usesColour ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
