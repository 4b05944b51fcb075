import JSONText

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
    object.finish(.prefixed)
    return dialect
  }

  private static func rows(_ object: ObjectReader, _ name: String) -> [Int] {
    object.items(name).compactMap { node, place in
      if let text = node.scalar, let row = Int(text), row > 0 { return row }
      object.findings.add(at: place, "\(node.kind) stands where a row number is expected")
      return nil
    }
  }
}
