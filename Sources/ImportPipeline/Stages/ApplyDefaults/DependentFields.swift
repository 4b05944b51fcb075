import RecordMapping
import Schemas
import TabularCore

/// Reads the fields whose cells mean something only with the country, zone, currency or date of the resulting
/// record.
struct DependentFields {
  let fields: TableFields
  let table: Int
  let records: any RecordLookup
  private let defaultCountry: String?

  init(_ setup: SourceSetup) {
    fields = setup.fields
    table = setup.table
    records = setup.session
    defaultCountry = setup.session.package.defaultCountry
  }

  /// Reads the fields that need the country, zone, currency or date of the resulting record.
  func readDependents(
    _ row: inout PendingRow, _ cells: inout CellReading, _ issues: inout SourceIssues
  ) throws {
    for index in fields.dependent {
      let field = fields.schema.fields[index]
      guard row.origins[index] != nil || row.parts[index] != nil, !row.errors.contains(index)
      else { continue }
      var context = ReadingContext()
      let isUnsure = try fillContext(&context, forFieldAt: index, of: row)
      if isUnsure { row.unsureFields.insert(index) }
      if let name = fields.subdivision {
        context.subdivision = row.errors.contains(name) ? nil : row.values[name].text
      }
      if field.type == .secret, let email = fields.email {
        context.email = row.values[email].text
      }
      if !field.zoneFrom.isEmpty {
        for path in field.zoneFrom where context.zone == nil {
          context.zone = try records.value(at: path, of: row, in: table)?.text
        }
        if context.zone == nil, field.zoneFrom.contains(where: { hasError(at: $0, in: row) }) {
          // The cell or reference that gives the zone has an error, so the row will not be written. Any
          // zone will do to check that the local times are valid and in order.
          guard row.isInvalid || row.waitsFor != nil else {
            row.errors.insert(index)
            continue
          }
          context.zone = "UTC"
        }
      }
      if let path = field.dateFrom,
        case .dateTime(let local, _)? = try records.value(
          at: path, of: row, in: table)
      {
        context.date = days(local)
      }
      let before = row.values[index]
      row.values[index] = .null
      try cells.read(index, of: &row, context: context, &issues)
      if cells.awaitsColumns { return }
      if isUnsure { row.errors.insert(index) }
      if row.values[index].isNull, !row.given.contains(index), !row.errors.contains(index) {
        row.values[index] = before
      }
      if !field.zoneFrom.isEmpty { requireZone(index, of: &row, &cells, &issues) }
    }
    try moveInstants(of: &row, &issues)
  }

  /// Whether the first cell on a path has an error.
  private func hasError(at path: FieldPath, in row: PendingRow) -> Bool {
    let name = path.references.first ?? path.field
    return fields.schema.fieldIndex(named: name).map {
      row.errors.contains($0) || row.waiting.contains($0)
    } ?? false
  }

  /// Refuses a local time without a zone: the moment it means is unknown.
  private func requireZone(
    _ index: Int, of row: inout PendingRow, _ cells: inout CellReading,
    _ issues: inout SourceIssues
  ) {
    guard case .dateTime(let local, "") = row.values[index], row.given.contains(index),
      let origin = row.origins[index] ?? row.parts[index]?.time ?? row.parts[index]?.date
    else { return }
    row.values[index] = .null
    row.given.remove(index)
    cells.refuse(
      CellProblem(.valueZoneMissing(.cell(value: LocalTime.shown(local)))), index, of: &row,
      origin: origin, &issues)
  }

  /// Recomputes the instants of stored local times if the zone of the resulting record differs.
  ///
  /// The local time is what people agreed on; the instant follows the zone, which may come from the row
  /// or from a record it refers to.
  private func moveInstants(of row: inout PendingRow, _ issues: inout SourceIssues) throws {
    guard row.stored != nil else { return }
    for index in fields.dependent {
      let field = fields.schema.fields[index]
      guard !field.zoneFrom.isEmpty, row.origins[index] == nil, row.parts[index] == nil,
        !row.errors.contains(index), case .dateTime(let local, let utc) = row.values[index]
      else { continue }
      var zone: String?
      for path in field.zoneFrom where zone == nil {
        zone = try records.value(at: path, of: row, in: table)?.text
      }
      // In an hour that clocks repeat, another program may mean the second one.
      guard let zone, LocalTime.text(ofInstant: utc, zone: zone) != local else { continue }
      do {
        let moved = try LocalTime.reading(local, zone: zone)
        guard let moved, case .dateTime(_, let instant) = moved.value, instant != utc else {
          continue
        }
        row.values[index] = moved.value
        row.given.insert(index)
      } catch {
        row.errors.insert(index)
        row.isInvalid = true
        issues.report(
          error.content, field: zoneField(of: field, in: row) ?? index, of: row)
      }
    }
  }

  /// The field of this row that a date-time gets its zone from: the zone itself, or a reference.
  private func zoneField(of field: Field, in row: PendingRow) -> Int? {
    field.zoneFrom.lazy.compactMap { path in
      fields.schema.fieldIndex(named: path.references.first ?? path.field)
    }.first { row.given.contains($0) }
  }

  /// Finds the country and currency that a field is read with; returns whether one is unknown because its
  /// cell has an error.
  private func fillContext(
    _ context: inout ReadingContext, forFieldAt index: Int, of row: PendingRow
  ) throws -> Bool {
    let field = fields.schema.fields[index]
    if let currency = field.currencyField.flatMap(fields.schema.fieldIndex(named:)) {
      if row.errors.contains(currency) { return true }
      context.currency = row.values[currency].text
    }
    for path in field.countryFrom {
      let root = fields.schema.fieldIndex(named: path.references.first ?? path.field)
      if let root, row.errors.contains(root) { return true }
      context.country = try records.value(at: path, of: row, in: table)?.text
      if context.country != nil { return false }
      if let root, row.waiting.contains(root) { return true }
    }
    if fields.takesPackageCountry[index] { context.country = defaultCountry }
    return false
  }

  private func days(_ local: String) -> Int? {
    CivilDate.days(in: local.prefix(10))
  }
}
