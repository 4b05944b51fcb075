import RecordMapping
import Schemas
import TabularCore

/// Resolves the texts of references: first by key, then by each alternative, then by external identifier;
/// the first step with a match decides.
///
/// Candidates are the valid rows of the run and the stored records that it does not delete.
struct ReferenceResolver {
  private struct CacheKey: Hashable {
    var table: String
    var reference: String
    var text: String
    var narrowing: [FieldValue]
  }

  private var cache: [CacheKey: ReferenceOutcome] = [:]
  private var readers: [String: CompiledField] = [:]
  /// Whether the store has records of a table that is read, by its index; asked when its first reference is
  /// resolved.
  private var hasStored: [Int: Bool] = [:]
  private let package: DataPackage
  private let store: any RecordStore
  let indexByName: [String: Int]
  private let cacheLimit = 200_000

  init(package: DataPackage, store: any RecordStore, order: [TableSchema]) {
    self.package = package
    self.store = store
    indexByName = Dictionary(
      uniqueKeysWithValues: order.enumerated().map { ($0.element.name, $0.offset) })
  }

  /// Discards cached results, since the rows of a table changed.
  mutating func discard() { cache.removeAll(keepingCapacity: true) }

  /// Whether the store may have records of a table.
  private func mayBeStored(_ index: Int) -> Bool { hasStored[index] ?? true }

  /// Resolves the text of a reference.
  ///
  /// - Parameters:
  ///   - text: the cell's text, cleaned.
  ///   - child: the machine name of the referring table.
  ///   - valueAt: the value of a path from the referring row.
  mutating func resolve(
    _ text: String, reference: Reference, of child: String, tables: [RunTable],
    valueAt: (FieldPath) throws(StoreError) -> FieldValue?
  ) throws(StoreError) -> ReferenceOutcome {
    guard let index = indexByName[reference.table] else { return .missing }
    func values(_ paths: [String: FieldPath]) throws(StoreError) -> [(String, FieldValue)] {
      var values: [(String, FieldValue)] = []
      for (name, path) in paths.sorted(by: { $0.key < $1.key }) {
        values.append((name, try valueAt(path) ?? .null))
      }
      return values
    }
    // Most references ask nothing of their row, and then its values are not gathered.
    let isNarrowed =
      !reference.with.isEmpty || reference.alternatives.contains { !$0.within.isEmpty }
    let with = isNarrowed ? try values(reference.with) : []
    var within: [[(String, FieldValue)]] = reference.alternatives.map { _ in [] }
    if isNarrowed {
      for (place, alternative) in reference.alternatives.enumerated() {
        within[place] = try values(alternative.within)
      }
    }
    let key = CacheKey(
      table: child, reference: reference.field, text: text,
      narrowing: isNarrowed ? with.map(\.1) + within.flatMap { $0.map(\.1) } : [])
    if let known = cache[key] { return known }
    if hasStored[index] == nil, tables[index].wasRead {
      hasStored[index] = try store.recordCount(of: tables[index].schema) > 0
    }
    // The table is not copied for each row: it has many parts whose references would be counted.
    let outcome = try search(
      text, reference, in: tables[index], index: index, with: with, within: within,
      tables: tables)
    if cache.count >= cacheLimit { cache.removeAll(keepingCapacity: true) }
    cache[key] = outcome
    return outcome
  }

