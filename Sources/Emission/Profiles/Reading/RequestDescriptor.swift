import JSONText
import RecordMapping
import Schemas
import TabularCore

/// Reads requests, and the texts, values and pointers that they are made of.
struct RequestDescriptor {
  let findings: Findings

  init(_ findings: Findings) { self.findings = findings }

  private static let methods = ["GET", "POST", "PUT", "PATCH", "DELETE"]

  /// The request of an object: `"request": "GET /path"` with `query`, `body` and `form` beside it.
  func request(_ object: ObjectReader, _ scope: PlaceholderScope) -> RequestTemplate? {
    let query = items("query", of: object, scope)
    let form = items("form", of: object, scope)
    let body = object.node("body").map { json($0, at: object.place(of: "body"), scope) }
    if body != nil, !form.isEmpty {
      object.invalid("form", "a request has a `body` or a `form`, not both")
    }
    guard let text = object.string("request") else {
      if !object.has("request") {
        findings.add(at: object.place, "`request` is missing; write it as `GET /path`")
      }
      return nil
    }
    let words = text.split(separator: " ", maxSplits: 1).map(String.init)
    guard words.count == 2, Self.methods.contains(words[0]) else {
      object.invalid(
        "request",
        "`\(printable(text))` is no method and path, such as `GET /path`; methods are \(Self.methods.joined(separator: ", "))"
      )
      return nil
    }
    if words[0] == "GET", body != nil || !form.isEmpty {
      object.invalid(body == nil ? "form" : "body", "a `GET` carries nothing")
    }
    let path = words[1]
    if let problem = Self.problem(ofPath: path) {
      object.invalid("request", problem)
      return nil
    }
    return RequestTemplate(
      method: words[0],
      path: scope.template(path, at: object.place(of: "request"), findings),
      query: query, body: body, form: form)
  }

  /// Why a text is no path behind an address; `nil` if it is one.
  private static func problem(ofPath path: String) -> String? {
    if !path.hasPrefix("/") || path.hasPrefix("//") {
      return
        "`\(printable(path))` does not begin with one `/`: a request names a path behind the address, never a host"
    }
    if path.contains("?") || path.contains("#") {
      return "`\(printable(path))` has a `?` or `#`; write what follows it in `query`"
    }
    if path.contains(where: { $0.isWhitespace || $0 == "\\" }) {
      return "`\(printable(path))` has a space or `\\`"
    }
    if path.split(separator: "/").contains(where: { $0 == ".." || $0 == "." }) {
      return "`\(printable(path))` has a step `.` or `..`"
    }
    return nil
  }

  /// A request with `expect` beside it.
  func probe(_ name: String, of object: ObjectReader, _ scope: PlaceholderScope) -> Probe? {
    guard let item = object.object(name) else { return nil }
    defer { item.finish(.all) }
    var expect: [Expectation] = []
    if let parts = item.object("expect") {
      for name in parts.names {
        check(pointer: name, at: parts.place(of: name))
        if let pattern = pattern(name, of: parts) {
          expect.append(Expectation(pointer: name, pattern: pattern))
        }
      }
    }
    return request(item, scope).map { Probe(request: $0, expect: expect) }
  }

  // MARK: Texts

  /// A text with placeholders.
  func template(
    _ name: String, of object: ObjectReader, _ scope: PlaceholderScope
  ) -> Template? {
    object.string(name).map { scope.template($0, at: object.place(of: name), findings) }
  }

  /// Named texts, in the order of the file.
  func items(
    _ name: String, of object: ObjectReader, _ scope: PlaceholderScope
  ) -> [QueryItem] {
    guard let items = object.object(name) else { return [] }
    return items.names.compactMap { name in
      template(name, of: items, scope).map { QueryItem(name: name, value: $0) }
    }
  }

  /// A regular expression of XML Schema that is found in a text, as `^` and `$` bound it.
  func pattern(_ name: String, of object: ObjectReader) -> String? {
    guard let text = object.string(name) else { return nil }
    if !ValuePattern(text).isValid {
      object.invalid(
        name,
        "`\(printable(text))` is no regular expression of XML Schema, in which `\\w` has no `_`")
    }
    return text
  }

  // MARK: Pointers

  /// A pointer (RFC 6901); empty for the whole.
  func pointer(_ name: String, of object: ObjectReader) -> String? {
    guard let text = object.string(name) else { return nil }
    check(pointer: text, at: object.place(of: name))
    return text
  }

  /// Tells a text that is no pointer.
  func check(pointer: String, at place: DescriptorPlace) {
    guard !pointer.isEmpty, !pointer.hasPrefix("/") else { return }
    findings.add(
      at: place,
      "`\(printable(pointer))` is no JSON pointer; write `/\(printable(pointer))`, or nothing for the whole answer"
    )
  }

  /// Pointers with the values that they are compared with.
  func pairs(
    _ name: String, of object: ObjectReader, _ scope: PlaceholderScope
  ) -> [PointerValue] {
    guard let parts = object.object(name) else { return [] }
    return parts.names.compactMap { name in
      let place = parts.place(of: name)
      check(pointer: name, at: place)
      return parts.node(name).map { PointerValue(pointer: name, value: json($0, at: place, scope)) }
    }
  }

  // MARK: JSON

  /// A JSON value with placeholders in its texts.
  func json(
    _ node: JSONNode, at place: DescriptorPlace, _ scope: PlaceholderScope
  ) -> JSONTemplate {
    switch node.content {
    case .null: .null
    case .boolean(let value): .boolean(value)
    case .number(let text): .number(text)
    case .string(let text): .text(scope.template(text, at: place, findings))
    case .array(let items):
      .array(
        items.enumerated().map { index, item in
          json(item, at: place.child(String(index), line: item.line, column: item.column), scope)
        })
    case .object(let members): .object(self.members(members, at: place, scope))
    }
  }

  private func members(
    _ members: [JSONMember], at place: DescriptorPlace, _ scope: PlaceholderScope
  ) -> [Member] {
    var names: Set<String> = []
    return members.map { member in
      let value = member.value
      let place = place.child(member.name, line: value.line, column: value.column)
      if !names.insert(member.name).inserted {
        findings.add(at: place, "`\(printable(member.name))` stands twice in this object")
      }
      return Member(name: member.name, value: json(value, at: place, scope))
    }
  }

  /// The members of an object with placeholders.
  func members(
    _ name: String, of object: ObjectReader, _ scope: PlaceholderScope
  ) -> [Member]? {
    guard let node = object.node(name) else { return nil }
    guard let members = node.members else {
      object.invalid(name, "`\(name)` is \(node.kind), expected an object")
      return nil
    }
    return self.members(members, at: object.place(of: name), scope)
  }
}
