import JSONText
import TabularCore

/// Reads a Table Dialect (v2) into the model, as far as Registrar supports its properties.
struct DialectDescriptor {
  /// The dialect of a resource; `nil` where neither a dialect nor an encoding is declared.
  static func read(_ object: ObjectReader?, encoding: String?) -> TableDialect? {
    guard object != nil || encoding != nil else { return nil }
    var dialect = TableDialect()
    dialect.encoding = encoding
    guard let object else { return dialect }
    dialect.delimiter = object.string("delimiter")
    dialect.quote = object.string("quoteChar")
    dialect.escape = object.string("escapeChar")
    dialect.doublesQuotes = object.optionalBoolean("doubleQuote")
    dialect.skipsInitialSpace = object.optionalBoolean("skipInitialSpace")
    dialect.hasHeader = object.optionalBoolean("header")
    dialect.headerRows = rows(object, "headerRows")
    dialect.commentCharacter = object.string("commentChar")
    dialect.commentRows = rows(object, "commentRows")
    dialect.sheetName = object.string("sheetName")
    refuse(object, dialect)
    object.finish(.prefixed)
    return dialect
  }

  /// Reports what is not done: a file would be read otherwise than the dialect says.
  private static func refuse(_ object: ObjectReader, _ dialect: TableDialect) {
    func refuse(_ name: String, _ reason: String) {
      object.invalid(name, "`\(name)` is not supported: \(reason)")
    }
    for (name, text) in [("delimiter", dialect.delimiter), ("quoteChar", dialect.quote)]
    where text.map({ $0.utf8.count != 1 }) == true {
      refuse(name, "it is not one ASCII character")
    }
    if dialect.doublesQuotes == false { refuse("doubleQuote", "quotes in a cell are doubled") }
    if dialect.escape != nil { refuse("escapeChar", "quotes in a cell are doubled") }
    if dialect.skipsInitialSpace == true {
      refuse("skipInitialSpace", "fields with `registrar:type` drop such spaces anyway")
    }
    if dialect.hasHeader == false { refuse("header", "columns are found by their headers") }
    if dialect.headerRows.count > 1 { refuse("headerRows", "a header is one row") }
    if dialect.commentCharacter != nil { refuse("commentChar", "every row is read") }
    if !dialect.commentRows.isEmpty { refuse("commentRows", "every row is read") }
    if object.has("nullSequence") { refuse("nullSequence", "write it into `missingValues`") }
    if let end = object.string("lineTerminator"), !["\r\n", "\n", "\r"].contains(end) {
      refuse("lineTerminator", "records end with their lines")
    }
    for name in ["sheetNumber", "table", "property", "itemType", "itemKeys", "headerJoin"]
    where object.has(name) {
      object.findings.add(
        at: object.place(of: name), severity: .warning, "`\(name)` has no effect here")
    }
  }

  private static func rows(_ object: ObjectReader, _ name: String) -> [Int] {
    object.items(name).compactMap { node, place in
      if let text = node.scalar, let row = Int(text), row > 0 { return row }
      object.findings.add(at: place, "\(node.kind) stands where a row number is expected")
      return nil
    }
  }
}
