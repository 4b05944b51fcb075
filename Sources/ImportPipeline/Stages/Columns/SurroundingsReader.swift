import RecordMapping
import Schemas
import TabularCore

/// Completes the rows of a batch: parents, defaults, fields that need another's value, and all that is
/// asked of a whole row.
final class SurroundingsReader {
  let layout: BatchLayout
  let surroundings: RowSurroundings
  let memos: [ReadingMemo]
  private let dependents: [DependentReader]
  /// The value of each default: the place of a constant, or the parents' values.
  private var constants: [(generation: Int, place: Int32)]
  private let inherited: [InheritedValues?]
  private var key: [UInt8] = []

  init(_ layout: BatchLayout, _ surroundings: RowSurroundings, memos: [ReadingMemo]) {
    self.layout = layout
    self.surroundings = surroundings
    self.memos = memos
    constants = Array(repeating: (-1, 0), count: surroundings.defaults.count)
    inherited = surroundings.defaults.map { item in
      guard case .path(let path) = item.source, case .parent(let reference) = path.start else {
        return nil
      }
      return InheritedValues(
        path, of: surroundings.parents, table: layout.references[reference].table,
        memo: memos[item.column])
    }
    dependents = surroundings.dependents.map {
      DependentReader($0, layout: layout, surroundings: surroundings, memo: memos[$0.column])
    }
  }

  /// Completes the rows that are sound so far.
  func read(
    _ result: inout ColumnBatch, places: [Int32], lookups: [ParentLookup]
  ) throws {
    for item in inherited { item?.makeRoom() }
    let batch = result.batch
    try batch.arena.withUnsafeBytes { arena in
      for position in lookups.indices { findParents(position, lookups[position], arena, &result) }
      for position in surroundings.defaults.indices {
        fillDefault(position, isLate: false, places, lookups, arena, &result)
      }
      for dependent in dependents {
        dependent.read(&result, places: places, memos: memos, arena: arena)
      }
      for position in surroundings.defaults.indices {
        fillDefault(position, isLate: true, places, lookups, arena, &result)
      }
      if lookups.count > 1 { result.furtherParents.sort { $0.row < $1.row } }
      demandValues(&result)
      if !layout.isApart { demandParents(lookups, arena, &result) }
      try demandRules(arena, &result)
    }
  }

  // MARK: Parents

  /// Finds the parents of rows that were read apart from them, and what is demanded of those.
  ///
  /// It is what `read` does in its course; whatever a row needs of its parents besides was left to the
  /// cell-by-cell reading.
  func findParents(_ result: inout ColumnBatch, lookups: [ParentLookup]) {
    let batch = result.batch
    batch.arena.withUnsafeBytes { arena in
      for position in lookups.indices { findParents(position, lookups[position], arena, &result) }
      if lookups.count > 1 { result.furtherParents.sort { $0.row < $1.row } }
      demandParents(lookups, arena, &result)
    }
  }

  /// The values that a column keeps: its memo's, or those that came with a batch that was read apart.
  private func pool(ofColumn column: Int, _ result: ColumnBatch) -> [FieldValue] {
    result.pools.isEmpty ? memos[column].pool : result.pools[column]
  }

  private func findParents(
    _ position: Int, _ lookup: ParentLookup, _ arena: UnsafeRawBufferPointer,
    _ result: inout ColumnBatch
  ) {
    let column = lookup.reference.column
    let isList = lookup.reference.isList
    let stride = layout.columns.count
    let count = layout.references.count
    for row in 0..<result.verdicts.count where result.verdicts[row] != .unsure {
      let value = result.values[row &* stride &+ column]
      switch value.kind {
      case .null: continue
      case .text:
        let text = UnsafeRawBufferPointer(
          rebasing: arena[value.offset..<value.offset &+ value.length])
        find(text, row, position, lookup, arena, &result)
      case .pooled where layout.isApart:
        result.parents[row &* count &+ position] = ColumnBatch.wanted
      case .pooled where isList:
        guard lookup.hasSingleKey,
          let parents = result.pools.isEmpty
            ? lookup.parents(ofListAt: value.place)
            : lookup.parents(of: result.pools[column][value.place]), !parents.isEmpty
        else {
          result.verdicts[row] = .unsure
          continue
        }
        result.parents[row &* count &+ position] = parents[0]
        for parent in parents.dropFirst() {
          result.furtherParents.append((row, position, parent))
        }
      case .pooled:
        guard case .text(var text) = pool(ofColumn: column, result)[value.place] else {
          result.verdicts[row] = .unsure
          continue
        }
        text.withUTF8 {
          find(UnsafeRawBufferPointer($0), row, position, lookup, arena, &result)
        }
      default: result.verdicts[row] = .unsure
      }
    }
  }

