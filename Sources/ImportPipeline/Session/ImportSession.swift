import DelimitedText
import JSONRecords
import RecordMapping
import Schemas
import TabularCore

/// The state of a run while its tables are read, one after another, parents first.
final class ImportSession {
  let options: ImportOptions
  let package: DataPackage
  let store: any RecordStore
  /// The tables of the package in dependency order.
  let order: [TableSchema]
  /// The fields and values that close records, by table.
  private(set) lazy var closings = order.map(\.closing)
  let positions: [String: Int]
  /// The compiled fields of the tables that were asked for.
  private var fields: [TableFields?]
  /// The clock of the run, UTC `YYYY-MM-DDTHH:MM:SSZ`.
  let now: String
  var tables: [RunTable]
  var sources: [TableSource] = []
  /// The lists of the run's JSON files, for the lines and columns of places in them.
  var jsonLists: [JSONListName: JSONList] = [:]
  /// When the plan was made that the run carries out; `nil` for a run without one.
  var plannedAt: String?
  /// Which stored records the files of a set mark as gone, by table.
  var retirements: [Int: Retirement] = [:]
  var resolver: ReferenceResolver
  var issues: IssueCollector
  var waiting = WaitingRows()
  var sealer: SecretSealer?
  /// The folder whose files rows may name; `nil` where none is looked at.
  var attachments: AttachmentFolder?
  /// The files that somebody corrects while they are validated again and again; `nil` for a run of its own.
  var edits: EditedFiles?
  /// What earlier runs over these files found; `nil` for a run that takes nothing over.
  var kept: KeptReadings?
  /// What is told of the table that is read, where it is kept.
  var told: [KeptReading.Told]?
  /// What other tables see of each table, once it is read.
  var versions: [Int?]
  /// What set rules see of each table; 0 for one without rows.
  var stageVersions: [StageVersion]
  /// Whether the header of any source was found again while it was read.
  var wasRebound = false
  /// How the run reads its delimited files.
  var dialects: [SourceID: Dialect] = [:]
  /// The corrections that the run was given.
  var corrections: CorrectionPlan?
  /// The findings that somebody accepts.
  var waivers: WaiverPlan?
  /// Which cells each correction gave its text, by source.
  var replays: [Int: Replays] = [:]
  /// The values that no cell gave, by source.
  var origins: [Int: ValueOrigins] = [:]
  /// Whether a file of decisions has a mistake, so that nothing is written.
  var hasDecisionErrors = false
  /// The name under which the store is in production use, according to the project file or the store.
  var productionName: String?
  /// What was approved when the files were validated, or when the resumed run began.
  var keptApprovals: [KeptApproval] = []
  /// The unfinished run that this one resumes.
  var unfinished: RunRecord?
  /// The columns as they were read, by source, for the report.
  var columns: [[ImportReport.Column]] = []
  /// The language declared by the first template of the run.
  var templateLanguage: Language?
  var progress: (@Sendable (ImportProgress) -> Void)?
  var isCancelled: @Sendable () -> Bool = { false }
  /// How fast a run in parts writes.
  var pace = MergePace()
  /// Takes what stops the statement that the store works on.
  var stopping: @Sendable ((@Sendable () -> Void)?) -> Void = { _ in }
  /// What takes the operations of the plan.
  var consumers: [@Sendable (OperationStream) throws -> Void] = []
  var rowsRead = 0
  /// The rows and the bytes of cells that were read of each file.
  private var readByFile: [SourceID: FileProgress] = [:]
  /// The sizes of delimited files in bytes, which tell how much is left.
  var delimitedSizes: [SourceID: Int] = [:]
  /// Keys of tables of the run, loaded to suggest a similar one, by table.
  private var keyLists: [Int: (count: Int, keys: [String])] = [:]
  /// The same keys folded, with how many rows there were.
  private var keySpellings: [Int: (count: Int, spellings: Spellings)] = [:]
  /// The same for the store.
  private var storedKeyLists: [Int: [String]?] = [:]
  /// Rows that a reference resolved late refused, by table, until the rows that depend on them wait.
  var refusedLate: [Int: Set<Int>] = [:]
  /// References to tables that come later, resolved once all rows are known.
  var laterReferences: [(table: Int, reference: DeferredReference)] = []

