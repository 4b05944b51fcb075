import RecordMapping
import Schemas
import TabularCore

extension ImportSession {
  /// The greatest number of ancestors in a tree.
  static let maximumTreeDepth = 8

  /// Refuses rows whose chain of parents is circular or too long, following rows of the run and stored
  /// records alike.
  func refuseCycles(_ late: LateReferences, in table: Int) throws {
    for field in late.fields.sorted() where order[table].fields[field].type != .list {
      guard let reference = order[table].reference(from: order[table].fields[field].name),
        reference.table == order[table].name, reference.givesKey(of: order[table]),
        order[table].naturalKey.count == 1
      else { continue }
      try refuseCycles(late, field: field, in: table)
    }
    tables[table].lateParents = [:]
  }

  private func refuseCycles(_ late: LateReferences, field: Int, in table: Int) throws {
    var tree = ReferenceTree(session: self, table: table, field: field)
    var heights = RowHeights(count: tables[table].rows.count)
    let parents = tables[table].lateParents[field] ?? LateParents()
    var items = late.deferred.filter { $0.field == field }
    for references in late.own where references.field == field {
      references.forEach { ordinal, text in
        guard parents.row(of: ordinal) != nil, tables[table].rows.state(of: ordinal) == .valid,
          !heights.isKnown(ordinal, parents, in: self, table: table)
        else { return }
        items.append(
          DeferredReference(
            ordinal: ordinal, field: field, texts: [String(decoding: text, as: UTF8.self)]))
      }
    }
    items.sort { $0.ordinal < $1.ordinal }
    for item in items where tables[table].rows.state(of: item.ordinal) == .valid {
      if heights.isKnown(item.ordinal, parents, in: self, table: table) { continue }
      switch try tree.depth(of: tables[table].rows.key(of: item.ordinal)) {
      case .known(let depth) where depth <= Self.maximumTreeDepth: continue
      case .known, .tooDeep: try refuse(item, tree, .depth, in: table)
      case .circle: try refuse(item, tree, .circle, in: table)
      }
    }
  }

  /// Refuses the row that causes the problem; rows that only lead to it wait.
  private func refuse(
    _ item: DeferredReference, _ tree: ReferenceTree, _ problem: IssueContent.ParentChain,
    in table: Int
  ) throws {
    let key = tables[table].rows.key(of: item.ordinal)
    let chain = tree.chain(from: key)
    if let root = chain.root, root != item.ordinal {
      tables[table].rows.setState(.waiting, of: item.ordinal)
      tables[table].waitsFor[item.ordinal] = .init(table: table, ordinal: root)
    } else {
      tables[table].rows.setState(.invalid, of: item.ordinal)
      tell(
        Issue(
          .referenceCycle(
            problem, keys: chain.keys.map(RecordKey.shown), limit: Self.maximumTreeDepth),
          at: place(of: item, table: table), value: item.texts.first))
    }
    try unstage([item.ordinal], ofTable: table)
  }
}

/// How many ancestors of a row are new rows of the run: most trees of a first import consist of those.
private struct RowHeights {
  /// The heights plus one; 0 if not known.
  private var heights: [UInt8]

  init(count: Int) { heights = Array(repeating: 0, count: count) }

  /// Whether new rows alone lead from a row to the top, without a circle and not too many.
  mutating func isKnown(
    _ ordinal: Int, _ parents: LateParents, in session: ImportSession, table: Int
  ) -> Bool {
    var path: [Int] = []
    var here = ordinal
    while heights[here] == 0 {
      guard path.count <= ImportSession.maximumTreeDepth,
        session.tables[table].rows.state(of: here) == .valid,
        session.tables[table].rows.operation(of: here) == .create, !parents.hasKey(of: here)
      else { return false }
      path.append(here)
      guard let parent = parents.row(of: here) else { break }
      here = parent
    }
    var height = Int(heights[here])
    guard height + path.count <= ImportSession.maximumTreeDepth + 1 else { return false }
    for row in path.reversed() {
      height += 1
      heights[row] = UInt8(height)
    }
    return true
  }
}

