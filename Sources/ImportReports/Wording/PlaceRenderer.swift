public import TabularCore

/// Writes where an issue lies: `sites.xlsx › Sites!C7 (Price)`, `sites.csv:7:3 (Price)`,
/// `sites.json:12:5 /sites/3/price (price)`, `sites.schema.json:12:5#/fields/3`.
public struct PlaceRenderer: Sendable {
  private let names: FieldNames

  /// Creates a renderer of places that calls fields by some names.
  public init(names: FieldNames = FieldNames()) { self.names = names }

  /// The place of an issue; `rows` stands in for its row when it is a range of them.
  public func text(_ location: IssueLocation, rows: RowRanges = RowRanges()) -> String {
    let place = bare(location, rows: rows)
    guard let field = location.field, location.form != .schema else { return place }
    return "\(place) (\(printable(names.name(of: field, at: location), limit: 60)))"
  }

  /// The place without its file, where a workbook's sheet says enough, and without the field.
  func short(_ location: IssueLocation) -> String {
    guard location.form == .workbook, location.sheet != nil, location.part == nil else {
      return bare(location)
    }
    return sheetPlace(location, rows: RowRanges())
  }

  /// The place without the field.
  func bare(_ location: IssueLocation, rows: RowRanges = RowRanges()) -> String {
    let file = location.file.map { printable($0) }
    switch location.form {
    case .workbook:
      let book = file ?? "workbook"
      if let part = location.part {
        let offset = location.byteOffset.map { " (byte \($0))" } ?? ""
        return "\(book) › \(printable(part))\(offset)"
      }
      guard location.sheet != nil else { return book }
      return "\(book) › \(sheetPlace(location, rows: rows))"
    case .delimited:
      var place = file ?? "standard input"
      if let row = rowText(location, rows) { place += ":\(row)" }
      if location.row != nil, let column = location.column { place += ":\(column)" }
      return place
    case .json: return jsonPlace(location, file ?? "standard input", rows)
    case .store: return location.table == nil ? "store" : "store › \(record(location))"
    case .target: return file.map { "target › \($0)" } ?? "target"
    case .run: return file.map { "run › \($0)" } ?? "run"
    case .schema:
      var name = file ?? "package"
      if let line = location.row, let column = location.lineColumn { name += ":\(line):\(column)" }
      if let part = location.part, !part.isEmpty || location.lineColumn == nil {
        return "\(name)#\(printable(part))"
      }
      return name + (location.lineColumn == nil ? location.row.map { ":\($0)" } ?? "" : "")
    }
  }

  /// A record by its table and key: `sites[TOR-01]`.
  func record(_ location: IssueLocation) -> String {
    let key = location.key.map { printable($0) }.joined(separator: "/")
    return (location.table ?? "") + (key.isEmpty ? "" : "[\(key)]")
  }

  /// The line, the column and the JSON pointer; of records that are known by their numbers alone the list
  /// with these numbers, `sites.json /sites[4–40]`.
  private func jsonPlace(_ location: IssueLocation, _ file: String, _ rows: RowRanges) -> String {
    var place = file
    if rows.isEmpty, let line = location.line {
      place += ":\(line)" + (location.lineColumn.map { ":\($0)" } ?? "")
      let pointer = location.part ?? ""
      return pointer.isEmpty ? place : "\(place) \(printable(pointer))"
    }
    let list = location.sheet ?? location.part ?? "/"
    if list != "/", !list.isEmpty { place += " \(printable(list))" }
    return place + (rowText(location, rows).map { "[\($0)]" } ?? "")
  }

  private func sheetPlace(_ location: IssueLocation, rows: RowRanges) -> String {
    let sheet = Self.quoted(sheet: location.sheet ?? "")
    let column = location.column.map(columnLetters) ?? ""
    let row = rowText(location, rows) ?? ""
    return column.isEmpty && row.isEmpty ? sheet : "\(sheet)!\(column)\(row)"
  }

  private func rowText(_ location: IssueLocation, _ rows: RowRanges) -> String? {
    rows.isEmpty ? location.row.map(String.init) : rows.description(limit: 12)
  }

  /// A sheet's name as a formula writes it: in single quotes unless it is a plain word.
  static func quoted(sheet name: String) -> String {
    let name = printable(name)
    let scalars = name.unicodeScalars
    let isWord = scalars.allSatisfy {
      $0.properties.isAlphabetic || isDigit($0) || $0 == "_" || $0 == "."
    }
    if isWord, let first = scalars.first, !isDigit(first), first != ".",
      CellReference(a1: name) == nil
    {
      return name
    }
    var quoted = "'"
    for character in name {
      if character == "'" { quoted += "'" }
      quoted.append(character)
    }
    return quoted + "'"
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
}

extension RowRanges {
  /// `37, 52, 60–61 and 14 more rows`: at most `limit` ranges.
  func description(limit: Int, more: String = "more rows", and: String = "and") -> String {
    guard ranges.count > limit else { return description }
    let rest = ranges[limit...].reduce(0) { $0 + $1.count }
    var first = self
    first.keepFirst(limit)
    return "\(first) \(and) \(rest) \(more)"
  }
}
