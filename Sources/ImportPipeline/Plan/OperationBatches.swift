import RecordMapping
import Schemas

/// The operations of an ``OperationStream`` in one order, batch by batch.
public struct OperationBatches {
  /// A stretch of operations of one table.
  private enum Stretch {
    /// Everything that rows do, and deletes that no row asked for.
    case rows(Int)
    /// Values that are kept.
    case kept(Int)
    case writes(Int)
    case completions(Int)
    case deletes(Int)
  }

  /// How the rows of a stretch are reached.
  private enum Walk {
    /// In their order, those after an ordinal.
    case rows(after: Int)
    /// In another order, from a place on.
    case sequence([Int], place: Int)
    /// The edits that are kept, from a place on.
    case edits(place: Int)
  }

  private let session: ImportSession
  private let size: Int
  private var stretches: ArraySlice<Stretch>
  private var walk: Walk?
  /// The place after which the first stretch is told; `nil` for all of it.
  private var start: OperationStream.Position?
  /// Whether the run has no such place.
  private var isLost = false
  private var parents: PlannedParents
  private var storedParents: PlannedParents
  /// The order of rows that refer to each other, by table; `nil` where it is that of the rows.
  private var sequences: [Int: RowSequence?] = [:]

  init(
    _ session: ImportSession, _ order: OperationStream.Order, _ parts: Set<OperationStream.Part>,
    after position: OperationStream.Position?, size: Int
  ) {
    self.session = session
    self.size = size
    parents = PlannedParents(session, seesRun: true)
    storedParents = PlannedParents(session, seesRun: false)
    let tables = session.tables.indices.filter { session.tables[$0].wasRead }
    let all: [Stretch] =
      switch order {
      case .rows: tables.flatMap { [.rows($0), .kept($0)] }
      case .parentsFirst:
        tables.map { .writes($0) } + tables.map { .completions($0) }
          + tables.reversed().map { .deletes($0) }
      }
    stretches = all.filter { parts.contains(Self.part(of: $0)) }[...]
    guard let position else { return }
    start = position
    stretches = stretches.drop { stretch in
      Self.part(of: stretch) != position.part
        || session.order[Self.table(of: stretch)].name != position.table
    }
    isLost = stretches.isEmpty
  }

  /// The next operations; `nil` at the end.
  ///
  /// - Throws: a ``StoreError`` if the store does not answer, and ``OperationStream/UnknownPosition``.
  public mutating func next() throws -> OperationStream.Batch? {
    if isLost { throw OperationStream.UnknownPosition() }
    while let stretch = stretches.first {
      let table = Self.table(of: stretch)
      let staged = try pull(stretch)
      if walk == nil { stretches.removeFirst() }
      guard let last = staged.last else { continue }
      let operations = try operations(staged, stretch)
      guard !operations.isEmpty else { continue }
      let name = session.order[table].name
      let part = Self.part(of: stretch)
      var end: OperationStream.Position?
      if case .kept = stretch {
      } else {
        end = OperationStream.Position(part: part, table: name, ordinal: last.ordinal)
      }
      return OperationStream.Batch(part: part, table: name, operations: operations, end: end)
    }
    return nil
  }

  private static func part(of stretch: Stretch) -> OperationStream.Part {
    switch stretch {
    case .rows, .kept, .writes: .writes
    case .completions: .completions
    case .deletes: .deletes
    }
  }

  private static func table(of stretch: Stretch) -> Int {
    switch stretch {
    case .rows(let table), .kept(let table), .writes(let table), .completions(let table),
      .deletes(let table):
      table
    }
  }

  // MARK: Rows

  /// The next staged rows of a stretch; without a walk afterwards, they were its last.
  private mutating func pull(_ stretch: Stretch) throws -> [StagedOperation] {
    let table = Self.table(of: stretch)
    let operations: Set<RecordOperation> =
      switch stretch {
      case .rows, .kept: [.create, .update, .delete]
      case .writes, .completions: [.create, .update]
      case .deletes: [.delete]
      }
    if walk == nil { walk = try begin(stretch) }
    switch walk {
    case .rows(let ordinal):
      let page = try session.store.operations(
        of: session.order[table],
        StagedSelection(.after(ordinal, limit: size), operations))
      walk = page.count < size ? nil : page.last.map { .rows(after: $0.ordinal) }
      return page
    case .sequence(let rows, let place):
      let slice = rows[place..<min(place + size, rows.count)]
      walk = slice.endIndex < rows.count ? .sequence(rows, place: slice.endIndex) : nil
      let found = try session.store.operations(
        of: session.order[table], StagedSelection(.these(Array(slice)), operations))
      let byRow = Dictionary(
        found.map { ($0.ordinal, $0) }, uniquingKeysWith: { first, _ in first })
      return slice.compactMap { byRow[$0] }
    case .edits(let place):
      let (kept, end) = try session.keptOperations(in: table, from: place, limit: size)
      walk = end.map { .edits(place: $0) }
      return kept
    case nil: return []
    }
  }