  private mutating func search(
    _ text: String, _ reference: Reference, in parent: RunTable, index: Int,
    with: [(String, FieldValue)], within: [[(String, FieldValue)]], tables: [RunTable]
  ) throws(StoreError) -> ReferenceOutcome {
    var failure: ReferenceOutcome = .missing
    func resolve(_ outcome: ReferenceOutcome, _ way: ReferenceOutcome.Way?) -> ReferenceOutcome? {
      switch outcome {
      case .found(let record, let own): return .found(record, way ?? own)
      case .ambiguous: return outcome
      case .invalidParent, .deleted, .unreadTable:
        if case .missing = failure { failure = outcome }
        return nil
      case .missing: return nil
      }
    }
    if let value = canonical(text, fieldNamed: reference.targetField, of: parent.schema) {
      if reference.givesKey(of: parent.schema) {
        let values = parent.schema.naturalKey.map { name in
          name == reference.targetField ? value : with.first { $0.0 == name }?.1 ?? .null
        }
        // A key that a row replaces is another name of the record.
        if let hit = resolve(try byKey(values, in: parent, index: index), nil) { return hit }
      } else if let hit = resolve(
        try byField(reference.targetField, value, narrowing: with, in: parent, index: index), .key)
      {
        return hit
      }
    }
    for (position, alternative) in reference.alternatives.enumerated() {
      if let path = alternative.path,
        let hit = resolve(
          try byPath(text, alternative, through: path, in: parent, index: index, tables: tables),
          .alternative)
      {
        return hit
      }
      guard let value = canonical(text, fieldNamed: alternative.field, of: parent.schema)
      else { continue }
      let narrowing = within[position].filter { !$0.1.isNull }
      if let hit = resolve(
        try byField(alternative.field, value, narrowing: narrowing, in: parent, index: index),
        .alternative)
      {
        return hit
      }
    }
    if let hit = resolve(try bySourceID(text, in: parent, index: index), .sourceID) { return hit }
    if case .missing = failure,
      let ordinal = unreadRow(text, reference, in: parent, with: with)
    {
      return .invalidParent(.init(table: index, ordinal: ordinal))
    }
    if case .missing = failure, parent.unreadFile != nil || parent.unreadRow != nil {
      return .unreadTable(index)
    }
    return failure
  }

  /// The record of a natural key.
  func byKey(
    _ values: [FieldValue], in parent: RunTable, index: Int
  ) throws(StoreError) -> ReferenceOutcome {
    guard let text = RecordKey.text(values) else { return .missing }
    let ordinal = parent.ordinal(ofKey: text)
    if let ordinal {
      // The record is meant by its exact spelling.
      let own = parent.rows.key(of: ordinal)
      let isRespelled = parent.respellsKeys && !isSpelled(own, like: text)
      let values = isRespelled ? parent.keyValues(own) : values
      switch parent.rows.state(of: ordinal) {
      case .valid:
        return .found(
          ResolvedParent(
            table: index, key: values, ordinal: ordinal, stored: nil,
            isNew: parent.rows.operation(of: ordinal) == .create, isRespelled: isRespelled,
            meantID: parent.meantIDs[ordinal]), .key)
      case .deleting: return .deleted
      case .invalid, .waiting, .skipped: break
      }
    }
    if let renamed = renamed(text, in: parent, index: index) { return renamed }
    let matches =
      mayBeStored(index) ? try store.matches(of: parent.schema, keys: [values]).first ?? [] : []
    if let stored = parent.schema.meant(among: matches) {
      let own = parent.keyFields.map { stored.values[$0] }
      return .found(
        ResolvedParent(
          table: index, key: own, ordinal: nil, stored: stored, isNew: false,
          isRespelled: !isSpelled(RecordKey.text(own) ?? "", like: text),
          meantID: matches.count > 1 ? stored.id : nil), .key)
    }
    if !matches.isEmpty {
      return .ambiguous(matches.map { $0.shown(key: parent.keyFields) }, isKey: true)
    }
    if let ordinal, parent.rows.state(of: ordinal) != .skipped {
      return .invalidParent(.init(table: index, ordinal: ordinal))
    }
    return .missing
  }

  /// The row that changes the key of a record.
  private func renamed(_ key: String, in parent: RunTable, index: Int) -> ReferenceOutcome? {
    guard let ordinal = parent.renamedFrom[key], parent.rows.ordinal(ofKey: key) == nil else {
      return nil
    }
    guard parent.rows.state(of: ordinal) == .valid else {
      return .invalidParent(.init(table: index, ordinal: ordinal))
    }
    return .found(
      ResolvedParent(
        table: index, key: parent.keyValues(parent.rows.key(of: ordinal)), ordinal: ordinal,
        stored: nil, isNew: false), .alternative)
  }

