/// Reads the sections of a test as groups of items.
struct GroupReader {
  private(set) var groups: [ItemGroup] = []
  /// The group of each item, by the path of the item in the archive.
  private(set) var groupOfItem: [String: String] = [:]
  /// The paths of the items in the order of the sections.
  private(set) var order: [String] = []

  /// Whether a document is a test.
  static func isTest(_ root: MarkupElement) -> Bool { root.name == "assessmenttest" }

  /// Adds what a test says.
  ///
  /// - Parameter path: the test's own path in the archive; references are relative to it.
  mutating func add(_ test: MarkupElement, at path: String) {
    let folder = path.split(separator: "/").dropLast().map(String.init)
    for part in test.elements(named: "testpart") { add(sectionsOf: part, parent: nil, folder) }
    for declaration in test.elements(named: "outcomedeclaration") {
      guard let name = declaration.attributes["identifier"],
        name.hasPrefix(ItemReader.extraPrefix), let point = name.lastIndex(of: ".")
      else { continue }
      let group = name[name.index(name.startIndex, offsetBy: ItemReader.extraPrefix.count)..<point]
      guard let index = groups.firstIndex(where: { $0.identifier == group }) else { continue }
      groups[index].extras[String(name[name.index(after: point)...])] =
        .some(declaration.first("defaultvalue")?.first("value")?.text)
    }
  }

  private mutating func add(sectionsOf element: MarkupElement, parent: String?, _ folder: [String])
  {
    for section in element.elements(named: "assessmentsection") {
      let identifier = trimmed(section.attributes["identifier"] ?? "")
      if !groups.contains(where: { $0.identifier == identifier }) {
        groups.append(
          ItemGroup(
            identifier: identifier, title: trimmed(section.attributes["title"] ?? identifier),
            parent: parent))
      }
      for reference in section.elements(named: "assessmentitemref") {
        guard let href = reference.attributes["href"] else { continue }
        let path = Self.path(href, in: folder)
        groupOfItem[path] = identifier
        order.append(path)
      }
      add(sectionsOf: section, parent: identifier, folder)
    }
  }

  /// The path in the archive of a reference from a folder.
  static func path(_ reference: String, in folder: [String]) -> String {
    var steps = folder
    let plain = reference.removingPercentEscapes
    for step in plain.split(separator: "/") {
      if step == ".." {
        _ = steps.popLast()
      } else if step != "." {
        steps.append(String(step))
      }
    }
    return steps.joined(separator: "/")
  }
}

extension String {
  /// The text with `%20` and its like as the characters that they stand for.
  fileprivate var removingPercentEscapes: String {
    guard contains("%") else { return self }
    var bytes: [UInt8] = []
    var rest = Array(utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"),
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16),
        rest.count >= 2
      {
        bytes.append(value)
        rest.removeFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
