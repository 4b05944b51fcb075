/// The paths that the server knows, and the methods by which each is asked.
struct DeclaredPaths: Sendable {
  private struct Entry {
    /// The parts of the path; `nil` for a parameter.
    let parts: [String?]
    var methods: Set<String>

    /// Where parameters stand.
    var order: [Int] { parts.map { $0 == nil ? 1 : 0 } }

    /// Whether the parts of a path are these.
    func covers(_ asked: [Substring]) -> Bool {
      parts.count == asked.count
        && zip(parts, asked).allSatisfy { part, text in part.map { $0 == text } ?? true }
    }
  }

  private var entries: [Entry] = []

  /// Paths with parameters as `{id}`, each with one method; what is got is also asked for its head alone.
  init(_ routes: [(path: String, method: String)]) {
    for (path, method) in routes {
      let parts = path.split(separator: "/").map { $0.hasPrefix("{") ? nil : String($0) }
      let methods: Set = method == "GET" ? [method, "HEAD"] : [method]
      if let index = entries.firstIndex(where: { $0.parts == parts }) {
        entries[index].methods.formUnion(methods)
      } else {
        entries.append(Entry(parts: parts, methods: methods))
      }
    }
    // As the router does, a part that is spelled out goes before a parameter, from left to right.
    entries.sort { $0.order.lexicographicallyPrecedes($1.order) }
  }

  /// The methods by which a path of a request is asked, in order; none for a path that there is not.
  func methods(of path: String) -> [String] {
    let asked = path.split(separator: "/")
    return entries.first { $0.covers(asked) }?.methods.sorted() ?? []
  }
}