  /// The records whose field has a value, by key.
  ///
  /// - Parameter spellings: other values of the narrowing fields in rows whose references are not
  ///   resolved yet.
  func candidates(
    _ field: Int, _ text: String, _ value: FieldValue, narrowing: [(String, FieldValue)],
    spellings: Set<String> = [], in parent: RunTable, index: Int
  ) throws(StoreError) -> [String: ResolvedParent] {
    let schema = parent.schema
    let narrow = narrowing.compactMap { name, value in
      schema.fieldIndex(named: name).map { (field: $0, value: value) }
    }
    var found: [String: ResolvedParent] = [:]
    for ordinal in parent.ordinals(of: text, inFieldAt: field)
    where parent.rows.state(of: ordinal) == .valid {
      let isNarrow = narrow.allSatisfy { item in
        let own = parent.value(ofFieldAt: item.field, ordinal: ordinal)
        return own == item.value
          || own?.text.map { spellings.contains(foldedValue($0)) } ?? false
      }
      guard isNarrow else { continue }
      let key = parent.rows.key(of: ordinal)
      found[key] = ResolvedParent(
        table: index, key: parent.keyValues(key), ordinal: ordinal, stored: nil,
        isNew: parent.rows.operation(of: ordinal) == .create)
    }
    guard mayBeStored(index) else { return found }
    for stored in try store.records(
      of: schema, whereFieldAt: field, equals: value, narrowing: narrow)
    {
      let values = parent.keyFields.map { stored.values[$0] }
      guard let key = RecordKey.text(values), found[key] == nil else { continue }
      if let ordinal = parent.rows.ordinal(ofKey: key) {
        // A row of the run decides about its record: here it changed the value being looked up.
        let state = parent.rows.state(of: ordinal)
        if state == .valid || state == .deleting { continue }
      }
      if parent.renamedFrom[key] != nil { continue }
      found[key] = ResolvedParent(
        table: index, key: values, ordinal: nil, stored: stored, isNew: false)
    }
    return found
  }

  private func byField(
    _ name: String, _ value: FieldValue, narrowing: [(String, FieldValue)], in parent: RunTable,
    index: Int
  ) throws(StoreError) -> ReferenceOutcome {
    guard let field = parent.schema.fieldIndex(named: name),
      let text = parent.lookupText(value, fieldAt: field)
    else { return .missing }
    let found = try candidates(field, text, value, narrowing: narrowing, in: parent, index: index)
    // A closed record does not make a live one of the same name ambiguous.
    let live = found.count > 1 ? found.filter { !isClosed($0.value, in: parent) } : found
    if live.count != 1, found.count > 1 {
      return .ambiguous((live.isEmpty ? found : live).keys.sorted().map(RecordKey.shown))
    }
    if let record = live.values.first { return .found(record, .alternative) }
    for ordinal in parent.ordinals(of: text, inFieldAt: field) {
      let state = parent.rows.state(of: ordinal)
      if state == .invalid || state == .waiting {
        return .invalidParent(.init(table: index, ordinal: ordinal))
      }
    }
    return .missing
  }

  private func isClosed(_ record: ResolvedParent, in parent: RunTable) -> Bool {
    if let stored = record.stored { return parent.schema.isClosed(stored.values) }
    guard let ordinal = record.ordinal, let closing = parent.schema.closing,
      let status = parent.value(ofFieldAt: closing.field, ordinal: ordinal)
    else { return false }
    return closing.closed.contains(status.description)
  }

  private func bySourceID(
    _ text: String, in parent: RunTable, index: Int
  ) throws(StoreError) -> ReferenceOutcome {
    if let ordinal = parent.ordinalBySourceID[text] {
      let row = parent.rows[ordinal]
      switch row.state {
      case .valid:
        return .found(
          ResolvedParent(
            table: index, key: parent.keyValues(row.key), ordinal: ordinal, stored: nil,
            isNew: row.operation == .create), .sourceID)
      case .invalid, .waiting: return .invalidParent(.init(table: index, ordinal: ordinal))
      case .deleting: return .deleted
      case .skipped: break
      }
    }
    guard mayBeStored(index), let stored = try store.record(of: parent.schema, sourceID: text)
    else { return .missing }
    let values = parent.keyFields.map { stored.values[$0] }
    if let key = RecordKey.text(values), let renamed = renamed(key, in: parent, index: index) {
      return renamed
    }
    return .found(
      ResolvedParent(table: index, key: values, ordinal: nil, stored: stored, isNew: false),
      .sourceID)
  }

  /// The text as a value of a parent's field; `nil` when it cannot be one.
  mutating func canonical(
    _ text: String, fieldNamed name: String, of parent: TableSchema
  ) -> FieldValue? {
    let id = parent.name + "." + name
    if readers[id] == nil, var field = parent.field(named: name) {
      field.isRequired = false
      readers[id] = CompiledField(field: field, in: parent, package: package)
    }
    guard let reader = readers[id],
      let reading = try? reader.read(CellInput(text), in: ReadingContext()), !reading.value.isNull
    else { return nil }
    return reading.value
  }
}
