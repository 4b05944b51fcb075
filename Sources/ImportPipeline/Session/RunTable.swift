import RecordMapping
import Schemas

/// What a run knows about the rows of one table: where they came from, their keys, their states.
struct RunTable {
  /// The most invalid rows that are kept for rules over whole tables.
  static let maximumRefused = 2_000

  /// The state of a row.
  enum State: UInt8 {
    /// It has passed its own checks.
    case valid
    /// It has an error.
    case invalid
    /// It waits for an invalid row.
    case waiting
    /// It is left out on purpose.
    case skipped
    /// It deletes its record.
    case deleting
  }

  /// A row of the run.
  struct Row {
    /// The index of the source in the run.
    var source: Int32
    /// The row number or physical line, from 1.
    var number: Int32
    /// The state of the row.
    var state: State
    /// What the plan does with it, when it is valid.
    var operation: RecordOperation
    /// The natural key; empty when it could not be read.
    var key: String
  }

  /// A row of another table.
  struct RowReference: Hashable {
    /// The table's index in dependency order.
    var table: Int
    /// The row's ordinal.
    var ordinal: Int
  }

  let schema: TableSchema
  /// The indexes of the natural key's fields.
  let keyFields: [Int]
  /// The fields that other tables may look records up by, by index.
  var lookupFields: [Int]
  /// The rows by ordinal, with the first row of each key.
  var rows = RowList()
  /// The rows by the value of a look-up field.
  private var lookupValues: [Int: LookupValues] = [:]
  /// Which parts of the natural key ignore case, width and spacing; empty for most tables.
  private let foldedKeyParts: [Bool]
  /// How the parts of the natural key are stored.
  private let keyStorage: [FieldStorage]
  /// The first row of each key, by the key's folded form if keys are folded, and by its canonical form if
  /// the store spells it otherwise.
  private var ordinalByForm: [String: Int] = [:]
  /// The fields that updates change, for rows with a deferred reference.
  var lateChanges: [Int: [Int]] = [:]
  /// The new external identifiers of such rows; empty if one is cleared.
  var lateSourceIDs: [Int: String] = [:]
  /// The parents in the same table, by field, while cycles are looked for.
  var lateParents: [Int: LateParents] = [:]
  /// Rows that change the keys of records, by the old key.
  var renamedFrom: [String: Int] = [:]
  /// The stored records whose keys rows change, by ordinal.
  var renamedRecords: [Int: StoredRecord] = [:]
  /// The ids of the stored records that rows mean, by ordinal, if other records have the same keys.
  var meantIDs: [Int: Int64] = [:]
  /// The rows whose key has an error, by the typed text.
  var unreadKeys = UnreadKeys()
  /// The stored records named by rows that are not valid.
  var mentions = Mentions()
  /// The rows that take an external identifier away from a stored record.
  var sourceIDReleases: Set<Int> = []
  /// The rows by their external identifier.
  var ordinalBySourceID: [String: Int] = [:]
  /// The values that other tables may ask for.
  var context: KeptValues
  /// The rows that invalid rows wait for.
  var waitsFor: [Int: RowReference] = [:]
  /// The tables that invalid rows wait for because they could not be read.
  var waitsForTable: [Int: Int] = [:]
  /// Invalid rows as they would be staged, for rules over whole tables; at most `maximumRefused`.
  var refused: [Int: RefusedRow] = [:]
  /// What updates change, by ordinal; for at most as many rows as issue details are kept.
  var changes: [Int: [PlannedChange.Field]] = [:]
  /// The rows that depend on new rows of this run.
  var dependences = RowDependences()
  /// The pruning of the table; `nil` if it is not pruned.
  var pruning: Pruning?
  /// Values that other programs changed and that the rows would have changed, in row order.
  var keptEdits: [KeptEdit] = []
  /// Which rows refer to which, while the rows of a part are looked for.
  var links: RowLinks?
  /// How many rows are not of the part that the run takes.
  var leftOutCount = 0
  /// Whether a source of the table could not be read at all, and its file.
  var unreadFile: SourceName?
  /// A row number near which a row of the table was left out by its reader, so that nobody knows what
  /// rows the table has.
  var unreadRow: Int?
  /// Whether a text may be too long for an index of the store, which only the store can decide.
  var mayOverflow = false
  /// Whether valid rows are staged in the store.
  var isStaged = true
  /// Whether any source of the table was read.
  var wasRead = false
  /// Skipped rows that are already in the ledger.
  var countedSkips = 0
  /// The ledger line of the table.
  var ledger: LedgerLine

  init(_ schema: TableSchema, contextFields: [Int], lookupFields: [Int]) {
    self.schema = schema
    self.keyFields = schema.naturalKey.compactMap(schema.fieldIndex(named:))
    self.context = KeptValues(fields: contextFields)
    self.lookupFields = lookupFields
    self.ledger = LedgerLine(table: schema.name)
    let folds = keyFields.map { schema.fields[$0].isFolded }
    foldedKeyParts = folds.contains(true) ? folds : []
    keyStorage = keyFields.map { schema.fields[$0].type.definition.storage }
  }

  /// Whether keys that differ only in case, width or spaces mean the same record.
  var foldsKeys: Bool { !foldedKeyParts.isEmpty }

  /// The first row with a key.
  func ordinal(ofKey key: String) -> Int? {
    rows.ordinal(ofKey: key) ?? (ordinalByForm.isEmpty ? nil : ordinalByForm[form(ofKey: key)])
  }

  /// Whether a row may have another key than the one by which it is found.
  var respellsKeys: Bool { foldsKeys || !ordinalByForm.isEmpty }