  /// How a stretch is walked; `nil` if it has no rows.
  private mutating func begin(_ stretch: Stretch) throws -> Walk? {
    defer { start = nil }
    let first = start?.ordinal ?? -1
    switch stretch {
    case .rows: return .rows(after: first)
    case .kept: return .edits(place: 0)
    case .writes(let table):
      return try Self.walk(sequence(of: table)?.rows, after: start)
    case .deletes(let table):
      return try Self.walk(
        session.deleteSequence(of: table, storedParents)?.rows, after: start)
    case .completions(let table):
      if hasLaterParents(table) { return .rows(after: first) }
      let rows = Set(try sequence(of: table)?.broken.map(\.row) ?? []).sorted().filter {
        $0 > first
      }
      return rows.isEmpty ? nil : .sequence(rows, place: 0)
    }
  }

  /// A walk through rows, in another order than their own if there is one.
  private static func walk(
    _ rows: [Int]?, after start: OperationStream.Position?
  ) throws(OperationStream.UnknownPosition) -> Walk? {
    guard let rows else { return .rows(after: start?.ordinal ?? -1) }
    guard let start else { return rows.isEmpty ? nil : .sequence(rows, place: 0) }
    guard let place = rows.firstIndex(of: start.ordinal) else {
      throw OperationStream.UnknownPosition()
    }
    return place + 1 < rows.count ? .sequence(rows, place: place + 1) : nil
  }

  private mutating func sequence(of table: Int) throws -> RowSequence? {
    if let known = sequences[table] { return known }
    let sequence = try session.writeSequence(of: table, parents)
    sequences[table] = .some(sequence)
    return sequence
  }

  /// Whether a table refers to one that is written after it.
  private func hasLaterParents(_ table: Int) -> Bool {
    session.order[table].references.contains { session.positions[$0.table] ?? 0 > table }
  }

  // MARK: Operations

  private mutating func operations(
    _ staged: [StagedOperation], _ stretch: Stretch
  ) throws -> [PlanOperation] {
    let table = Self.table(of: stretch)
    var operations = staged.map { staged in
      if case .kept = stretch { return session.planOperation(staged, in: table, keeps: true) }
      return session.planOperation(staged, in: table)
    }
    switch stretch {
    case .rows, .kept: return operations
    case .writes, .completions:
      let broken = try sequence(of: table)?.broken ?? []
      let all = try staged.map { try parents.parents(of: $0.values, in: table) }
      var ids = try parents.storedIDs(of: all.flatMap { $0 })[...]
      for (place, found) in all.enumerated() {
        operations[place].references = found.map { parent in
          var reference = Self.reference(parent, of: session, ids.removeFirst())
          let link = parent.ordinal.map {
            RowSequence.Link(row: staged[place].ordinal, needs: $0)
          }
          reference.comesLater =
            parent.isMoving && (parent.table > table || link.map(broken.contains) ?? false)
          return reference
        }
      }
    case .deletes:
      let all = try staged.map { staged in
        try staged.stored.map { try storedParents.parents(of: $0.values, in: table) } ?? []
      }
      var ids = try storedParents.storedIDs(of: all.flatMap { $0 })[...]
      for (place, found) in all.enumerated() {
        operations[place].references = found.map { parent in
          var reference = Self.reference(parent, of: session, ids.removeFirst())
          // Deletes come after the updates that give parents another key.
          if let key = session.newKey(of: parent) { reference.key = key }
          return reference
        }
      }
    }
    guard case .completions = stretch else { return operations }
    return operations.compactMap(Self.completion)
  }

  private static func reference(
    _ parent: PlannedParents.Parent, of session: ImportSession, _ id: Int64?
  ) -> PlanReference {
    PlanReference(
      field: parent.reference.field, table: session.order[parent.table].name,
      key: RecordKey.text(parent.key).map(RecordKey.parts) ?? [], storedID: id)
  }

  /// The update that fills in the references of an operation to records that came later; `nil` if there
  /// are none.
  private static func completion(of operation: PlanOperation) -> PlanOperation? {
    let later = Set(operation.references.filter(\.comesLater).map(\.field))
    guard !later.isEmpty else { return nil }
    var completion = operation
    completion.kind = .update
    completion.storedKey = operation.key
    completion.fields = operation.fields.filter { later.contains($0.name) }
    completion.references = operation.references.filter { later.contains($0.field) }
    for place in completion.references.indices { completion.references[place].comesLater = false }
    // A reference that stays as it was has nothing to wait for.
    return completion.fields.isEmpty ? nil : completion
  }
}
