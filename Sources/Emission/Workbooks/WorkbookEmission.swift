import ImportPipeline
import RecordMapping
public import Schemas
import TemplateWriting

/// Fills in the workbooks of another system from the records of a store, by a profile of the package.
///
/// The records that the other system has already go into a workbook of their own where it refuses to be told
/// of them again. What cannot be told is returned, field by field, never left out silently.
public struct WorkbookEmission {
  /// What was written, and what was not.
  public struct Result: Sendable {
    /// The files, with how many records each lists.
    public var files: [(path: String, count: Int)] = []
    /// What is not told.
    public var unexpressed: [Unexpressed] = []
    /// Whether a whole record is missing in the files.
    public var leavesRecordsOut = false
  }

  private let package: DataPackage
  private let profile: EmissionProfile
  private let map: IdentifierMap
  private let folder: String

  /// The workbooks of a profile.
  ///
  /// - Parameters:
  ///   - profile: its name; the file is `emit/NAME.json` of the package.
  ///   - map: what the other system calls records and values.
  ///   - folder: where the workbooks go; made if needed.
  public init(
    _ profile: String, of package: DataPackage, map: IdentifierMap, folder: String
  ) throws(EmissionError) {
    self.package = package
    self.profile = try EmissionProfile(named: profile, of: package)
    self.map = map
    self.folder = folder
  }

  /// Writes the workbooks.
  public func write(_ stored: StoredEmission) throws -> Result {
    var stored = stored
    var result = Result()
    try EmittedFile.makeFolder(folder)
    for workbook in profile.workbooks {
      try write(workbook, stored: &stored, &result)
    }
    for name in profile.elsewhere ?? [] {
      guard let table = package.table(named: name) else { continue }
      var count = 0
      try stored.forEachRecord(of: table) { _ in count += 1 }
      if count > 0 {
        result.unexpressed.append(Unexpressed(table: name, count: count, reason: "elsewhere"))
      }
    }
    return result
  }

  private func write(
    _ workbook: EmissionProfile.Workbook, stored: inout StoredEmission, _ result: inout Result
  ) throws {
    var new: [ListWorkbook.Sheet] = []
    var known: [ListWorkbook.Sheet] = []
    var listed: [String: Set<String>] = [:]
    for sheet in workbook.sheets {
      var rows: (new: [[ListWorkbook.Cell]], known: [[ListWorkbook.Cell]]) = ([], [])
      var seen: Set<String> = []
      for name in sheet.tables {
        guard let table = package.table(named: name) else { continue }
        var missing = fieldCounts(of: sheet, table)
        try stored.forEachRecord(of: table) { record in
          let owner = sheet.belongsTo.map { record.values[$0.field]?.description ?? "" }
          if let owner, let above = sheet.belongsTo?.sheet,
            listed[above]?.contains(owner) != true
          {
            result.unexpressed.append(
              Unexpressed(
                table: name, key: record.key.joined(separator: "/"), reason: "ownerLeftOut",
                arguments: ["owner": owner, "sheet": above]))
            result.leavesRecordsOut = true
            return
          }
          guard let row = row(record, table, sheet, &seen, &result) else { return }
          let key = owner ?? record.key.joined(separator: "/")
          listed[sheet.name, default: []].insert(key)
          for field in missing.keys where record.values[field] != nil {
            missing[field, default: 0] += 1
          }
          let isKnown =
            workbook.knownBy.map { map.id(of: key, kind: $0) != nil } ?? false
          if isKnown { rows.known.append(row) } else { rows.new.append(row) }
        }
        for (field, count) in missing.sorted(by: { $0.key < $1.key }) where count > 0 {
          result.unexpressed.append(
            Unexpressed(table: name, field: field, count: count, reason: "noColumn"))
        }
      }
      for column in sheet.columns where column.isForPeople == true && !rows.new.isEmpty {
        result.unexpressed.append(
          Unexpressed(
            table: sheet.name, field: column.header, count: rows.new.count, reason: "forPeople"))
      }
      let headers = sheet.columns.map {
        ListWorkbook.Header(
          text: $0.header, isRequired: $0.isRequired == true || $0.isForPeople == true)
      }
      new.append(ListWorkbook.Sheet(name: sheet.name, headers: headers, rows: rows.new))
      known.append(ListWorkbook.Sheet(name: sheet.name, headers: headers, rows: rows.known))
    }
    let legend = legend(workbook.legend ?? [])
    try write(new + legend, to: workbook.file, &result)
    if let file = workbook.knownFile, known.contains(where: { !$0.rows.isEmpty }) {
      try write(known + legend, to: file, &result)
    }
  }

