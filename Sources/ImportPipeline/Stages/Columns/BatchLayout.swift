import RecordMapping
import Schemas
import TabularCore

/// How the rows of a source are read by columns of a batch.
///
/// Most rows of most files are sound; to see that by columns takes a fraction of the time that reading
/// them cell by cell takes. A row about which anything is unusual is left to the cell-by-cell reading,
/// which has the last word on it, so that what is found does not depend on who looked.
struct BatchLayout: Sendable {
  /// A field that rows may have a value of.
  struct Column: Sendable {
    /// The field, by index.
    var field: Int
    /// The column of the source, from 1; 0 for a field that has none and takes a default.
    var number: Int
    /// Reads plain cells by their bytes; `nil` for types of which every cell is read by the reader.
    var byteReader: FieldByteReader?
    /// Whether the field must have a value.
    var isRequired: Bool
    /// Whether the field stands in the key.
    var isKey: Bool
    /// Whether the field's cells are read when the rest of the row is known.
    var isDependent = false
    /// The reference that the field holds, among `references`.
    var reference: Int?
  }

  /// The fields that may have a value, in the order in which values stand.
  let fields: [Int]
  let columns: [Column]
  /// How many of them the source has.
  let boundCount: Int
  /// Where the key's values stand among those of a row.
  let keyColumns: [Int]
  let references: [ColumnReference]
  /// The places of references to the table itself, which are resolved when all rows are known.
  let ownReferences: [Int]
  /// Whether each cell is validated by its bytes alone, as rows of tables without rules are.
  let isPlain: Bool
  /// Whether rows are compared with stored records; one that differs is read cell by cell.
  let comparesStored: Bool
  /// The fields that no row has a value of, by index.
  let blankFields: [Int]
  /// What rows need besides their own cells; `nil` for plain tables.
  let surroundings: RowSurroundings?
  /// Whether nothing else hangs on a column's value, by place: a cell that is refused makes its row
  /// invalid, and that is all.
  let mayRefuse: [Bool]
  /// The readers of the fields, by place among the columns.
  let readers: [CompiledField]
  let isWorksheet: Bool
  let countsFrom1904: Bool
  let totalsRows: Set<Int>
  let width: Int
  /// The place among the columns by column number; -1 for a column whose cells make a row unusual,
  /// -2 for one that does not matter.
  let places: [Int32]
  /// The folded headers by column number.
  let headers: [[UInt8]]
  /// The columns in which corrections replace texts; `nil` for none.
  let corrections: CorrectedColumns?
  /// What the readers do as the store's engine asks: which decimals are exact, how long an index entry may be.
  let engineMarks: String
  /// Whether something is watched that only cells tell, not the values read of them.
  let watchesCells: Bool
  /// Whether the parents of rows are not there: a row that needs more of one than that it exists is left to
  /// whoever has them.
  var isApart = false
  /// Whether the values of sound rows are asked for, and not their keys and hashes alone.
  var keepsValues = true

  /// How the rows of a source are read by columns; `nil` when the table needs the cell-by-cell reading.
  init?(_ setup: SourceSetup) throws(StoreError) {
    let session = setup.session
    let fields = setup.fields
    let binding = setup.source.binding
    let run = session.tables[setup.table]
    guard session.options.readsByColumns,
      session.sources.count(where: { $0.table == setup.table }) == 1,
      run.pruning == nil, !run.keyFields.isEmpty, fields.schema.writeMode == .upsert,
      binding.partsOfField.isEmpty, setup.silencedFields.isEmpty
    else { return nil }
    let bound = fields.readers.indices.filter { binding.place(ofFieldAt: $0) != nil }
    let isPlain = session.readsByColumns && Self.isPlain(setup, bound)
    // In a table with records the parents of those matter, too.
    let own = isPlain || setup.hasStoredRecords ? [] : fields.ownReferences
    guard isPlain || fields.readsByColumns(bound: Set(bound), own: own) else { return nil }
    let active = isPlain ? bound : fields.active(bound: Set(bound))
    guard isPlain || !setup.hasStoredRecords || fields.isComparable(by: active) else { return nil }
    comparesStored = setup.hasStoredRecords
    blankFields = isPlain ? [] : fields.blank(besides: active)
    var columns: [Column] = []
    for index in active {
      let number = binding.place(ofFieldAt: index) ?? 0
      columns.append(
        Column(
          field: index, number: number,
          byteReader: number == 0
            ? nil
            : fields.readers[index].makeByteReader(countsFrom1904: setup.source.countsFrom1904),
          isRequired: fields.required.contains(index), isKey: run.keyFields.contains(index),
          isDependent: fields.dependent.contains(index)))
    }
    let position = Dictionary(
      columns.enumerated().map { ($0.element.field, $0.offset) }, uniquingKeysWith: { $1 })
    keyColumns = run.keyFields.compactMap { position[$0] }
    guard keyColumns.count == run.keyFields.count else { return nil }
    let parents = ParentTables(session.tables, before: setup.table, positions: session.positions)
    var references: [ColumnReference] = []
    for (field, reference) in fields.referencing {
      guard let column = position[field], !own.contains(field) else { continue }
      guard
        let found = try ColumnReference(
          reference, column: column, field: field, setup: setup, isPlain: isPlain, parents: parents,
          positions: position, among: references)
      else { return nil }
      columns[column].reference = references.count
      references.append(found)
    }
    surroundings =
      isPlain
      ? nil
      : try RowSurroundings(
        setup, columns: columns, positions: position, references: references, parents: parents)
    if !isPlain, surroundings == nil { return nil }
    self.isPlain = isPlain
    self.fields = columns.map(\.field)
    self.columns = columns
    self.references = references
    ownReferences = own.sorted().compactMap { position[$0] }
    let used = surroundings?.usedColumns ?? []
    mayRefuse = columns.indices.map { place in
      let index = columns[place].field
      return !columns[place].isKey && columns[place].reference == nil && !own.contains(index)
        && !used.contains(place)
        && !run.lookupFields.contains(index)
    }
    corrections = setup.source.corrections
    let exact = try session.store.exactDecimals(of: fields.schema).sorted()
    engineMarks =
      "\(exact) \(session.store.indexEntryLimit ?? -1)"
      + " \(ClockUse(ofRowsOf: fields.schema).part(of: session.now))"
    watchesCells = active.contains { index in
      let field = fields.schema.fields[index]
      return ColumnStatistics(field: field) != nil
        && (field.type.definition.watch == .fractions || field.defaultValue != nil)
    }
    boundCount = bound.count
    readers = columns.map { fields.readers[$0.field] }
    isWorksheet = setup.source.isWorksheet
    countsFrom1904 = setup.source.countsFrom1904
    totalsRows = setup.totalsRows
    width = binding.width
    guard isWorksheet || binding.columns.last?.number == width else { return nil }
    var places = Array(
      repeating: Int32(-1), count: max(width, columns.map(\.number).max() ?? 0) + 1)
    var headers = Array(repeating: [UInt8](), count: places.count)
    for column in binding.columns where column.number < places.count {
      headers[column.number] = Array(fold(column.header).utf8)
      if column.target == .ignored || column.target == .notes { places[column.number] = -2 }
    }
    for (index, column) in columns.enumerated() where column.number > 0 {
      places[column.number] = Int32(index)
    }
    self.places = places
    self.headers = headers
  }

