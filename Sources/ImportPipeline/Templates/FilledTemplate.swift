import RecordMapping
public import Schemas
public import TabularCore
import Workbooks

/// A template that somebody filled in, read to be carried over into a template of today's package.
///
/// Nothing is validated: cells are carried as they are, and the next import tells what is wrong with them.
public struct FilledTemplate: Sendable {
  /// The version of the package that it was made from.
  public let version: String
  /// The language of its words.
  public let language: Language
  /// Its tables, by machine name, in the order of its sheets.
  public let tables: [String]
  /// Its rows, and what its records were when it was written.
  public let contents: StoreContents
  /// How it differs from a template of today.
  public let changes: TemplateChanges

  /// How many rows it has.
  public var rowCount: Int {
    contents.tables.values.reduce(0) { $0 + ($1.records?.count ?? 0) }
  }

  /// Why a workbook cannot be carried over.
  public enum Failure: Error {
    /// It cannot be read, is of another package, or what its records were was damaged; the issue says it.
    case issue(Issue)
    /// It is no template.
    case noTemplate
  }

  /// Reads a workbook.
  ///
  /// - Throws: ``Failure``.
  public init(path: String, package: DataPackage, limits: Limits = Limits()) throws {
    let name = SourceName.names(of: [path])[0]
    do {
      let input = try InputFile(path: path, name: name, limits: limits)
      guard input.kind == .workbook else { throw Failure.noTemplate }
      let workbook = try Workbook(fileDescriptor: input.descriptor, limits: limits)
      guard let mark = try TemplateMark(workbook), let version = mark.version else {
        throw Failure.noTemplate
      }
      guard mark.package == package.name else {
        throw Failure.issue(
          Issue(
            .workbookTemplateOther(found: mark.package ?? "", expected: package.name),
            at: name.place(.workbook)))
      }
      self.version = version
      language = mark.language ?? .english
      var reading = TemplateReading(package: package, workbook: workbook, language: language)
      if let digest = mark.baseline {
        guard let rows = try RecordBaseline.rows(of: workbook, digest: digest) else {
          throw Failure.issue(
            Issue(
              .workbookTemplateBaseline(sheet: RecordBaseline.sheetName),
              at: name.place(.workbook)))
        }
        reading.baseline = try RecordBaseline(
          workbook, digest: digest, tables: package.tables)
        reading.contents.setBaseline(rows, digest: digest)
      }
      for table in mark.tables { try reading.read(table.name, sheet: table.sheet) }
      tables = reading.read
      contents = reading.contents
      changes = reading.changes
    } catch let error as any InputError {
      throw Failure.issue(error.issue(source: name.id, file: name.text, form: .workbook))
    }
  }
}

/// The reading of a filled-in template, sheet by sheet.
private struct TemplateReading {
  let package: DataPackage
  let workbook: Workbook
  let language: Language
  var baseline: RecordBaseline?
  var contents = StoreContents()
  var changes = TemplateChanges()
  var read: [String] = []
  private var lists: [String: [String]]?

  init(package: DataPackage, workbook: Workbook, language: Language) {
    self.package = package
    self.workbook = workbook
    self.language = language
  }

  mutating func read(_ name: String, sheet: String) throws {
    guard let table = package.table(named: name),
      let sheet = workbook.sheets.first(where: { fold($0.name) == fold(sheet) }),
      sheet.kind == .worksheet
    else { return }
    let vocabulary = HeaderVocabulary(table)
    let rows = WorksheetRows(workbook: workbook, index: sheet.index)
    let head = try rows.head(upTo: HeaderRow.searchedRows)
    guard let header = HeaderRow.find(in: head, vocabulary: vocabulary, table: table) else {
      return
    }
    let binding = HeaderBinding(
      header, vocabulary: vocabulary, fieldCount: table.fields.count)
    let notes = binding.columns.first { $0.target == .notes }?.number
    var fieldOfColumn: [Int: Int] = [:]
    for (field, column) in binding.columnOfField.enumerated() {
      if let column { fieldOfColumn[column] = field }
    }
    var records: [StoreContents.Record] = []
    var counts: [Int: Int] = [:]
    let shift = workbook.dateSystem == .from1904 ? 1462.0 : 0
    _ = try rows.readRows(maximumRows: 1_000) { batch in
      for row in batch.rows.indices where batch.rows[row].number > header.row {
        var record = StoreContents.Record(
          cells: Array(repeating: .blank, count: table.fields.count))
        var isFilled = false
        for cell in batch.cells(ofRowAt: row) where cell.kind != .blank {
          let column = Int(cell.column)
          let text = batch.text(of: cell)
          if !isFilled, text.hasPrefix(RowClass.exampleMark) { break }
          isFilled = true
          counts[column, default: 0] += 1
          if let field = fieldOfColumn[column] {
            record.cells[field] = RecordCell(cell, text: text, shift: shift)
          } else if column == binding.actionColumn {
            record.action = text
          } else if column == notes {
            record.notes = text
          }
        }
        if isFilled { records.append(record) }
      }
      return true
    }
    if let baseline = baseline?.tables[name] {
      for index in records.indices {
        records[index].isStored = baseline.knows(records[index].cells)
      }
    }
    contents.setRecords(records, of: name)
    read.append(name)
    let lists = try self.lists ?? TemplateChanges.lists(of: workbook)
    self.lists = lists
    changes.compare(
      header, with: table, vocabulary: vocabulary, sheet: sheet.name, language: language,
      lists: lists, counts: counts)
  }
}

extension RecordCell {
  /// A cell as it was read; what cannot be carried becomes a text that an import refuses.
  ///
  /// - Parameter shift: what is added to serial dates.
  fileprivate init(_ cell: Cell, text: String, shift: Double) {
    switch cell.kind {
    case .blank: self = .blank
    case .number:
      let isMoment = cell.format.isTemporal && (Double(text) ?? 0) >= 1
      self = Double(text).map { .number($0 + (isMoment ? shift : 0)) } ?? .text(text)
    case .boolean: self = .text(text == "1" ? "true" : "false")
    case .uncachedFormula: self = .text("#VALUE!")
    case .text, .error, .isoDate: self = text.isEmpty ? .blank : .text(text)
    }
  }
}
