import Emission
import Foundation
import JSONText

/// What takes the place of the placeholders of a request.
struct Filling {
  /// A placeholder that has no value where one must be.
  struct Gap: Error {
    /// The placeholder, as a profile writes it.
    var placeholder: String
    /// The table and key of the record that has no id yet, where that is it.
    var isMissingID = false
  }

  private let settings: EmissionSettings
  /// Names that were looked up once.
  var discovered: [String: ScalarValue] = [:]
  /// The columns of the row and its mapped values, by name; `nil` for those without a value.
  var columns: [String: ScalarValue?] = [:]
  /// The ids of the records that the row refers to.
  var ids: [String: ScalarValue] = [:]
  /// The id of the record itself.
  var record: ScalarValue?
  /// The members that changed, as JSON.
  var changed: String?

  init(_ settings: EmissionSettings) { self.settings = settings }

  /// The value of a placeholder; `nil` for a column without one.
  private func value(_ placeholder: Placeholder) throws(Gap) -> ScalarValue? {
    switch placeholder {
    case .column(let name):
      guard let value = columns[name] else { throw Gap(placeholder: name) }
      return value
    case .config(let name): return settings[name].map { ScalarValue($0) }
    case .discovered(let name):
      guard let found = discovered[name] else { throw Gap(placeholder: name) }
      return found
    case .id(let name):
      guard let id = ids[name] else { throw Gap(placeholder: "id." + name, isMissingID: true) }
      return id
    case .record:
      guard let record else { throw Gap(placeholder: "id", isMissingID: true) }
      return record
    case .changed: throw Gap(placeholder: "changed")
    }
  }

  /// A text; a placeholder without a value is empty.
  func text(_ template: Template) throws(Gap) -> String {
    var text = ""
    for part in template.parts {
      switch part {
      case .text(let words): text += words
      case .value(let placeholder): text += try value(placeholder)?.text ?? ""
      }
    }
    return text
  }

  /// Path and query of a request; a placeholder without a value, or one that would lead to another
  /// folder, is a gap: what systems make of those differs.
  func target(of request: RequestTemplate) throws(Gap) -> String {
    var target = try address(request.path)
    for (index, item) in request.query.enumerated() {
      target += index == 0 ? "?" : "&"
      target += percentEncoded(item.name) + "=" + percentEncoded(try filled(item.value))
    }
    return target
  }

  private func address(_ template: Template) throws(Gap) -> String {
    var path = ""
    for part in template.parts {
      switch part {
      case .text(let words): path += words
      case .value(let placeholder):
        let text = try filled(Template(parts: [.value(placeholder)]))
        if text == "." || text == ".." { throw Gap(placeholder: "\(placeholder)") }
        path += percentEncoded(text)
      }
    }
    return path
  }

  /// A text whose placeholders all have a value.
  private func filled(_ template: Template) throws(Gap) -> String {
    for part in template.parts {
      if case .value(let placeholder) = part, try value(placeholder)?.text.isEmpty ?? true {
        throw Gap(placeholder: "\(placeholder)")
      }
    }
    return try text(template)
  }

  /// A form (`application/x-www-form-urlencoded`).
  func form(_ items: [QueryItem]) throws(Gap) -> String {
    var parts: [String] = []
    for item in items {
      parts.append(percentEncoded(item.name) + "=" + percentEncoded(try text(item.value)))
    }
    return parts.joined(separator: "&")
  }

  // MARK: Bodies

  /// A body; members without a value are left out.
  ///
  /// - Parameters:
  ///   - more: members that only this request has.
  ///   - keepsNulls: whether members without a value are null instead.
  func json(
    _ template: JSONTemplate, adding more: [Member] = [], keepsNulls: Bool = false
  ) throws(Gap) -> String {
    guard case .object(let members) = template, !more.isEmpty else {
      return try json(value: template, keepsNulls) ?? "null"
    }
    return try json(value: .object(members + more), keepsNulls) ?? "null"
  }

  private func json(
    value template: JSONTemplate, _ keepsNulls: Bool
  ) throws(Gap) -> String? {
    switch template {
    case .null: return "null"
    case .boolean(let truth): return truth ? "true" : "false"
    case .number(let text): return text
    case .text(let template):
      if case .value(let placeholder) = template.parts.first, template.parts.count == 1 {
        if case .changed = placeholder, let changed { return changed }
        return try value(placeholder)?.json
      }
      return jsonString(try text(template))
    case .array(let items):
      var parts: [String] = []
      for item in items { parts.append(try json(value: item, keepsNulls) ?? "null") }
      return "[" + parts.joined(separator: ",") + "]"
    case .object(let members):
      var parts: [String] = []
      for member in members {
        let found = try json(value: member.value, keepsNulls)
        guard let value = found ?? (keepsNulls ? "null" : nil) else { continue }
        parts.append(jsonString(member.name) + ":" + value)
      }
      return "{" + parts.joined(separator: ",") + "}"
    }
  }
}

/// What stands for itself in any part of an address (RFC 3986, 2.3).
private let unreserved = CharacterSet(
  charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

/// A text in which everything else is escaped (RFC 3986, 2.1).
func percentEncoded(_ text: String) -> String {
  text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
}