  init(
    options: ImportOptions, package: DataPackage, store: any RecordStore, now: String,
    issues: IssueCollector
  ) {
    self.options = options
    self.package = package
    self.store = store
    self.now = now
    self.issues = issues
    order = package.dependencyOrder.tables.compactMap(package.table(named:))
    let order = order
    let positions = Dictionary(
      uniqueKeysWithValues: order.enumerated().map { ($0.element.name, $0.offset) })
    self.positions = positions
    fields = Array(repeating: nil, count: order.count)
    versions = Array(repeating: nil, count: order.count)
    stageVersions = Array(repeating: StageVersion(), count: order.count)
    let needs = TableNeeds(package)
    tables = order.map { schema in
      RunTable(
        schema, contextFields: (needs.context[schema.name] ?? []).sorted(),
        lookupFields: (needs.lookups[schema.name] ?? []).sorted())
    }
    resolver = ReferenceResolver(package: package, store: store, order: order)
  }

  /// The fields of a table, compiled when they are asked for first; the store is open.
  func fields(ofTable position: Int) throws(StoreError) -> TableFields {
    if let known = fields[position] { return known }
    let compiled = TableFields(
      order[position], package: package, position: position, positions: positions,
      options: options, exactDecimals: try store.exactDecimals(of: order[position]),
      indexEntryLimit: store.indexEntryLimit)
    fields[position] = compiled
    return compiled
  }

  /// Whether no rule looks at whole tables, so that each row can be validated on its own.
  private(set) lazy var readsByColumns: Bool = {
    options.readsByColumns
      && order.allSatisfy { schema in
        schema.expectedChildren.isEmpty
          && schema.rules.allSatisfy { rule in
            if case .set = rule.scope { false } else { true }
          }
      }
  }()

  /// Keeps only what the tables being read need of each table; call it before rows are read.
  func narrowNeeds() {
    let read = Set(tables.indices.filter { tables[$0].wasRead }.map { order[$0].name })
    let needs = TableNeeds(package, readTables: read)
    for index in tables.indices {
      tables[index].context.fields = (needs.context[order[index].name] ?? []).sorted()
      tables[index].lookupFields = (needs.lookups[order[index].name] ?? []).sorted()
    }
  }

  /// Whether the store must be able to list every create, update and delete before the merge: for a plan,
  /// for consumers of operations, and for guards of groups.
  var needsOperations: Bool {
    options.planOutput != nil || options.plan != nil || !consumers.isEmpty
      || options.commitEvery != nil
      || order.contains { !options.guards.scope(of: $0, in: package).isEmpty }
  }

  /// How messages name the store: the target's name, or the location.
  var targetText: String { options.target ?? store.location }

  /// Notes rows of a source that were read, and tells the progress.
  func noteRead(rows: Int, bytes: Int, of source: TableSource) {
    rowsRead += rows
    guard let progress else { return }
    let file = source.name.id
    var read = readByFile[file] ?? FileProgress()
    read.rows += rows
    if let sheet = source.rows.progress {
      read.note(sheet, of: source.sheet ?? "")
    } else {
      read.bytes += bytes
    }
    readByFile[file] = read
    progress(
      ImportProgress(
        file: source.fileName, table: order[source.table].name, rows: rowsRead, fileRows: read.rows,
        fraction: size(of: source).map { min(1, Double(read.bytes) / Double(max($0, 1))) }))
  }

  /// The bytes of a delimited file, or of the sheets of a workbook that are read; `nil` where they are not
  /// known.
  private func size(of source: TableSource) -> Int? {
    if let size = delimitedSizes[source.name.id] { return size }
    guard source.rows.progress != nil else { return nil }
    return sources.reduce(0) {
      $0 + ($1.name.id == source.name.id ? $1.rows.progress?.size ?? 0 : 0)
    }
  }

  /// The value at the end of a path from a row, following the records that it refers to.
  func value(
    at path: FieldPath, of row: PendingRow, in table: Int
  ) throws(StoreError) -> FieldValue? {
    let schema = order[table]
    guard let first = path.references.first else {
      return schema.fieldIndex(named: path.field).map { row.values[$0] }
    }
    guard let field = schema.fieldIndex(named: first) else { return nil }
    if let parent = row.parents[field]?.first {
      return try value(
        at: FieldPath(through: Array(path.references.dropFirst()), field: path.field), of: parent)
    }
    guard let reference = schema.reference(from: first), !row.values[field].isNull,
      let parent = try record(
        reference.table, targetField: reference.targetField, row.values[field])
    else { return nil }
    return try value(
      at: FieldPath(through: Array(path.references.dropFirst()), field: path.field), of: parent)
  }

