import ImportPipeline
import RecordMapping
import Schemas
import TabularCore

/// Finds the corrections of the cells of one table.
struct CorrectionSearch {
  /// A correction with its cell.
  struct Found {
    var row: Int
    var column: Int
    /// The field's index.
    var field: Int
    /// What the cell holds.
    var before: String
    var correction: CellCorrection
  }

  private let table: BoundTable
  /// Reads the times of date-times that have columns of their own, which are cleaned only.
  private let partReader: CompiledField
  private let decisions: ColumnDecisions
  /// Columns in which a text stays from whose spelling others are understood.
  private var blocked: Set<Int> = []
  private var found: [Found] = []

  init(
    _ table: BoundTable, _ decisions: ColumnDecisions, package: DataPackage, rules: ReadingRules
  ) {
    self.table = table
    self.decisions = decisions
    partReader = CompiledField(
      field: Field(name: "part", type: .string), in: table.schema, package: package,
      clearToken: rules.clearToken)
  }

  /// The corrections, row by row.
  mutating func corrections(_ rows: SourceRows) throws(MarkedCopyError) -> [Found] {
    let context = table.rowContext
    try rows.read { batch in
      let broken = Set(batch.findings.map(\.row))
      for (index, row) in batch.rows.enumerated() where row.number > table.binding.headerRow {
        let cells = Self.filledCells(batch, rowAt: index)
        guard let first = cells.first, !first.text.hasPrefix(RowClass.exampleMark) else { continue }
        take(
          cells, row: row.number, context,
          isRecord: table.rows.contains(row.number) && !broken.contains(row.number))
      }
      return true
    }
    // A date that stays as it is would be read otherwise without the dates that explain it.
    for index in found.indices
    where found[index].correction.dependsOnColumn && found[index].correction.doubt == nil
      && blocked.contains(found[index].column)
    {
      found[index].correction.doubt = .guess
    }
    try doubtZeros(rows)
    return found
  }

  /// Leaves zeros to a person where the longer text stands in the column already, or would stand there
  /// twice: two rows would become one record.
  private mutating func doubtZeros(_ rows: SourceRows) throws(MarkedCopyError) {
    func isSure(_ found: Found) -> Bool {
      found.correction.kind == .zeros && found.correction.doubt == nil
    }
    let columns = Set(found.filter(isSure).map(\.column))
    guard !columns.isEmpty else { return }
    var counts: [Int: [String: Int]] = [:]
    for item in found where isSure(item) {
      counts[item.column, default: [:]][item.correction.texts[0], default: 0] += 1
    }
    try rows.read { batch in
      for index in batch.rows.indices {
        for cell in batch.cells(ofRowAt: index) where columns.contains(Int(cell.column)) {
          let column = Int(cell.column)
          let text = String(batch.text(of: cell).filter { !$0.isWhitespace })
          if let count = counts[column]?[text] { counts[column]?[text] = count + 1 }
        }
      }
      return true
    }
    for index in found.indices where isSure(found[index]) {
      let item = found[index]
      if counts[item.column]?[item.correction.texts[0], default: 0] ?? 0 > 1 {
        found[index].correction.doubt = .guess
      }
    }
  }

  static func filledCells(_ batch: RowBatch, rowAt index: Int) -> [FilledCell] {
    batch.cells(ofRowAt: index).compactMap { cell in
      guard cell.kind != .blank else { return nil }
      let text = batch.text(of: cell)
      return cell.kind == .text && isBlankText(text) ? nil : FilledCell(cell, text: text)
    }
  }

  // MARK: Rows

  private mutating func take(
    _ cells: [FilledCell], row: Int, _ context: RowClass.Context, isRecord: Bool
  ) {
    var own: [(cell: FilledCell, field: Int, correction: CellCorrection)] = []
    for cell in cells {
      guard isRecord, let correction = correction(of: cell) else { continue }
      own.append(
        (cell, table.fieldOfColumn[cell.column] ?? table.partOfColumn[cell.column] ?? 0, correction)
      )
    }
    if own.contains(where: { $0.correction.doubt == nil }) {
      let texts = Dictionary(
        own.filter { $0.correction.doubt == nil }.map { ($0.cell.column, $0.correction.texts[0]) },
        uniquingKeysWith: { first, _ in first })
      let corrected = cells.map { cell in
        var cell = cell
        if let text = texts[cell.column] {
          cell.text = text
          cell.kind = .text
        }
        return cell
      }
      // A row whose first cell would begin like a remark, or hold a total, would no longer be a record.
      if RowClass.of(cells, in: context).isRecord != RowClass.of(corrected, in: context).isRecord {
        for index in own.indices where own[index].correction.doubt == nil {
          own[index].correction.doubt = .guess
        }
      }
    }
    let applied = Set(own.filter { $0.correction.doubt == nil }.map(\.cell.column))
    for cell in cells where !applied.contains(cell.column) { noteUnchanged(cell) }
    found += own.map {
      Found(
        row: row, column: $0.cell.column, field: $0.field, before: $0.cell.text,
        correction: $0.correction)
    }
  }

  private func correction(of cell: FilledCell) -> CellCorrection? {
    var correction: CellCorrection?
    if let index = table.fieldOfColumn[cell.column] {
      var context = ReadingContext()
      context.column = decisions[cell.column]
      correction = table.reader(of: index).correction(of: table.input(cell), in: context)
    } else if let index = table.partOfColumn[cell.column],
      table.schema.fields[index].privacy != .secret, cell.kind == .text
    {
      var context = ReadingContext()
      context.column = decisions[cell.column]
      let reader = table.dateReader(ofColumn: cell.column) ?? partReader
      correction = reader.correction(of: table.input(cell), in: context)
    }
    if correction?.kind == .date, decisions.swapped.contains(cell.column) {
      correction?.doubt = .guess
    }
    if cell.formula != .none { correction?.doubt = .formula }
    return correction
  }

  /// Takes note of a date that stays and from whose spelling the others of its column are understood, or
  /// that is itself understood from theirs.
  private mutating func noteUnchanged(_ cell: FilledCell) {
    guard cell.kind == .text, let decision = decisions[cell.column],
      !blocked.contains(cell.column), let reader = table.dateReader(ofColumn: cell.column)
    else { return }
    let input = table.input(cell)
    guard reader.awaitsColumn(input) else { return }
    switch decision.dateOrder {
    case .dayFirst, .monthFirst:
      if !decision.isDateOrderDeclared { blocked.insert(cell.column) }
    case .mixed: if reader.onlyDate(of: input) != nil { blocked.insert(cell.column) }
    case .unclear: return
    }
  }
}

extension RowClass {
  /// Whether the row is read as a record.
  fileprivate var isRecord: Bool {
    switch self {
    case .data: true
    case .blank, .example, .notData, .unsure: false
    }
  }
}