  /// Indexes the key of a row.
  mutating func noteKey(_ key: String, ordinal: Int) {
    guard foldsKeys else { return }
    noteCanonicalKey(key, ordinal: ordinal)
  }

  /// Indexes the canonical form of a key that the store spells otherwise.
  mutating func noteCanonicalKey(_ key: String, ordinal: Int) {
    let form = form(ofKey: key)
    if ordinalByForm[form] == nil { ordinalByForm[form] = ordinal }
  }

  private func form(ofKey key: String) -> String {
    guard foldsKeys else { return key }
    return zip(RecordKey.parts(key), foldedKeyParts).map { $1 ? foldedValue($0) : $0 }
      .joined(separator: "\u{1F}")
  }

  /// The value of a context field of a row, if it is known.
  func value(ofFieldAt index: Int, ordinal: Int) -> FieldValue? {
    context.value(ofFieldAt: index, ordinal: ordinal)
  }

  /// The values of a key's text.
  func keyValues(_ key: String) -> [FieldValue] {
    zip(RecordKey.parts(key), keyStorage).map { part, storage in
      switch storage {
      case .integer, .minorUnits, .truth: Int64(part).map(FieldValue.integer) ?? .text(part)
      case .decimal: FieldValue.exact(part) ?? .text(part)
      case .date, .timeOfDay, .text, .moment, .list, .sealed: .text(part)
      }
    }
  }

  /// The text a value is looked up by in this run.
  func lookupText(_ value: FieldValue, fieldAt index: Int) -> String? {
    let text = LookupValues.text(value)
    return schema.fields[index].isFolded ? text.map(foldedValue) : text
  }

  /// The rows with a text in a look-up field.
  func ordinals(of text: String, inFieldAt index: Int) -> [Int] {
    lookupValues[index]?.ordinals(of: text) ?? []
  }

  /// Enters the values of a valid row.
  mutating func enter(_ values: [FieldValue], ordinal: Int) {
    enterLookups(values, ordinal: ordinal)
    context.append(values, ordinal: ordinal)
  }

  /// Enters the values of a row by which other tables may look it up.
  mutating func enterLookups(_ values: [FieldValue], ordinal: Int) {
    for field in lookupFields {
      lookupValues(ofFieldAt: field).append(values[field], ordinal: ordinal)
    }
  }

  private mutating func lookupValues(ofFieldAt index: Int) -> LookupValues {
    if let values = lookupValues[index] { return values }
    let values = LookupValues(schema.fields[index])
    lookupValues[index] = values
    return values
  }

  /// Enters the values of valid rows that were read by columns.
  mutating func enter(_ batch: StagedBatch) {
    for index in lookupFields {
      guard let column = batch.fields.firstIndex(of: index) else { continue }
      lookupValues(ofFieldAt: index).append(batch, column: column)
    }
    context.append(batch)
  }

  /// Whether other tables whose rows refer to this one would find the same in both.
  func showsSame(as other: RunTable) -> Bool {
    guard rows == other.rows, isStaged == other.isStaged, wasRead == other.wasRead,
      unreadFile == other.unreadFile, unreadRow == other.unreadRow
    else { return false }
    guard renamedFrom.isEmpty, other.renamedFrom.isEmpty, meantIDs == other.meantIDs,
      ordinalBySourceID == other.ordinalBySourceID, sourceIDReleases == other.sourceIDReleases,
      ordinalByForm == other.ordinalByForm, unreadKeys == other.unreadKeys
    else { return false }
    guard lookupFields == other.lookupFields, lookupValues.count == other.lookupValues.count,
      context.holdsSame(as: other.context)
    else { return false }
    return lookupValues.allSatisfy { field, values in
      other.lookupValues[field].map(values.holdsSame) ?? false
    }
  }

  /// Whether set rules see the same rows with errors in both.
  func showsSameRefused(as other: RunTable) -> Bool {
    refused.count == other.refused.count
      && refused.allSatisfy { ordinal, row in
        other.refused[ordinal].map(row.showsSame) ?? false
      }
  }

  /// Discards all rows from an ordinal on.
  mutating func removeRows(from ordinal: Int) {
    isStaged = true
    guard ordinal < rows.count else { return }
    rows.removeRows(from: ordinal)
    ordinalBySourceID = ordinalBySourceID.filter { $0.value < ordinal }
    ordinalByForm = ordinalByForm.filter { $0.value < ordinal }
    renamedFrom = renamedFrom.filter { $0.value < ordinal }
    renamedRecords = renamedRecords.filter { $0.key < ordinal }
    sourceIDReleases = sourceIDReleases.filter { $0 < ordinal }
    meantIDs = meantIDs.filter { $0.key < ordinal }
    for values in lookupValues.values { values.removeRows(from: ordinal) }
    context.removeRows(from: ordinal)
    waitsFor = waitsFor.filter { $0.key < ordinal }
    waitsForTable = waitsForTable.filter { $0.key < ordinal }
    dependences.removeRows(from: ordinal)
    keptEdits.removeAll { $0.ordinal >= ordinal }
    pruning?.removeRows(from: ordinal)
    links?.removeRows(from: ordinal)
    unreadKeys.removeRows(from: ordinal)
    mentions.removeRows(from: ordinal)
    changes = changes.filter { $0.key < ordinal }
    lateChanges = lateChanges.filter { $0.key < ordinal }
    lateSourceIDs = lateSourceIDs.filter { $0.key < ordinal }
    refused = refused.filter { $0.key < ordinal }
  }
}