  /// An invalid row of the run as the record it would create; `nil` without a key.
  func waitingParent(_ row: RunTable.RowReference) -> ResolvedParent? {
    let key = tables[row.table].rows.key(of: row.ordinal)
    guard !key.isEmpty else { return nil }
    return ResolvedParent(
      table: row.table, key: tables[row.table].keyValues(key), ordinal: row.ordinal, stored: nil,
      isNew: true)
  }

  /// The value at the end of a path from a record.
  func value(
    at path: FieldPath, of record: ResolvedParent
  ) throws(StoreError) -> FieldValue? {
    let schema = order[record.table]
    func own(_ name: String) -> FieldValue? {
      guard let index = schema.fieldIndex(named: name) else { return nil }
      if let ordinal = record.ordinal {
        return tables[record.table].value(ofFieldAt: index, ordinal: ordinal)
      }
      return record.stored?.values[index]
    }
    guard let first = path.references.first else { return own(path.field) }
    guard let value = own(first), !value.isNull, let reference = schema.reference(from: first),
      let next = try self.record(reference.table, targetField: reference.targetField, value)
    else { return nil }
    return try self.value(
      at: FieldPath(through: Array(path.references.dropFirst()), field: path.field), of: next)
  }

  /// The record that a resolved reference value names.
  private func record(
    _ table: String, targetField: String, _ value: FieldValue
  ) throws(StoreError) -> ResolvedParent? {
    guard let index = positions[table] else { return nil }
    if tables[index].schema.naturalKey == [targetField] {
      switch try resolver.byKey([value], in: tables[index], index: index) {
      case .found(let record, _): return record
      case .invalidParent(let row): return waitingParent(row)
      default: return nil
      }
    }
    guard let field = tables[index].schema.fieldIndex(named: targetField) else { return nil }
    if let text = tables[index].lookupText(value, fieldAt: field),
      let ordinal = tables[index].ordinals(of: text, inFieldAt: field).first(where: {
        tables[index].rows.state(of: $0) == .valid
      })
    {
      return ResolvedParent(
        table: index, key: tables[index].keyValues(tables[index].rows[ordinal].key),
        ordinal: ordinal, stored: nil,
        isNew: tables[index].rows[ordinal].operation == .create)
    }
    let stored = try store.records(
      of: tables[index].schema, whereFieldAt: field, equals: value, narrowing: [])
    return stored.first.map { record in
      ResolvedParent(
        table: index, key: tables[index].keyFields.map { record.values[$0] }, ordinal: nil,
        stored: record,
        isNew: false)
    }
  }

  /// The keys of a table in the run and in the store, except those that the run deletes; `nil` if there
  /// are too many to compare.
  func knownKeys(ofTable position: Int) throws(StoreError) -> Spellings? {
    let most = Self.mostKeysLookedAt
    let rows = tables[position].rows
    guard rows.keys.enteredCount <= most, let stored = try storedKeys(ofTable: position) else {
      return nil
    }
    if let known = keySpellings[position], known.count == rows.count, stored.isEmpty {
      return known.spellings
    }
    let kept = stored.filter { key in
      rows.ordinal(ofKey: key).map { rows.state(of: $0) != .deleting } ?? true
    }
    let keys = distinctKeys(ofTable: position)
    let spellings = Spellings(kept.isEmpty ? keys : Set(keys).union(kept).sorted())
    keySpellings[position] = (rows.count, spellings)
    return spellings
  }

  private static let mostKeysLookedAt = 5_000

  /// The single keys of a table's stored records; `nil` if there are too many.
  private func storedKeys(ofTable position: Int) throws(StoreError) -> [String]? {
    if let known = storedKeyLists[position] { return known }
    guard let field = tables[position].keyFields.first,
      try store.recordCount(of: order[position]) <= Self.mostKeysLookedAt
    else {
      storedKeyLists[position] = .some(nil)
      return nil
    }
    var keys: [String] = []
    try store.storedRecords(of: order[position], where: nil) { record in
      if let key = RecordKey.text([record.values[field]]) { keys.append(key) }
      return true
    }
    storedKeyLists[position] = keys
    return keys
  }

  /// The distinct keys of a table's rows, sorted.
  func distinctKeys(ofTable position: Int) -> [String] {
    let rows = tables[position].rows
    if let list = keyLists[position], list.count == rows.count { return list.keys }
    let keys = Set(rows.indices.map(rows.key).filter { !$0.isEmpty }).sorted()
    keyLists[position] = (rows.count, keys)
    return keys
  }
}
