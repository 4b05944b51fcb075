import RecordMapping
import Schemas
public import TabularCore

/// A column of a sheet or delimited file that is read as a table.
public struct EditedColumn: Sendable, Hashable {
  /// The column, from 1.
  public var number: Int
  /// The header as written.
  public var header: String
  /// The field that it is read as; `nil` for a column that is not read as one.
  public var field: String?
  /// Whether its values are never shown.
  public var isSecret: Bool
  /// Whether its values are about people.
  public var isPersonal: Bool
}

/// A sheet or delimited file that is read as a table.
public struct EditedSheet: Sendable, Hashable {
  /// The file.
  public var source: SourceID
  /// The sheet's name; `nil` for a delimited file.
  public var sheet: String?
  /// The table.
  public var table: String
  /// The row of the header, from 1.
  public var headerRow: Int
  /// The columns with a header, in their order.
  public var columns: [EditedColumn]
}

/// A row of the run that a row refers to.
public struct EditedParent: Sendable, Hashable {
  /// The field that refers to it.
  public var field: String
  /// Its table.
  public var table: String
  /// Its file.
  public var source: SourceID
  /// Its sheet; `nil` for a delimited file.
  public var sheet: String?
  /// Its row, from 1, as the run read it.
  public var row: Int
}

/// What a text means in a cell by itself.
public struct EditedReading: Sendable {
  /// The value in its canonical form; `nil` for a text that cannot be read, or that its column decides.
  public var value: String?
  /// What is wrong with it, or worth a word.
  public var issue: Issue?
}

/// What the last run knows of rows and cells.
extension EditedFiles {
  /// The sheets and delimited files that the run reads as tables, in the order of the files.
  public var sheets: [EditedSheet] {
    guard let session else { return [] }
    return session.sources.map { source in
      let schema = session.order[source.table]
      let columns = source.binding.columns.map { column in
        let field = column.target?.fieldIndex.map { schema.fields[$0] }
        return EditedColumn(
          number: column.number, header: column.header,
          field: field?.name ?? column.target?.ownName,
          isSecret: column.isSecret || field?.privacy == .secret || field?.type == .secret,
          isPersonal: field?.privacy == .personal)
      }
      return EditedSheet(
        source: source.name.id, sheet: source.sheet, table: schema.name,
        headerRow: source.binding.headerRow, columns: columns)
    }
  }

  /// The rows of the run that a row refers to, by the fields that do.
  ///
  /// - Parameters:
  ///   - texts: the texts of the row's cells by column.
  ///   - limit: the most of them.
  public func parents(
    ofTexts texts: [Int: String], in sheet: EditedSheet, limit: Int
  ) -> [EditedParent] {
    guard let session, let position = session.positions[sheet.table] else { return [] }
    let schema = session.order[position]
    var found: [EditedParent] = []
    for reference in schema.references {
      guard let field = schema.fieldIndex(named: reference.field),
        let column = sheet.columns.first(where: { $0.field == reference.field }),
        !column.isSecret, let text = texts[column.number], !isBlankText(text),
        let parent = session.positions[reference.table],
        let value = try? session.typedValue(text, ofFieldAt: field, in: position)
      else { continue }
      let values: [FieldValue] = if case .list(let items) = value { items } else { [value] }
      for value in values {
        guard found.count < limit else { return found }
        guard let ordinal = session.ordinal(of: value, reference, in: parent) else { continue }
        let row = session.tables[parent].rows[ordinal]
        let source = session.sources[Int(row.source)]
        found.append(
          EditedParent(
            field: reference.field, table: reference.table, source: source.name.id,
            sheet: source.sheet, row: Int(row.number)))
      }
    }
    return found
  }

  /// What a text would mean in a cell by itself; `nil` for a column that is read as no field.
  public func reading(of text: String, column: EditedColumn, in sheet: EditedSheet)
    -> EditedReading?
  {
    guard let session, let position = session.positions[sheet.table],
      let field = column.field.flatMap(session.order[position].fieldIndex(named:)),
      let source = session.sources.first(where: {
        $0.name.id == sheet.source && $0.sheet == sheet.sheet
      }), source.binding.columnOfField[field] == column.number,
      let fields = try? session.fields(ofTable: position)
    else { return nil }
    let schema = session.order[position].fields[field]
    guard !isBlankText(text) else {
      guard schema.isRequired, schema.defaultValue == nil else { return EditedReading() }
      return EditedReading(
        issue: session.issue(
          .valueRequired(.blank, field: schema.name, expected: ""), schema, column, in: sheet))
    }
    let input = CellInput(text, isWorksheet: source.isWorksheet)
    do {
      let reading = try (fields.nameReaders[field] ?? fields.readers[field])
        .read(input, in: ReadingContext())
      let remark = reading.remarks.first.map {
        session.issue($0.content, schema, column, in: sheet, value: text)
      }
      return EditedReading(value: reading.value.description, issue: remark)
    } catch {
      guard !error.awaitsColumn else { return EditedReading() }
      var issue = session.issue(error.content, schema, column, in: sheet, value: text)
      issue.suggestion = error.suggestion
      return EditedReading(issue: issue)
    }
  }
}

extension ImportSession {
  /// The row of a table that a value refers to; `nil` for none.
  fileprivate func ordinal(of value: FieldValue, _ reference: Reference, in table: Int) -> Int? {
    if order[table].naturalKey == [reference.targetField] {
      return RecordKey.text([value]).flatMap(tables[table].ordinal(ofKey:))
    }
    guard let field = order[table].fieldIndex(named: reference.targetField),
      let text = tables[table].lookupText(value, fieldAt: field)
    else { return nil }
    return tables[table].ordinals(of: text, inFieldAt: field).first
  }

  fileprivate func issue(
    _ content: IssueContent, _ field: Field, _ column: EditedColumn, in sheet: EditedSheet,
    value: String? = nil
  ) -> Issue {
    let form: IssueLocation.Form = sheet.sheet == nil ? .delimited : .workbook
    return Issue(
      content.completed(with: [.field: field.name, .value: value ?? ""]),
      at: IssueLocation(
        form, source: sheet.source, sheet: sheet.sheet, table: sheet.table,
        column: column.number, field: field.name),
      value: value.map(excerpt), isSecret: column.isSecret, isPersonal: column.isPersonal)
  }
}

extension ColumnTarget {
  /// The name of what every table accepts besides its fields.
  fileprivate var ownName: String? {
    switch self {
    case .action: "action"
    case .sourceID: "source_id"
    case .notes: "notes"
    case .field, .datePart, .timePart, .ignored: nil
    }
  }
}
