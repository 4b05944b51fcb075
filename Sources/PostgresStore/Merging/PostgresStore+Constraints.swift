public import ImportPipeline
import SQLStore
public import Schemas
import TabularCore

extension PostgresStore {
  /// What the role lacks to carry out the staged operations of a table.
  public func missingRights(for table: TableSchema) throws(StoreError) -> [StoreError] {
    try access { run in
      guard let staged = run.staged[table.name] else { return [] }
      let lacking =
        try run.description().tables[table.store.table]?.missingPrivileges ?? []
      guard !lacking.isEmpty else { return [] }
      let privileges = ["create": "INSERT", "update": "UPDATE", "delete": "DELETE"]
      let role = try run.connection.value("SELECT current_user") ?? ""
      return staged.operations.map(\.rawValue).sorted().compactMap { operation in
        guard let privilege = privileges[operation], lacking.contains(privilege) else { return nil }
        return StoreError(
          .storeRightsMissing(
            .privilege(role: role, privilege: privilege, table: table.store.table)))
      }
    }
  }

  /// Tries the merge and rolls it back.
  public func rehearse(
    _ tables: [TableSchema], run record: RunRecord
  ) throws(StoreError) -> [StoreDifference] {
    try access { run in
      // Staged rows survive the rehearsal.
      try run.writeStages()
      // The tables that rules look at have the names of the store's own and would hide them.
      try run.discardAllResults()
      try run.connection.execute("SAVEPOINT rehearsal")
    }
    defer {
      _ = try? access { run in
        try run.connection.execute("ROLLBACK TO SAVEPOINT rehearsal; RELEASE SAVEPOINT rehearsal")
      }
    }
    let layout = run.map { StoreLayout($0.package) }
    try access { run in
      try run.writeStages()
      // What rules read stands in temporary tables that have the names of the store's.
      try run.discardAllResults()
      // A validation advances no sequence; any unused numbers will do, since none is kept.
      for table in tables where run.stages[table.name] != nil && !run.writes {
        guard let target = layout?.table(of: table.name) else { continue }
        let columns = try run.columns(of: table)
        guard columns.numbers == nil else {
          try run.connection.change(
            """
            UPDATE \(columns.stage) SET _id = gen_random_uuid()::text::\(columns.dialect.idType(of: columns))
            WHERE _op = 'create' AND _id IS NULL
            """)
          continue
        }
        let last = try JournalWriter.lastID(
          of: target, in: ServerConnection(run.connection, location: location))
        try run.connection.change(
          """
          UPDATE \(columns.stage) AS s SET _id = n.id
          FROM (SELECT _row, $1::bigint + row_number() OVER (ORDER BY _row) AS id
            FROM \(columns.stage) WHERE _op = 'create') AS n
          WHERE s._row = n._row AND s._id IS NULL
          """, [String(last)])
      }
    }
    _ = try merge(tables, run: record)
    let differences = try differences(in: tables, limit: 1_000)
    _ = try access { run in try run.connection.execute("SET CONSTRAINTS ALL IMMEDIATE") }
    return differences
  }
}

extension OpenRun {
  /// The store's tables as the store describes them, asked for once.
  func description() throws -> StoreDescription {
    if let known = knownDescription { return known }
    let description = try catalog.description(connection)
    knownDescription = description
    return description
  }

  /// A table of the store as the store describes it; `nil` when it has none of the name.
  func description(of table: String) throws -> StoreDescription.Table? {
    try description().tables[table]
  }

