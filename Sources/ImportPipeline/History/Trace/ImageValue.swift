import JSONText

/// A value in an image of a record: of a column, or the items of a list.
enum ImageValue: Hashable {
  case none
  case scalar(String)
  case items([ImageValue])

  /// The text of a column's value; `nil` for none and for lists.
  var text: String? {
    if case .scalar(let text) = self { text } else { nil }
  }

  /// The members of an image, by column or list; none where it cannot be read.
  static func members(_ json: String) -> [String: ImageValue] {
    let members = (try? JSONParser.parse(json))?.members ?? []
    return Dictionary(members.map { ($0.name, ImageValue($0.value)) }) { $1 }
  }

  private init(_ node: JSONNode) {
    switch node.content {
    case .null: self = .none
    case .boolean(let flag): self = .scalar(flag ? "true" : "false")
    case .number(let digits): self = .scalar(Self.number(digits))
    case .string(let text): self = .scalar(text)
    case .array(let items): self = .items(items.map { ImageValue($0) })
    case .object: self = .none
    }
  }

  /// A number as it is shown: in its shortest form, but with all digits where a binary number has fewer.
  private static func number(_ digits: String) -> String {
    guard Int64(digits) == nil, let number = Double(digits) else { return digits }
    if digits.count(where: \.isNumber) > 18 {
      guard digits.contains("."), !digits.contains(where: { "eE".contains($0) }) else {
        return digits
      }
      var kept = digits[...]
      while kept.last == "0" { kept.removeLast() }
      return String(kept.last == "." ? kept.dropLast() : kept)
    }
    return Int64(exactly: number).map { String($0) } ?? String(number)
  }
}
