import RecordMapping
import Schemas

/// The rows of a table in an order in which each comes after those that it needs.
struct RowSequence {
  /// A row that needs another one first.
  struct Link: Hashable {
    /// The ordinal of the row.
    var row: Int
    /// The ordinal of the row that comes first.
    var needs: Int
  }

  /// The ordinals, in order.
  private(set) var rows: [Int] = []
  /// The links that the order breaks, since they are part of a circle.
  private(set) var broken: Set<Link> = []

  /// The order of rows that stays closest to that of their ordinals.
  ///
  /// - Parameters:
  ///   - ordinals: the rows, ascending.
  ///   - links: what the rows need; rows that are not among `ordinals` need nothing and are needed by none.
  init(_ ordinals: [Int], _ links: [Link]) {
    let links = links.sorted { ($0.row, $0.needs) < ($1.row, $1.needs) }
    rows.reserveCapacity(ordinals.count)
    var isDone = Array(repeating: false, count: ordinals.count)
    var isOpen = isDone
    var stack: [(place: Int, link: Int)] = []
    func open(_ place: Int) {
      isOpen[place] = true
      stack.append((place, links.firstPlace { $0.row >= ordinals[place] }))
    }
    for start in ordinals.indices where !isDone[start] {
      open(start)
      while let (place, next) = stack.last {
        guard next < links.count, links[next].row == ordinals[place] else {
          stack.removeLast()
          isDone[place] = true
          rows.append(ordinals[place])
          continue
        }
        stack[stack.count - 1].link += 1
        let first = ordinals.firstPlace { $0 >= links[next].needs }
        guard first < ordinals.count, ordinals[first] == links[next].needs, !isDone[first] else {
          continue
        }
        if isOpen[first] {
          broken.insert(links[next])
        } else {
          open(first)
        }
      }
    }
  }
}

extension ImportSession {
  /// The order in which creates and updates of a table come after the rows of the table that they need;
  /// `nil` where that is the order of the rows.
  func writeSequence(of table: Int, _ parents: PlannedParents) throws -> RowSequence? {
    let run = tables[table]
    let refersToItself = order[table].references.contains { $0.table == order[table].name }
    guard refersToItself || !run.renamedFrom.isEmpty else { return nil }
    var ordinals: [Int] = []
    var links: [RowSequence.Link] = []
    try store.forEachOperation(of: order[table], [.create, .update]) { staged throws(StoreError) in
      ordinals.append(staged.ordinal)
      for parent in try parents.parents(of: staged.values, in: table, only: table) {
        guard let first = parent.ordinal, parent.isMoving else { continue }
        links.append(RowSequence.Link(row: staged.ordinal, needs: first))
      }
      // A key is free once the record that has it has another one.
      guard let key = RecordKey.text(run.keyFields.map { staged.values[$0] }),
        let first = run.renamedFrom[key], first != staged.ordinal
      else { return }
      links.append(RowSequence.Link(row: staged.ordinal, needs: first))
    }
    guard links.contains(where: { $0.needs >= $0.row }) else { return nil }
    return RowSequence(ordinals, links)
  }

  /// The order in which deletes of a table come after those of the table that refer to them; `nil` where
  /// that is the order of the rows.
  func deleteSequence(of table: Int, _ parents: PlannedParents) throws -> RowSequence? {
    guard order[table].references.contains(where: { $0.table == order[table].name }) else {
      return nil
    }
    let keyFields = tables[table].keyFields
    var ordinals: [Int] = []
    var byKey: [String: Int] = [:]
    try store.forEachOperation(of: order[table], [.delete]) { staged throws(StoreError) in
      ordinals.append(staged.ordinal)
      guard let stored = staged.stored,
        let key = RecordKey.text(keyFields.map { stored.values[$0] })
      else { return }
      byKey[key] = staged.ordinal
    }
    guard ordinals.count > 1 else { return nil }
    var links: [RowSequence.Link] = []
    try store.forEachOperation(of: order[table], [.delete]) { staged throws(StoreError) in
      guard let stored = staged.stored else { return }
      for parent in try parents.parents(of: stored.values, in: table, only: table) {
        guard let key = RecordKey.text(parent.key), let row = byKey[key] else { continue }
        links.append(RowSequence.Link(row: row, needs: staged.ordinal))
      }
    }
    guard links.contains(where: { $0.needs >= $0.row }) else { return nil }
    return RowSequence(ordinals, links)
  }
}
