import RecordMapping
import Schemas
import TabularCore

extension CellReading {
  /// Reads a date-time from its date and time columns.
  mutating func readParts(
    _ index: Int, of row: inout PendingRow, context: ReadingContext, _ issues: inout SourceIssues
  ) throws {
    let field = fields.schema.fields[index]
    let parts = row.parts[index] ?? (nil, nil)
    if let whole = row.origins[index] {
      row.errors.insert(index)
      row.isInvalid = true
      let header = (parts.date ?? parts.time).flatMap {
        source.binding.column(numbered: $0.column)?.header
      }
      issues.report(
        .headerSplitConflict(.twice, field: field.name, header: header ?? ""), field: index,
        of: row, origin: whole)
      return
    }
    let partColumns = source.binding.partsOfField[index]
    var date = try partText(parts.date, fields.dateReader, index, of: &row, &issues)
    let time = try partText(parts.time, fields.timeReader, index, of: &row, &issues)
    if row.errors.contains(index) || awaitsColumns { return }
    if date == nil, partColumns?.date == nil, let path = field.parts?.dateFrom,
      case .dateTime(let local, _) = try records.value(at: path, of: row, in: table)
    {
      date = String(local.prefix(10))
    }
    guard let date, let time else {
      let missing: IssueContent.TemporalPart = date == nil ? .date : .time
      row.errors.insert(index)
      row.isInvalid = true
      let column = missing == .date ? partColumns?.date : partColumns?.time
      guard column != nil else { return }
      row.told.insert(index)
      issues.report(
        .valueRequired(
          .part(missing), field: field.name, expected: missing == .date ? "a date" : "a time"),
        field: index, of: row, column: column)
      return
    }
    var context = context
    context.column = decisions[index]
    let origin = parts.date ?? parts.time
    do {
      let reading = try fields.readers[index].read(CellInput(date + "T" + time), in: context)
      if let origin { accept(reading, index, of: &row, origin: origin) }
    } catch {
      if let origin = parts.time ?? origin {
        refuse(error, index, of: &row, origin: origin, &issues)
      }
    }
  }

  private mutating func partText(
    _ origin: PendingRow.Origin?, _ reader: CompiledField, _ index: Int, of row: inout PendingRow,
    _ issues: inout SourceIssues
  ) throws -> String? {
    guard let origin, !row.errors.contains(index) else { return nil }
    var context = ReadingContext()
    context.column = decisions[index]
    do {
      let reading = try reader.read(source.input(origin), in: context)
      for remark in reading.remarks { row.remarks.append((index, remark, origin)) }
      return reading.value.text
    } catch {
      if error.awaitsColumn, decisions[index] == nil {
        awaitColumns()
        return nil
      }
      refuse(error, index, of: &row, origin: origin, &issues)
      return nil
    }
  }
}