  /// Whether every cell of a table can be validated by its bytes, and nothing else is asked of a row.
  private static func isPlain(_ setup: SourceSetup, _ bound: [Int]) -> Bool {
    let fields = setup.fields
    let run = setup.session.tables[setup.table]
    return fields.isReadByColumns && run.context.fields.isEmpty && run.lookupFields.isEmpty
      && fields.required.allSatisfy(bound.contains)
      && run.keyFields.allSatisfy { fields.schema.fields[$0].type.definition.extent == .free }
      && bound.allSatisfy { index in
        ColumnStatistics(field: fields.schema.fields[index]) == nil
          && fields.readers[index].makeByteReader(countsFrom1904: setup.source.countsFrom1904)
            != nil
      }
      && fields.referencing.allSatisfy { field, reference in
        bound.contains(field)
          && setup.session.isReadByColumns(reference, from: fields, field: field)
      }
  }
}

extension TableFields {
  /// Whether rows with some bound fields can be read by columns.
  ///
  /// - Parameter own: the references to the table itself that columns can hold.
  fileprivate func readsByColumns(bound: Set<Int>, own: Set<Int>) -> Bool {
    renaming.isEmpty && !schema.renamesBySourceID
      && bound.isDisjoint(with: filledDown) && bound.isDisjoint(with: secrets)
      && required.allSatisfy {
        bound.contains($0) || schema.fields[$0].defaultValue != nil || databaseGiven.contains($0)
          || identityFields.contains($0)
      }
      && identities.allSatisfy { bound.isDisjoint(with: $0.fields.dropFirst()) }
      && deferred.allSatisfy { index in
        own.contains(index)
          || !bound.contains(index) && schema.fields[index].defaultValue == nil
      }
  }

  /// Whether rows can be compared with stored records by the fields that they may have a value of.
  fileprivate func isComparable(by active: [Int]) -> Bool {
    // A field that stands in no column has a value all the same: its parent's.
    let blank = Set(blank(besides: active))
    let derived = readers.indices.filter { !active.contains($0) && !blank.contains($0) }
    return schema.isComparable(by: active)
      && !checks.contains { check in derived.contains(where: check.reads.contains) }
  }

  /// The fields with columns of their own that rows have no value of.
  fileprivate func blank(besides active: [Int]) -> [Int] {
    kept.filter { !active.contains($0) }
  }

  /// The fields that rows may have a value of.
  fileprivate func active(bound: Set<Int>) -> [Int] {
    readers.indices.filter { bound.contains($0) || schema.fields[$0].defaultValue != nil }
  }
}

extension ImportSession {
  /// Whether a reference can be looked up by the single key of a table that is read already and of
  /// which nothing else is asked.
  func isReadByColumns(_ reference: Reference, from fields: TableFields, field: Int) -> Bool {
    guard let parent = positions[reference.table] else { return false }
    let table = tables[parent]
    guard !fields.deferred.contains(field), reference.with.isEmpty,
      reference.alternatives.isEmpty, reference.requirements.isEmpty,
      order[parent].closing == nil,
      table.schema.naturalKey == [reference.targetField], table.unreadFile == nil,
      table.unreadRow == nil,
      table.ordinalBySourceID.isEmpty, let key = table.keyFields.first
    else { return false }
    let type = fields.schema.fields[field].type
    return type == table.schema.fields[key].type && type.definition.extent == .free
      && !table.schema.fields[key].isLowercased && table.schema.fields[key].synonyms.isEmpty
  }
}