  /// What the columns of a table can hold, as conditions on the staged row `s`.
  func fits(of table: TableColumns) throws -> [StagedConstraints.Fit] {
    let choices = try description().tables[table.schema.store.table]?.columns ?? []
    var needsTrial = false
    var fits: [StagedConstraints.Fit] = []
    for field in table.fields where field.isStored {
      if case .array(let name) = field.field.store,
        let column = catalog.column(name, of: table.schema.store.table)
      {
        needsTrial = needsTrial || column.maximumLength == nil
        fits.append(column.fit(items: "s." + quoted(field.field.name), table.leavesAlone(field)))
        continue
      }
      // `store check` has compared the numbers that stand for values with the column.
      guard case .column(let name) = field.field.store, field.field.storedNumbers.isEmpty,
        let column = catalog.column(name, of: table.schema.store.table)
      else { continue }
      let value = "s." + quoted(field.field.name)
      if let domain = column.domain {
        needsTrial = true
        fits.append(
          .init(
            column: name,
            condition: "pg_temp.registrar_fits(\(value)::text, \(sqlText(domain)))"
              + " OR \(table.leavesAlone(field))",
            reason: "the value is no \(domain)"))
      }
      guard var fit = column.fit(value, field.logicalType) else {
        if column.domain == nil, case .other(let type) = column.category {
          var known: [String]?
          for choice in choices where choice.name == name {
            if case .choice(let values) = choice.kind { known = values }
          }
          let condition: String
          if let known {
            condition = "\(value)::text IN (\(known.map(sqlText).joined(separator: ", ")))"
          } else {
            needsTrial = true
            condition = "pg_temp.registrar_fits(\(value)::text, \(sqlText(type)))"
          }
          fits.append(
            .init(
              column: name, condition: condition + " OR \(table.leavesAlone(field))",
              reason: "the value is no \(column.typeText)"))
        }
        continue
      }
      fit.condition += " OR \(table.leavesAlone(field))"
      fits.append(fit)
    }
    if needsTrial { try connection.execute(Self.trial) }
    return fits
  }

  /// Whether a text is a value of a type, also of one with conditions.
  private static let trial = """
    CREATE OR REPLACE FUNCTION pg_temp.registrar_fits(value text, type text) RETURNS boolean
    LANGUAGE plpgsql AS $$
    BEGIN
      IF value IS NULL THEN RETURN true; END IF;
      EXECUTE 'SELECT CAST($1 AS ' || type || ')' USING value;
      RETURN true;
    EXCEPTION WHEN data_exception OR integrity_constraint_violation THEN RETURN false;
    END $$
    """
}

extension TableColumns {
  /// The condition that an update leaves a field as it is.
  fileprivate func leavesAlone(_ field: FieldColumns) -> String {
    "s._op = 'update' AND s._changed NOT LIKE '%,\(field.index),%'"
  }
}

extension PhysicalColumn {
  /// What an array can hold, as a condition on the text that joins its items.
  fileprivate func fit(items: String, _ leavesAlone: String) -> StagedConstraints.Fit {
    let array = "string_to_array(\(items), \(PostgresDialect.separator))"
    guard let maximumLength else {
      return .init(
        column: name,
        condition: "pg_temp.registrar_fits(\(array)::text, \(sqlText(typeText))) OR \(leavesAlone)",
        reason: "the value is no \(typeText)")
    }
    return .init(
      column: name,
      condition: """
        NOT EXISTS (SELECT 1 FROM unnest(\(array)) AS i (item) \
        WHERE char_length(i.item) > \(maximumLength)) OR \(leavesAlone)
        """, reason: "a text is too long for \(typeText)")
  }

  /// What the column can hold, as a condition on a logical value; `nil` where it holds all of them.
  fileprivate func fit(_ value: String, _ type: LogicalType) -> StagedConstraints.Fit? {
    func fit(_ condition: String, _ reason: String) -> StagedConstraints.Fit {
      .init(column: name, condition: "(\(condition))", reason: reason)
    }
    switch category {
    case .text:
      guard let maximumLength else { return nil }
      let text = isPadded ? "rtrim(\(value)::text)" : "\(value)::text"
      return fit(
        "char_length(\(text)) <= \(maximumLength)", "the text is too long for \(typeText)")
    case .integer where byteCount < 8 && type == .integer:
      let range = byteCount == 2 ? "-32768 AND 32767" : "-2147483648 AND 2147483647"
      return fit("\(value) BETWEEN \(range)", "the number is too large for \(typeText)")
    case .numeric:
      guard let precision else { return nil }
      let number = "\(value)::text::numeric"
      let most = "10::numeric ^ \(precision.digits - precision.scale)"
      return fit(
        "round(\(number), \(precision.scale)) = \(number) AND abs(\(number)) < \(most)",
        "\(typeText) does not hold all digits of the number")
    case .float where byteCount == 4:
      return fit(
        """
        CASE WHEN abs(\(value)::double precision) > 3.4e38 THEN false
        ELSE \(value)::double precision::real::text::double precision = \(value) END
        """, "\(typeText) does not hold all digits of the number")
    default: return nil
    }
  }
}