  /// The fields of a table that no column shows, each with 0.
  private func fieldCounts(
    of sheet: EmissionProfile.Sheet, _ table: TableSchema
  ) -> [String: Int] {
    let shown = Set(sheet.columns.compactMap { $0.field(of: table.name) })
    let covered = Set(sheet.covered ?? [])
    let names = table.fields.filter { $0.store != .none }.map(\.name)
      .filter { !shown.contains($0) && !covered.contains($0) && sheet.where_?[$0] == nil }
    return Dictionary(names.map { ($0, 0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The cells of a record; `nil` for one that cannot be listed, which is told.
  private func row(
    _ record: EmittedRecord, _ table: TableSchema, _ sheet: EmissionProfile.Sheet,
    _ seen: inout Set<String>, _ result: inout Result
  ) -> [ListWorkbook.Cell]? {
    let key = record.key.joined(separator: "/")
    func tell(_ field: String, _ reason: String, _ arguments: [String: String] = [:]) {
      result.unexpressed.append(
        Unexpressed(
          table: table.name, key: key, field: field, reason: reason, arguments: arguments))
    }
    for (field, values) in (sheet.where_ ?? [:]).sorted(by: { $0.key < $1.key }) {
      let value = record.values[field]?.description ?? ""
      guard values.contains(value) else {
        tell(field, "notListed", ["value": value])
        return nil
      }
    }
    var cells: [ListWorkbook.Cell] = []
    var isComplete = true
    for column in sheet.columns {
      let field = column.field(of: table.name) ?? column.header
      var cell = ListWorkbook.Cell.blank
      switch column.value(of: record, table, map) {
      case .text(let text): cell = .text(text)
      case .number(let number): cell = .number(number)
      case .blank:
        if column.isRequired == true {
          tell(field, "missing", ["header": column.header])
          isComplete = false
        }
      case .unmapped(let value, let kind):
        tell(field, "unmapped", ["value": value, "kind": kind])
        isComplete = isComplete && column.isRequired != true
      case .notNumeric(let id, let kind):
        tell(field, "notNumeric", ["id": id, "kind": kind])
        isComplete = isComplete && column.isRequired != true
      case .tooLong(let limit):
        tell(field, "tooLong", ["limit": String(limit)])
        isComplete = isComplete && column.isRequired != true
      case .unknown(let value):
        tell(field, "notListed", ["value": value])
        isComplete = isComplete && column.isRequired != true
      }
      cells.append(cell)
    }
    guard isComplete else {
      result.leavesRecordsOut = true
      tell("", "leftOut", ["sheet": sheet.name])
      return nil
    }
    if let place = sheet.uniqueColumn, cells.indices.contains(place),
      !seen.insert("\(cells[place])").inserted
    {
      result.leavesRecordsOut = true
      tell("", "repeated", ["sheet": sheet.name])
      return nil
    }
    return cells
  }

  /// What codes mean, on a sheet of its own.
  private func legend(_ kinds: [String]) -> [ListWorkbook.Sheet] {
    let rows = kinds.flatMap { kind in
      map.entries(of: kind).map { entry -> [ListWorkbook.Cell] in
        let code = Int(entry.id).map(ListWorkbook.Cell.number) ?? .text(entry.id)
        return [.text(kind), code, .text(entry.label.isEmpty ? entry.key : entry.label)]
      }
    }
    guard !rows.isEmpty else { return [] }
    let headers = ["Kind", "Code", "Meaning"].map {
      ListWorkbook.Header(text: $0, isRequired: false)
    }
    return [ListWorkbook.Sheet(name: "Legend", headers: headers, rows: rows)]
  }

  private func write(
    _ sheets: [ListWorkbook.Sheet], to file: String, _ result: inout Result
  ) throws(EmissionError) {
    let path = folder.hasSuffix("/") ? folder + file : folder + "/" + file
    do throws(TemplateError) {
      try ListWorkbook(title: file, sheets: sheets).write(to: path)
    } catch {
      throw .unwritten(path, error.message)
    }
    result.files.append((path, sheets.first?.rows.count ?? 0))
  }
}