  private func find(
    _ text: UnsafeRawBufferPointer, _ row: Int, _ position: Int, _ lookup: ParentLookup,
    _ arena: UnsafeRawBufferPointer, _ result: inout ColumnBatch
  ) {
    guard !layout.isApart else {
      result.parents[row &* layout.references.count &+ position] = ColumnBatch.wanted
      return
    }
    let parent =
      lookup.hasSingleKey
      ? lookup.possibleParent(ofKey: text, text: text)
      : compositeParent(text, row, lookup, arena, result).map { ($0, false) }
    guard let parent else {
      result.verdicts[row] = .unsure
      return
    }
    result.parents[row &* layout.references.count &+ position] = parent.ordinal
    guard parent.isAwaited else { return }
    switch result.verdicts[row] {
    case .sound, .waiting: result.verdicts[row] = .waiting
    case .refused: break
    case .noted, .unsure: result.verdicts[row] = .unsure
    }
  }

  private func compositeParent(
    _ text: UnsafeRawBufferPointer, _ row: Int, _ lookup: ParentLookup,
    _ arena: UnsafeRawBufferPointer, _ result: ColumnBatch
  ) -> Int32? {
    key.removeAll(keepingCapacity: true)
    for (position, part) in lookup.reference.keyParts.enumerated() {
      if position > 0 { key.append(RecordKey.separatorByte) }
      switch part {
      case .text: key.append(contentsOf: text)
      case .path(let path):
        guard case .text(let part)? = value(of: path, row, arena, result) else { return nil }
        key.append(contentsOf: part.utf8)
      }
    }
    return key.withUnsafeBytes { lookup.parent(ofKey: $0, text: text) }
  }

  /// The value of a path of a row; `nil` where only the cell-by-cell reading can tell.
  private func value(
    of path: ColumnPath, _ row: Int, _ arena: UnsafeRawBufferPointer, _ result: ColumnBatch
  ) -> FieldValue? {
    switch path.start {
    case .none: return .null
    case .own(let column):
      return result.values[row &* layout.columns.count &+ column].fieldValue(
        in: arena, pool: pool(ofColumn: column, result))
    case .parent(let reference):
      let ordinal = result.parents[row &* layout.references.count &+ reference]
      guard ordinal >= 0 else { return .null }
      switch surroundings.parents.value(
        at: path.rest[...], path.field, table: layout.references[reference].table,
        ordinal: Int(ordinal))
      {
      case .value(let value): return value
      case .unknown: return nil
      }
    }
  }

  // MARK: Defaults

  private func fillDefault(
    _ position: Int, isLate: Bool, _ places: [Int32], _ lookups: [ParentLookup],
    _ arena: UnsafeRawBufferPointer, _ result: inout ColumnBatch
  ) {
    let item = surroundings.defaults[position]
    guard item.isDependent || !isLate else { return }
    let stride = layout.columns.count
    let count = layout.references.count
    func isBlank(_ row: Int) -> Bool {
      result.verdicts[row] != .unsure
        && result.values[row &* stride &+ item.column].kind == .null
        && (isLate || !item.isDependent || places[row &* stride &+ item.column] < 0)
        // A cell that is refused is not blank.
        && (result.verdicts[row] != .refused
          || result.refusals[row]?.field != layout.fields[item.column])
    }
    switch item.source {
    case .constant(let value):
      guard !value.isNull else { return }
      let memo = memos[item.column]
      if constants[position].generation != memo.generation {
        constants[position] = (memo.generation, memo.keep(value))
      }
      let kept = ColumnValue(pooled: constants[position].place)
      for row in 0..<result.verdicts.count where isBlank(row) {
        result.values[row &* stride &+ item.column] = kept
      }
    case .path(let path):
      guard !isLate else { return }
      for row in 0..<result.verdicts.count where isBlank(row) {
        switch path.start {
        case .none: return
        case .own(let other):
          let value = result.values[row &* stride &+ other]
          result.values[row &* stride &+ item.column] =
            value.kind == .pooled
            ? ColumnValue(pooled: memos[item.column].keep(memos[other].pool[value.place])) : value
        case .parent(let reference):
          let ordinal = result.parents[row &* count &+ reference]
          guard ordinal != ColumnBatch.wanted else {
            result.verdicts[row] = .unsure
            continue
          }
          guard ordinal >= 0, let values = inherited[position] else { continue }
          let place = values.place(ofParent: ordinal)
          guard place != InheritedValues.unknown else {
            result.verdicts[row] = .unsure
            continue
          }
          guard place != InheritedValues.none else { continue }
          result.values[row &* stride &+ item.column] = ColumnValue(pooled: place)
        }
        if let adopted = item.adopts { adopt(adopted, item.column, row, lookups, arena, &result) }
      }
    }
  }

