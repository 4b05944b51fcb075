import RecordMapping
import Schemas
import TabularCore

/// Tells a row whose cells stand one column beside their fields from a row with wrong cells.
struct ShiftedRows {
  let fields: TableFields
  let source: TableSource
  private let decisions: [Int: ColumnDecision]
  private let columnToField: [Int: ColumnTarget]
  private let defaultCountry: String?

  init(_ setup: SourceSetup) {
    fields = setup.fields
    source = setup.source
    decisions = setup.decisions
    columnToField = setup.columnToField
    defaultCountry = setup.session.package.defaultCountry
  }

  /// Reports the refused cells of a row: as one shifted row if at least three neighbouring cells are
  /// wrong for their fields but right for the fields one place to the left (or all one place to the
  /// right), else each on its own.
  func validateRefusals(_ row: inout PendingRow, _ issues: inout SourceIssues) {
    let refusals = row.refusals
    row.refusals = []
    // Members of a JSON object have names and cannot be shifted.
    if source.form != .json, reportShift(of: &row, &issues) { return }
    for (index, problem, origin) in refusals {
      issues.report(
        problem.content, field: index, of: row, origin: origin, suggestion: { problem.suggestion })
    }
  }

  private func reportShift(of row: inout PendingRow, _ issues: inout SourceIssues) -> Bool {
    let wrong = fields.schema.fields.indices.filter {
      row.origins[$0] != nil && (row.errors.contains($0) || refusesAlone($0, in: row))
    }
    guard wrong.count >= 3 else { return false }
    for step in [-1, 1] {
      guard let run = shiftedRun(wrong, by: step, in: row), let first = run.first,
        let second = run.dropFirst().first
      else { continue }
      row.hasRowError = true
      row.isInvalid = true
      for index in fields.schema.fields.indices where row.origins[index] != nil {
        row.errors.insert(index)
        row.told.insert(index)
      }
      let cells = [first, second].map { index -> (String, Int) in
        (place(of: index, in: row), neighbour(of: index, by: step, in: row) ?? index)
      }
      issues.report(
        .rowShifted(
          step == -1 ? .left : .right, column: columnName(of: first, in: row),
          first: cells[0].0, firstType: fields.schema.fields[cells[0].1].expectation,
          second: cells[1].0, secondType: fields.schema.fields[cells[1].1].expectation),
        field: first, of: row)
      return true
    }
    return false
  }

  /// Whether a field that is read later, with its country or zone, rejects its cell in any case.
  private func refusesAlone(_ index: Int, in row: PendingRow) -> Bool {
    guard fields.dependent.contains(index), let origin = row.origins[index] else { return false }
    do {
      _ = try fields.readers[index].read(source.input(origin), in: shiftContext(index))
      return false
    } catch {
      return !error.awaitsColumn
    }
  }

  private func shiftContext(_ index: Int) -> ReadingContext {
    var context = ReadingContext()
    context.zone = "UTC"
    context.country = defaultCountry
    context.column = decisions[index]
    return context
  }

  private func columnName(of index: Int, in row: PendingRow) -> String {
    let column = row.origins[index]?.column ?? 1
    return source.isWorksheet ? columnLetters(column) : "\(column)"
  }

  private func place(of index: Int, in row: PendingRow) -> String {
    let column = row.origins[index]?.column ?? 1
    return source.cellText(row: row.number, column: column)
  }

  /// The longest run of neighbouring wrong cells that are all right one place away.
  private func shiftedRun(_ wrong: [Int], by step: Int, in row: PendingRow) -> [Int]? {
    let fitting = wrong.filter { index in
      guard let origin = row.origins[index],
        let other = neighbour(of: index, by: step, in: row),
        fields.schema.fields[other].type.definition.revealsShift
      else { return false }
      let reading = try? fields.readers[other].read(source.input(origin), in: shiftContext(other))
      return reading.map { !$0.value.isNull } ?? false
    }.sorted { (row.origins[$0]?.column ?? 0) < (row.origins[$1]?.column ?? 0) }
    var best: [Int] = []
    var run: [Int] = []
    for index in fitting {
      if let last = run.last, row.origins[last]?.column != (row.origins[index]?.column ?? 0) - 1 {
        run = []
      }
      run.append(index)
      if run.count > best.count { best = run }
    }
    return best.count >= 3 ? best : nil
  }

  /// The field one column away.
  private func neighbour(of index: Int, by step: Int, in row: PendingRow) -> Int? {
    guard let column = row.origins[index]?.column,
      case .field(let other) = columnToField[column + step]
    else { return nil }
    return other
  }
}
