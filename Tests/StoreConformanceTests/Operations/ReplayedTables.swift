import ImportPipeline
import RecordMapping
import StoreTesting
import Synchronization
import Testing

/// Tables in memory, to which operations are applied one after another as another system would: it refuses
/// what refers to a record that is not there, and the removal of one that is referred to.
final class ReplayedTables: Sendable {
  /// A record in memory.
  struct Record {
    var id: Int64?
    var key: [String]
    var values: [String: FieldValue] = [:]
    var references: [PlanReference] = []
  }

  struct State {
    var tables: [String: [Record]] = [:]
    /// How many operations were applied, by kind.
    var counts: [PlanOperation.Kind: Int] = [:]
    /// How many references had to wait for the second telling.
    var completed = 0
    /// What went wrong.
    var problems: [String] = []
    var wasTold = false
    /// The ids of parents as they were told, to be compared with the store.
    var ids: [(table: String, key: [String], id: Int64)] = []
    fileprivate var created: Set<[String]> = []
  }

  private let state = Mutex(State())

  var current: State { state.withLock { $0 } }

  /// Begins the next run, in which the records have the ids that the store gave them.
  func beginRun(ids: [String: [[String]: Int64]]) {
    state.withLock { state in
      state.wasTold = false
      state.ids = []
      state.created = []
      for (table, records) in state.tables {
        state.tables[table] = records.map { record in
          var record = record
          record.id = ids[table]?[record.key]
          return record
        }
      }
    }
  }

  /// Applies an operation of a part of a stream.
  func apply(_ operation: PlanOperation, _ part: OperationStream.Part) {
    state.withLock { $0.apply(operation, part) }
  }

  /// Notes that a stream was told.
  func noteEnd() { state.withLock { $0.wasTold = true } }
}

extension ReplayedTables.State {
  fileprivate mutating func apply(_ operation: PlanOperation, _ part: OperationStream.Part) {
    let name = "\(part) \(operation.kind) \(operation.table)\(operation.key)"
    func problem(_ text: String) { problems.append("\(name): \(text)") }
    if part != .completions { counts[operation.kind, default: 0] += 1 }
    for field in operation.fields where field.isSecret {
      if !field.before.isNull || !field.after.isNull { problem("tells a secret") }
    }
    if part == .deletes { return remove(operation, name) }
    for reference in operation.references {
      let isThere = contains(reference)
      if isThere == reference.comesLater { problem("\(reference) is there: \(isThere)") }
      if part == .completions { completed += 1 }
      if let id = reference.storedID {
        ids.append((reference.table, reference.key, id))
      } else if !reference.comesLater, !created.contains([reference.table] + reference.key) {
        problem("\(reference) has no id")
      }
    }
    let place: Int
    if part == .completions {
      guard let found = tables[operation.table]?.firstIndex(where: { $0.key == operation.key })
      else { return problem("is not there") }
      place = found
    } else if operation.kind == .create {
      if tables[operation.table]?.contains(where: { $0.key == operation.key }) == true {
        problem("is there already")
      }
      if operation.storedID != nil || !operation.storedKey.isEmpty { problem("is stored") }
      created.insert([operation.table] + operation.key)
      tables[operation.table, default: []].append(.init(key: operation.key))
      place = (tables[operation.table]?.count ?? 1) - 1
    } else {
      guard
        let found = tables[operation.table]?.firstIndex(where: { $0.id == operation.storedID })
      else { return problem("is not stored") }
      place = found
      let old = tables[operation.table]?[place].key ?? []
      if old != operation.key {
        if tables[operation.table]?.contains(where: { $0.key == operation.key }) == true {
          problem("takes a key that is in use")
        }
        rename(operation.table, old, operation.key)
      }
    }
    for field in operation.fields where !field.isSecret && field.name != "source_id" {
      let isDue =
        part == .completions
        || !operation.references.contains { $0.field == field.name && $0.comesLater }
      if isDue { tables[operation.table]?[place].values[field.name] = field.after }
    }
    guard part != .completions else {
      tables[operation.table]?[place].references += operation.references
      return
    }
    tables[operation.table]?[place].references = operation.references.filter { !$0.comesLater }
  }

  private mutating func remove(_ operation: PlanOperation, _ name: String) {
    guard let place = tables[operation.table]?.firstIndex(where: { $0.id == operation.storedID })
    else { return problems.append("\(name): is not stored") }
    if tables[operation.table]?[place].key != operation.key || operation.key != operation.storedKey
    {
      problems.append("\(name): has another key")
    }
    for reference in operation.references where !contains(reference) {
      problems.append("\(name): \(reference) went before")
    }
    for (table, records) in tables {
      for record in records
      where record.references.contains(where: {
        $0.table == operation.table && $0.key == operation.key
          && (table != operation.table || record.key != operation.key)
      }) {
        problems.append("\(name): \(table)\(record.key) refers to it")
      }
    }
    tables[operation.table]?.remove(at: place)
  }

  private func contains(_ reference: PlanReference) -> Bool {
    tables[reference.table]?.contains { $0.key == reference.key } ?? false
  }

  /// Gives a record another key, and those that refer to it; a key may be made of references.
  private mutating func rename(_ table: String, _ old: [String], _ new: [String]) {
    guard let place = tables[table]?.firstIndex(where: { $0.key == old }) else { return }
    tables[table]?[place].key = new
    for other in tables.keys.sorted() {
      for place in (tables[other] ?? []).indices {
        guard var record = tables[other]?[place] else { continue }
        var isChanged = false
        for index in record.references.indices
        where record.references[index].table == table && record.references[index].key == old {
          record.references[index].key = new
          isChanged = true
          // Nodes and links are referred to by their whole key, slots by their number.
          guard old.count == 1, let was = old.first, let now = new.first else { continue }
          let field = record.references[index].field
          func renamed(_ value: FieldValue) -> FieldValue { value == text(was) ? text(now) : value }
          record.values[field] =
            switch record.values[field] {
            case .list(let items)?: .list(items.map(renamed))
            case let value: value.map(renamed)
            }
        }
        guard isChanged else { continue }
        tables[other]?[place] = record
        guard other == "slots", table == "nodes" else { continue }
        rename(other, record.key, new + record.key.dropFirst())
      }
    }
  }
}
