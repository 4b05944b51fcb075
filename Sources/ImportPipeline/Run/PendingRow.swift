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
    /// Whether the text stands in a row above, whose own cell tells what is wrong with it.
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
  /// Whether the file takes the identifier away.
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
  /// References to rows of the run that have an error, which this row waits for.
  var waiting = FieldSet()
  /// Fields whose cell has an error that was told.
  var told = FieldSet()
  /// Notes and warnings of cells, which an error of the cell takes the place of.
  var remarks: [(field: Int, remark: CellRemark, origin: Origin)] = []
  /// Fields read without the country or currency that they need, since its cell has an error.
  var unsureFields = FieldSet()
  /// Whether the row's one error stands for whatever is found in its cells.
  var isSilenced = false
  /// Fields with an error that a rule reported.
  var ruleErrors = FieldSet()
  /// Fields that such rules read: one of them is wrong.
  var doubted = FieldSet()
  /// Whether the row has an error of any kind.
  var isInvalid = false
  /// Whether an error of the row's own makes rules pointless.
  var hasRowError = false
  /// The row of the run that this row waits for.
  var waitsFor: RunTable.RowReference?
  /// Whether the row waits for a table that could not be read.
  var waitsForTable: Int?
  /// The records that references mean, by field index.
  var parents: [Int: [ResolvedParent]] = [:]
  /// References that lead to another record than the row means though both have one key: their ids.
  var repointed: [Int: (before: Int64, after: Int64)] = [:]
  /// The natural key, when it can be read; of a stored record as the store spells it.
  var key: String?
  /// The key in its canonical form, where the store spells it otherwise.
  var canonicalKey: String?
  /// The natural key's values.
  var keyValues: [FieldValue] = []
  /// Fields whose column is missing though the new record needs them.
  var missingColumns: [Int] = []
  /// The stored record.
  var stored: StoredRecord?
  /// The key that the stored record has, where the row gives it another.
  var renamedFrom: String?
  /// Cells refused so far and not reported yet, since the row may be shifted.
  var refusals: [(field: Int, problem: CellProblem, origin: Origin)] = []
  /// Whether refusals are kept back.
  var keepsRefusals = true
  /// Whether the row needs no further reading.
  var isSettled = false
  /// What became of it.
  var state: RunTable.State = .valid
  /// What the plan does with it.
  var operation: RecordOperation = .create
  /// Whether a reference of the row is resolved when all rows are known.
  var hasLateReference = false
  /// The fields an update changes.
  var changedFields: [Int] = []

  init(ordinal: Int, number: Int, fieldCount: Int) {
    self.ordinal = ordinal
    self.number = number
    self.origins = Array(repeating: nil, count: fieldCount)
    self.values = Array(repeating: .null, count: fieldCount)
  }

  /// Whether the row makes a new record.
  var creates: Bool { stored == nil }

  /// The identifier that the record will have: `nil` when it stays as it is, empty when it goes.
  var newSourceID: String? {
    if creates { return sourceID }
    if clearsSourceID { return storedSourceIDs.isEmpty ? nil : "" }
    return sourceID.flatMap { storedSourceIDs == [$0] ? nil : $0 }
  }

  /// The column to point to for a field of this row.
  func column(ofFieldAt index: Int, binding: HeaderBinding) -> Int? {
    origins[index]?.column ?? binding.place(ofFieldAt: index)
  }
}