/// The tree that a table's records form by one reference, as it is after the run; each record is visited
/// once.
struct ReferenceTree {
  /// What is known about a record's ancestors.
  enum Depth {
    /// Their number.
    case known(Int)
    /// There are too many.
    case tooDeep
    /// They form a circle.
    case circle
  }

  /// The ancestors of a record, beginning with the record itself.
  struct Chain {
    /// The keys, up to the one where the chain returns to itself or becomes too long.
    var keys: [String]
    /// The row of the run that is at fault: in a circle the first one in the file, in a long chain the
    /// topmost one that is too deep; `nil` if it is no row of the run.
    var root: Int?
  }

  private let session: ImportSession
  private let table: Int
  private let field: Int
  private var parents: [String: String] = [:]
  private var depths: [String: Depth] = [:]

  /// The tree of a table of the run.
  init(session: ImportSession, table: Int, field: Int) {
    self.session = session
    self.table = table
    self.field = field
  }

  /// How many ancestors a record has.
  mutating func depth(of key: String) throws -> Depth {
    var path: [String] = []
    var here = key
    var onPath: Set<String> = []
    var result: Depth
    while true {
      if let known = depths[here] {
        result = known
        break
      }
      guard onPath.insert(here).inserted else {
        result = .circle
        break
      }
      path.append(here)
      guard let parent = try parent(of: here) else {
        result = .known(-1)
        break
      }
      parents[here] = parent
      here = parent
    }
    for node in path.reversed() {
      switch result {
      case .known(let depth) where depth < ImportSession.maximumTreeDepth:
        result = .known(depth + 1)
      case .known: result = .tooDeep
      case .tooDeep, .circle: break
      }
      depths[node] = result
    }
    return result
  }

  /// The ancestors of a record whose depth is known.
  func chain(from key: String) -> Chain {
    var keys = [key]
    var met: Set<String> = [key]
    var here = key
    while let parent = parents[here] {
      keys.append(parent)
      guard met.insert(parent).inserted else {
        // The circle alone, without what leads to it.
        let start = keys.firstIndex(of: parent) ?? 0
        let circle = Array(keys[start...])
        let rows = circle.compactMap { session.tables[table].rows.ordinal(ofKey: $0) }
        guard let first = rows.min() else { return Chain(keys: circle, root: nil) }
        return Chain(
          keys: Self.turned(circle, to: session.tables[table].rows.key(of: first)), root: first)
      }
      here = parent
    }
    let excess = keys.count - 1 - ImportSession.maximumTreeDepth
    let tooDeep = keys.prefix(max(excess, 1)).reversed().compactMap {
      session.tables[table].rows.ordinal(ofKey: $0)
    }
    return Chain(
      keys: tooDeep.first.map { root in
        Array(keys.drop { $0 != session.tables[table].rows.key(of: root) })
      } ?? keys, root: tooDeep.first)
  }

  /// A circle, starting at one of its members.
  private static func turned(_ circle: [String], to key: String) -> [String] {
    let members = circle.dropLast()
    guard let start = members.firstIndex(of: key) else { return circle }
    return Array(members[start...]) + Array(members[..<start]) + [key]
  }

  /// The key of a record's parent after the run.
  private func parent(of key: String) throws -> String? {
    let schema = session.order[table]
    let rows = session.tables[table].rows
    var value: FieldValue?
    if let ordinal = rows.ordinal(ofKey: key), rows.state(of: ordinal) == .valid {
      switch session.tables[table].lateParents[field]?[ordinal] {
      case .row(let parent): return session.tables[table].rows.key(of: parent)
      case .key(let parent): return parent
      case nil: break
      }
      // A new record with a blank cell has no parent; an existing one keeps its stored parent.
      guard rows.operation(of: ordinal) != .create else { return nil }
      value = try session.store.stagedValues([ordinal], of: schema).first??[field]
    } else {
      let stored = try session.store.records(
        of: schema, keys: [session.tables[table].keyValues(key)])
      value = (stored.first ?? nil)?.values[field]
    }
    guard let value, !value.isNull else { return nil }
    return RecordKey.text([value])
  }
}
