extension Language {
  /// A label of the program in the language: `report/read`.
  ///
  /// - Precondition: the English file has the label.
  public func label(_ key: String) -> String {
    guard let text = text("labels/" + key) else {
      preconditionFailure("no language file has the label \(key)")
    }
    return text
  }

  /// A label with its placeholders filled in.
  ///
  /// `{name}` prints the value as it is; `{name|row|rows}` prints the word for the number. For example:
  ///
  ///     language.label("report/moreRelated", ["count": 3])
  public func label(
    _ key: String, _ values: KeyValuePairs<String, any CustomStringConvertible>
  ) -> String {
    label(key, values: Array(values))
  }

  /// A label with its placeholders filled in from a list that is put together.
  public func label(
    _ key: String, values: [(key: String, value: any CustomStringConvertible)]
  ) -> String {
    var result = ""
    var rest = label(key)[...]
    while let open = rest.utf8.firstIndex(of: UInt8(ascii: "{")),
      let close = rest.utf8[open...].firstIndex(of: UInt8(ascii: "}"))
    {
      result += rest[..<open]
      let parts = rest[rest.utf8.index(after: open)..<close]
        .split(separator: "|", omittingEmptySubsequences: false)
      if let value = values.first(where: { $0.key == parts[0] })?.value {
        let text = value.description
        result += parts.count == 1 ? text : word(Array(parts.dropFirst()), for: text)
      } else {
        result += "…"
      }
      rest = rest[rest.utf8.index(after: close)...]
    }
    return result + rest
  }

  /// The labels below a path, padded with spaces to the same width: that of the widest label, and a gap.
  ///
  /// - Parameter gap: a number of columns; without one, two or three, so that the width is even.
  public func column(_ path: String, gap: Int? = nil) -> LabelColumn {
    let names = Self.english.keys(below: "labels/" + path)
    let widest = names.map { label("\(path)/\($0)").count }.max() ?? 0
    return LabelColumn(
      language: self, path: path, width: gap.map { widest + $0 } ?? (widest + 3) / 2 * 2)
  }

  /// The word for a number.
  func word(_ forms: [Substring], for number: String) -> String {
    guard let last = forms.last else { return "" }
    guard let count = Int(number) else { return String(last) }
    let index = form(of: count)
    return String(forms.indices.contains(index) ? forms[index] : last)
  }
}

/// Labels in a column, each before the text that it labels.
public struct LabelColumn: Sendable {
  private let language: Language
  private let path: String
  private let width: Int

  init(language: Language, path: String, width: Int) {
    self.language = language
    self.path = path
    self.width = width
  }

  /// A label with the space after it.
  public subscript(name: String) -> String {
    let text = language.label("\(path)/\(name)")
    return text + String(repeating: " ", count: max(1, width - text.count))
  }

  /// The space below a label.
  public var indent: String { String(repeating: " ", count: width) }
}
