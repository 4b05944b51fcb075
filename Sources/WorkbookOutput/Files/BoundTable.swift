import ImportPipeline
public import RecordMapping
import Schemas
public import TabularCore

/// A sheet or delimited file as a run read it: its table, its columns, how its cells are read.
struct BoundTable {
  /// The table.
  let schema: TableSchema
  /// How columns are bound to fields.
  let binding: HeaderBinding
  /// The readers of the fields, by index.
  let readers: [CompiledField]
  /// Readers for the texts of references, which may be names.
  let names: [Int: CompiledField]
  /// The field of each column that holds the whole of its value; of repeated columns the first.
  let fieldOfColumn: [Int: Int]
  /// The columns that hold the date or the time of a field.
  let partOfColumn: [Int: Int]
  /// Those of them that hold the date.
  let dateColumns: Set<Int>
  /// Reads the date of a date-time that has a column of its own.
  let dateReader: CompiledField
  /// Whether cells are those of a worksheet, and whether its dates count from 1904.
  let isWorksheet: Bool
  let countsFrom1904: Bool
  /// The rows that hold records.
  let rows: RowRanges

  /// The table of a sheet whose header is known; `nil` for a sheet that was not read.
  init?(
    _ sheet: ImportReport.Sheet, of file: ImportReport.File, header: HeaderRow,
    states: [RowStates], package: DataPackage, options: ReadingRules
  ) {
    guard let schema = sheet.table.flatMap(package.table(named:)) else { return nil }
    self.schema = schema
    binding = HeaderBinding(
      header, vocabulary: HeaderVocabulary(schema), fieldCount: schema.fields.count)
    readers = schema.fields.map { field in
      CompiledField(
        field: field, in: schema, package: package, clearToken: options.clearToken,
        textLimit: options.limits[.textLength])
    }
    var names: [Int: CompiledField] = [:]
    for reference in schema.references where !reference.alternatives.isEmpty {
      guard let index = schema.fieldIndex(named: reference.field) else { continue }
      var field = schema.fields[index]
      field.type = .string
      field.constraints = Constraints()
      names[index] = CompiledField(
        field: field, in: schema, package: package, clearToken: options.clearToken)
    }
    self.names = names
    var fieldOfColumn: [Int: Int] = [:]
    var partOfColumn: [Int: Int] = [:]
    var dateColumns: Set<Int> = []
    for column in binding.columns where !column.isRepeated && !column.isSecret {
      switch column.target {
      case .field(let index): fieldOfColumn[column.number] = index
      case .datePart(let index):
        partOfColumn[column.number] = index
        dateColumns.insert(column.number)
      case .timePart(let index): partOfColumn[column.number] = index
      default: continue
      }
    }
    self.fieldOfColumn = fieldOfColumn
    self.partOfColumn = partOfColumn
    self.dateColumns = dateColumns
    dateReader = CompiledField(
      field: Field(name: "date", type: .date), in: schema, package: package,
      clearToken: options.clearToken)
    isWorksheet = sheet.name != nil
    countsFrom1904 = file.dateSystem == 1904
    let own = states.first { $0.source == file.source && $0.sheet == sheet.name }
    var rows = own?.valid ?? RowRanges()
    rows.formUnion(own?.invalid ?? RowRanges())
    rows.formUnion(own?.waiting ?? RowRanges())
    self.rows = rows
  }

  /// The reader of a field's cells: of a reference by name, that of names.
  func reader(of field: Int) -> CompiledField { names[field] ?? readers[field] }

  /// The reader of a column of dates; `nil` for any other column.
  func dateReader(ofColumn column: Int) -> CompiledField? {
    if dateColumns.contains(column) { return dateReader }
    guard let index = fieldOfColumn[column], schema.fields[index].type == .date else { return nil }
    return reader(of: index)
  }

  /// A cell as readers take it.
  func input(_ cell: FilledCell) -> CellInput {
    CellInput(
      cell.text, kind: cell.kind, format: cell.format, isWorksheet: isWorksheet,
      countsFrom1904: countsFrom1904)
  }

  /// What tells records from other rows.
  var rowContext: RowClass.Context {
    let keys = Set(schema.naturalKey.compactMap(schema.fieldIndex(named:)))
    let columns = Dictionary(
      fieldOfColumn.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first })
    let required = schema.fields.indices.filter {
      schema.fields[$0].isRequired && schema.fields[$0].defaultValue == nil && !keys.contains($0)
    }
    return RowClass.Context(
      binding: binding, keyColumns: Set(keys.compactMap { columns[$0] }),
      requiredColumns: Set(required.compactMap { columns[$0] }),
      lacksRequired: required.contains { columns[$0] == nil })
  }
}

/// How the cells of a run were read, as far as options say it.
public struct ReadingRules: Sendable {
  /// The text that clears a stored value.
  public var clearToken: String
  /// The order of day and month that was declared.
  public var dateOrder: ColumnDecision.DateOrder?
  /// The limits.
  public var limits: Limits

  /// The rules of a run.
  public init(
    clearToken: String = "[clear]", dateOrder: ColumnDecision.DateOrder? = nil,
    limits: Limits = Limits()
  ) {
    self.clearToken = clearToken
    self.dateOrder = dateOrder
    self.limits = limits
  }
}
