import RecordMapping
import Schemas
import TabularCore

extension ImportSession {
  /// The values that no cell gave, for the report: tables in order, fields in theirs.
  var explainedValues: [ExplainedValue] {
    sources.indices.sorted { (sources[$0].table, $0) < (sources[$1].table, $1) }
      .flatMap(explainedValues)
  }

  private func explainedValues(ofSource index: Int) -> [ExplainedValue] {
    let source = sources[index]
    let schema = order[source.table]
    func place(_ field: Int, _ rows: RowRanges, column: Int?) -> IssueLocation {
      source.location(
        row: rows.ranges.first?.lowerBound, column: column, table: schema.name,
        field: schema.fields[field].name)
    }
    let groups = (origins[index]?.groups ?? [:]).map { group, rows in
      let field = group.key.field
      return (
        field,
        ExplainedValue(
          location: place(field, rows, column: source.binding.place(ofFieldAt: field)),
          value: group.value, read: group.read, origin: group.key.origin,
          detail: Self.detail(of: schema.fields[field], group.key.origin), rows: rows)
      )
    }
    let corrected = (replays[index]?.cells ?? [:]).compactMap {
      key, cells -> (Int, ExplainedValue)? in
      guard let correction = corrections?.file.decisions[key.correction],
        let field = source.binding.column(numbered: key.column)?.target?.fieldIndex
      else { return nil }
      return (
        field,
        ExplainedValue(
          location: place(field, cells.rows, column: key.column), value: correction.meant,
          read: correction.read, origin: .corrected,
          detail: [correction.reason, correction.author].filter { !$0.isEmpty }
            .joined(separator: ", "), rows: cells.rows)
      )
    }
    return (groups + corrected).sorted {
      ($0.0, $0.1.location.row ?? 0, $0.1.value) < ($1.0, $1.1.location.row ?? 0, $1.1.value)
    }.map(\.1)
  }

  private static func detail(of field: Field, _ origin: ValueOrigin) -> String {
    switch (origin, field.defaultValue) {
    case (.inherited, .path(let path)): path.description
    case (.computed, .expression(let expression)): expression
    default: ""
    }
  }

  /// What the journal keeps of the origins of a source's values.
  func keptOrigins(ofSource index: Int) -> KeptOrigins {
    let schema = order[sources[index].table]
    var kept = KeptOrigins()
    for (key, rows) in origins[index]?.rows ?? [:] {
      kept.values.append(
        .init(field: schema.fields[key.field].name, origin: key.origin, rows: rows))
    }
    for (name, rows) in origins[index]?.names ?? [:] {
      kept.values.append(
        .init(
          field: schema.fields[name.key.field].name, origin: .named, rows: rows, read: name.read,
          item: name.value))
    }
    for (key, cells) in replays[index]?.cells ?? [:] {
      guard let correction = corrections?.file.decisions[key.correction],
        let field = sources[index].binding.column(numbered: key.column)?.target?.fieldIndex
      else { continue }
      kept.values.append(
        .init(
          field: schema.fields[field].name, origin: .corrected, rows: cells.rows,
          read: correction.read, reason: correction.reason, author: correction.author))
    }
    kept.values.sort {
      ($0.field, $0.origin.rawValue, $0.read ?? "", $0.item ?? "")
        < ($1.field, $1.origin.rawValue, $1.read ?? "", $1.item ?? "")
    }
    return kept
  }
}
