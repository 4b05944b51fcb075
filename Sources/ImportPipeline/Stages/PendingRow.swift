import RecordMapping
import TabularCore

/// A row on its way from cells to a record.
struct PendingRow {
  /// A cell that a field was read from.
  struct Origin {
    /// The column, from 1.
    var column: Int
    /// The text as read.
    var text: String
    /// What was stored.
    var kind: CellKind
    /// The class of the number format.
    var format: NumberFormatClass
    /// Whether the text comes from a row above; its own cell reports what is wrong with it.
    var isRepeated = false
  }

  /// The ordinal in the table's run.
  var ordinal: Int
  /// The row number or physical line, from 1.
  var number: Int
  /// What the row asks for.
  var action: RowAction = .upsert
  /// The identifier in another system.
  var sourceID: String?
  /// Whether the file clears the identifier.
  var clearsSourceID = false
  /// The identifiers that the stored record has.
  var storedSourceIDs: [String] = []
  /// The cells, by field index; `nil` where there is none.
  var origins: [Origin?]
  /// The cells of the date and time parts, by field index.
  var parts: [Int: (date: Origin?, time: Origin?)] = [:]
  /// The values: the file's at first, the resulting record's in the end.
  var values: [FieldValue]
  /// Fields with a value in the file.
  var given = FieldSet()
  /// Fields that the file clears.
  var cleared = FieldSet()
  /// Fields with an error.
  var errors = FieldSet()
  /// References to invalid rows of the run, which this row waits for.
  var waiting = FieldSet()
  /// Fields whose cell has a reported error.
  var told = FieldSet()
  /// Notes and warnings of cells; an error of the cell replaces them.
  var remarks: [(field: Int, remark: CellRemark, origin: Origin)] = []
  /// Fields read without their country or currency, since that cell has an error.
  var unsureFields = FieldSet()
  /// Whether one error of the row stands for everything found in its cells.
  var isSilenced = false
  /// Fields with an error that a rule reported.
  var ruleErrors = FieldSet()
  /// Fields that such rules read, at least one of which is wrong.
  var doubted = FieldSet()
  /// Whether the row has an error of any kind.
  var isInvalid = false
  /// Whether an error of the row itself makes rules pointless.
  var hasRowError = false
  /// The row of the run that this row waits for.
  var waitsFor: RunTable.RowReference?
  /// Whether the row waits for a table that could not be read.
  var waitsForTable: Int?
  /// The records that references mean, by field index.
  var parents: [Int: [ResolvedParent]] = [:]
  /// Items of list fields that named their records otherwise than by the key, each with that key.
  var namedItems: [(field: Int, read: String, key: String)] = []
  /// Stored references to a different record that has the same key as the one meant: the ids of both.
  var repointed: [Int: (before: Int64, after: Int64)] = [:]
  /// The natural key, if it can be read; for a stored record as the store spells it.
  var key: String?
  /// The key in its canonical form, if the store spells it otherwise.
  var canonicalKey: String?
  /// The natural key's values.
  var keyValues: [FieldValue] = []
  /// Fields whose column is missing although the new record needs them.
  var missingColumns: [Int] = []
  /// The stored record.
  var stored: StoredRecord?
  /// The id of the stored record that the row means, if other records have the same key.
  var meantID: Int64?
  /// The key of the stored record, if the row changes it.
  var renamedFrom: String?
  /// Refused cells that are not reported yet, since the row may be shifted.
  var refusals: [(field: Int, problem: CellProblem, origin: Origin)] = []
  /// Whether reporting refusals is postponed.
  var keepsRefusals = true
  /// Whether the row needs no further reading.
  var isResolved = false
  /// What happens to it.
  var state: RunTable.State = .valid
  /// What the plan does with it.
  var operation: RecordOperation = .create
  /// Whether a reference of the row is resolved when all rows are known.
  var hasLateReference = false
  /// The fields an update changes.
  var changedFields: [Int] = []
  /// What an update changes, for the report; `nil` when that is not kept.
  var change: [PlannedChange.Field]?
  /// What the template had in the row; `nil` for a row that is not of a template with records.
  var seen: SeenRecord?
  /// Values that another program changed and that the row would have changed.
  var keptEdits: [KeptEdit] = []

  init(ordinal: Int, number: Int, fieldCount: Int) {
    self.ordinal = ordinal
    self.number = number
    self.origins = Array(repeating: nil, count: fieldCount)
    self.values = Array(repeating: .null, count: fieldCount)
  }

  /// Whether the row makes a new record.
  var creates: Bool { stored == nil }

  /// The identifier that the record will have: `nil` when it stays, empty when it is cleared.
  var newSourceID: String? {
    if creates { return sourceID }
    if clearsSourceID { return storedSourceIDs.isEmpty ? nil : "" }
    return sourceID.flatMap { storedSourceIDs == [$0] ? nil : $0 }
  }

  /// Decides about a row that deletes its record.
  mutating func resolveDelete() {
    guard key != nil, !isInvalid, waitsFor == nil else { return }
    if stored == nil {
      state = .skipped
    } else {
      state = .deleting
      operation = .delete
    }
  }

  /// The text of a field's cell that counts as blank; `nil` where there is none.
  func placeholder(ofFieldAt index: Int) -> String? {
    remarks.first { $0.field == index && $0.remark.code == "value.placeholder" }?.origin.text
  }

  /// The column to show for a field of this row.
  func column(ofFieldAt index: Int, binding: HeaderBinding) -> Int? {
    origins[index]?.column ?? binding.place(ofFieldAt: index)
  }
}
