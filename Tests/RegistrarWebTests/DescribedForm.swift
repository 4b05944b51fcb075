import JSONText
import Testing

@testable import RegistrarWeb

/// What the OpenAPI document says about an answer: as much of JSON Schema as it uses.
struct DescribedForm {
  private let document: JSONNode
  private let form: JSONNode

  /// A schema of the document's components.
  init(_ name: String) throws {
    document = try JSONParser.parse(EmbeddedPage.openAPI)
    form = try #require(document.member("components")?.member("schemas")?.member(name))
  }

  /// Where a value is not as it says, and why; none for a value that is.
  func faults(of value: JSONNode) -> [String] { faults(of: value, form, at: "") }

  private func faults(of value: JSONNode, _ form: JSONNode, at path: String) -> [String] {
    if let name = form.member("$ref")?.string?.split(separator: "/").last {
      guard let named = document.member("components")?.member("schemas")?.member(String(name))
      else { return ["\(path): no schema \(name)"] }
      return faults(of: value, named, at: path)
    }
    if let choices = form.member("oneOf")?.items {
      let fitting = choices.filter { faults(of: value, $0, at: path).isEmpty }
      return fitting.count == 1 ? [] : ["\(path): fits \(fitting.count) of oneOf"]
    }
    var found: [String] = []
    if let values = form.member("enum")?.items, !values.contains(value) {
      found.append("\(path): none of the values")
    }
    if let type = form.member("type") {
      let types = type.items?.compactMap(\.string) ?? [type.string ?? ""]
      if !types.contains(where: { Self.isA($0, value) }) {
        found.append("\(path): \(value.kind) in place of \(types)")
      }
    }
    if let least = form.member("minimum")?.scalar.flatMap(Double.init),
      case .number(let text) = value.content, (Double(text) ?? -1) < least
    {
      found.append("\(path): less than \(least)")
    }
    let members = form.member("properties")?.members ?? []
    for name in form.member("required")?.items?.compactMap(\.string) ?? []
    where value.members != nil && value.member(name) == nil {
      found.append("\(path): no \(name)")
    }
    for member in value.members ?? [] {
      guard let inner = members.first(where: { $0.name == member.name })?.value else {
        if form.member("additionalProperties")?.content == .boolean(false) {
          found.append("\(path): \(member.name) is not described")
        }
        continue
      }
      found += faults(of: member.value, inner, at: path + "/" + member.name)
    }
    if let inner = form.member("items") {
      for (index, item) in (value.items ?? []).enumerated() {
        found += faults(of: item, inner, at: "\(path)/\(index)")
      }
    }
    return found
  }

  private static func isA(_ type: String, _ value: JSONNode) -> Bool {
    switch value.content {
    case .null: type == "null"
    case .boolean: type == "boolean"
    case .number(let text): type == "number" || type == "integer" && Int(text) != nil
    case .string: type == "string"
    case .array: type == "array"
    case .object: type == "object"
    }
  }
}