  /// Lets a reference that was taken over refer to its record.
  private func adopt(
    _ reference: Int, _ column: Int, _ row: Int, _ lookups: [ParentLookup],
    _ arena: UnsafeRawBufferPointer, _ result: inout ColumnBatch
  ) {
    let value = result.values[row &* layout.columns.count &+ column]
    guard value.kind != .null else { return }
    guard !layout.isApart else {
      result.parents[row &* layout.references.count &+ reference] = ColumnBatch.wanted
      return
    }
    guard
      case .text(var text) = value.fieldValue(in: arena, pool: memos[column].pool),
      let parent = text.withUTF8({ bytes in
        let raw = UnsafeRawBufferPointer(bytes)
        return lookups[reference].parent(ofKey: raw, text: raw)
      })
    else {
      result.verdicts[row] = .unsure
      return
    }
    result.parents[row &* layout.references.count &+ reference] = parent
  }

  // MARK: Demands

  private func demandValues(_ result: inout ColumnBatch) {
    let stride = layout.columns.count
    for column in surroundings.required {
      for row in 0..<result.verdicts.count
      where column < 0 || result.values[row &* stride &+ column].kind == .null {
        // The cell's own error tells enough.
        if result.verdicts[row] == .refused, column >= 0,
          result.refusals[row]?.field == layout.fields[column]
        {
          continue
        }
        result.verdicts[row] = .unsure
      }
    }
    for (amount, currency) in surroundings.amounts {
      for row in 0..<result.verdicts.count {
        let hasAmount = amount >= 0 && result.values[row &* stride &+ amount].kind != .null
        let hasCurrency = currency >= 0 && result.values[row &* stride &+ currency].kind != .null
        if hasAmount != hasCurrency { result.verdicts[row] = .unsure }
      }
    }
  }

  private func demandParents(
    _ lookups: [ParentLookup], _ arena: UnsafeRawBufferPointer, _ result: inout ColumnBatch
  ) {
    let stride = layout.columns.count
    let count = layout.references.count
    /// Whether a row is closed itself, so that its parents may be.
    func isClosed(_ row: Int) -> Bool {
      guard let liveness = surroundings.liveness else { return false }
      let value = result.values[row &* stride &+ liveness.column]
      let status = value.fieldValue(in: arena, pool: pool(ofColumn: liveness.column, result))
      return liveness.closed.contains(status.description)
    }
    func demand(_ row: Int, _ lookup: ParentLookup, _ ordinal: Int32) {
      let marks = lookup.marks(of: ordinal)
      if !marks.contains(.fit) || (!marks.contains(.live) && !isClosed(row)) {
        result.verdicts[row] = .unsure
      }
    }
    for (position, lookup) in lookups.enumerated()
    where lookup.reference.liveness != nil || !lookup.reference.requirements.isEmpty {
      for row in 0..<result.verdicts.count where result.verdicts[row] != .unsure {
        let ordinal = result.parents[row &* count &+ position]
        if ordinal >= 0 { demand(row, lookup, ordinal) }
      }
    }
    for (row, position, ordinal) in result.furtherParents where result.verdicts[row] != .unsure {
      demand(row, lookups[position], ordinal)
    }
  }

  private func demandRules(
    _ arena: UnsafeRawBufferPointer, _ result: inout ColumnBatch
  ) throws {
    guard let rules = surroundings.rules else { return }
    let rows = result.verdicts.indices.filter { result.verdicts[$0] != .unsure }
    guard !rows.isEmpty else { return }
    let violated = try result.values.withUnsafeBufferPointer { values in
      try rules.violatedRows(
        RuleBatch(
          fields: layout.fields, read: surroundings.ruleColumns, values: values, arena: arena,
          pools: memos.map(\.pool), rows: rows, creates: !layout.comparesStored))
    }
    for row in violated { result.verdicts[row] = .unsure }
  }
}
