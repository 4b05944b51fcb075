import CSheetXML
import TabularCore

/// The attributes of one element of a small part.
struct PartAttributes {
  fileprivate var values: [(name: String, space: sx_namespace, value: String)]

  /// The value of an attribute without a namespace.
  subscript(name: String) -> String? {
    values.first { $0.space == SX_NS_NONE && $0.name == name }?.value
  }

  /// The value of an attribute of the office document relationships, such as `r:id`.
  func relationship(_ name: String) -> String? {
    values.first { $0.space == SX_NS_DOCUMENT && $0.name == name }?.value
  }
}

/// Walks small parts (content types, relationships, workbook, styles), element by element.
enum PartWalker {
  /// A root element and the namespace it must have, or none.
  struct Root {
    fileprivate var name: String
    fileprivate var space: sx_namespace

    /// Content types (ECMA-376 part 2, 7.2.3).
    static let contentTypes = Root(name: "Types", space: SX_NS_CONTENT_TYPES)
    /// Relationships (ECMA-376 part 2, 6.5.3).
    static let relationships = Root(name: "Relationships", space: SX_NS_RELATIONSHIPS)
    /// The workbook (ECMA-376 part 1, 18.2.27).
    static let workbook = Root(name: "workbook", space: SX_NS_MAIN)
    /// The styles (ECMA-376 part 1, 18.8.39).
    static let styles = Root(name: "styleSheet", space: SX_NS_MAIN)
    /// The theme, in the namespace of DrawingML (ECMA-376 part 1, 20.1.6.9).
    static let theme = Root(name: "theme", space: SX_NS_OTHER)
    /// A table of a worksheet (ECMA-376 part 1, 18.5.1.2).
    static let table = Root(name: "table", space: SX_NS_MAIN)
  }

  /// Calls `visit` for each element of the expected namespaces, with the names of its ancestors and its
  /// own; elements of other namespaces are skipped with their contents.
  static func walk(
    _ member: ZipMember, root: Root, limits: Limits,
    visit: (_ path: [String], _ attributes: PartAttributes) throws(WorkbookError) -> Void
  ) throws(WorkbookError) {
    var failure: WorkbookError?
    let outcome = withoutActuallyEscaping(visit) { visit in
      let state = State(expected: root.space, visit: visit)
      defer { failure = state.failure }
      let visitor = sx_visitor(
        context: Unmanaged.passUnretained(state).toOpaque(),
        start: { context, name, space, depth, attributes, count in
          guard let context, let name else { return 1 }
          let state = Unmanaged<State>.fromOpaque(context).takeUnretainedValue()
          let attributes = UnsafeBufferPointer(start: attributes, count: count)
          return state.start(String(cString: name), space, Int(depth), attributes)
        },
        end: { context, _, _, depth in
          guard let context else { return }
          Unmanaged<State>.fromOpaque(context).takeUnretainedValue().end(Int(depth))
        })
      var bounds = sx_limits(limits)
      return sx_walk(sx_input(member), &bounds, root.name, root.space, visitor)
    }
    if let failure { throw failure }
    try outcome.check(member, expected: root.name, limits: limits)
    try member.drain()
  }

  private final class State {
    let expected: sx_namespace
    let visit: ([String], PartAttributes) throws(WorkbookError) -> Void
    var path: [String] = []
    var failure: WorkbookError?
    /// The depth of the foreign element being skipped.
    var foreignDepth: Int?

    init(
      expected: sx_namespace,
      visit: @escaping ([String], PartAttributes) throws(WorkbookError) -> Void
    ) {
      self.expected = expected
      self.visit = visit
    }

    func start(
      _ name: String, _ space: sx_namespace, _ depth: Int,
      _ attributes: UnsafeBufferPointer<sx_attribute>
    ) -> CInt {
      guard foreignDepth == nil else { return 0 }
      guard space == expected || space == SX_NS_NONE else {
        foreignDepth = depth
        return 0
      }
      path.append(name)
      let values = attributes.map { attribute in
        let bytes = UnsafeRawBufferPointer(start: attribute.value, count: attribute.length)
        return (
          name: String(cString: attribute.name), space: attribute.space,
          value: String(decoding: bytes, as: UTF8.self)
        )
      }
      do throws(WorkbookError) {
        try visit(path, PartAttributes(values: values))
        return 0
      } catch {
        failure = error
        return 1
      }
    }

    func end(_ depth: Int) {
      if let foreignDepth {
        if foreignDepth == depth { self.foreignDepth = nil }
      } else {
        path.removeLast()
      }
    }
  }
}
