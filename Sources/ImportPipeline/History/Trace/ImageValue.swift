import Foundation

/// A value in an image of a record: of a column, or the items of a list.
enum ImageValue: Decodable, Hashable {
  case none
  case scalar(String)
  case items([ImageValue])

  /// The text of a column's value; `nil` for none and for lists.
  var text: String? {
    if case .scalar(let text) = self { text } else { nil }
  }

  /// The members of an image, by column or list; none where it cannot be read.
  static func members(_ json: String) -> [String: ImageValue] {
    (try? JSONDecoder().decode([String: ImageValue].self, from: Data(json.utf8))) ?? [:]
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .none
    } else if let flag = try? container.decode(Bool.self) {
      self = .scalar(flag ? "true" : "false")
    } else if let number = try? container.decode(Int64.self) {
      self = .scalar(String(number))
    } else if let number = try? container.decode(Double.self) {
      // A number with more digits than a binary one keeps the digits it was written with.
      let exact = (try? container.decode(Decimal.self)).map { "\($0)" } ?? ""
      let isLonger = exact.count(where: \.isNumber) > 18
      self = .scalar(isLonger ? exact : String(number))
    } else if let text = try? container.decode(String.self) {
      self = .scalar(text)
    } else {
      self = .items(try container.decode([ImageValue].self))
    }
  }
}
