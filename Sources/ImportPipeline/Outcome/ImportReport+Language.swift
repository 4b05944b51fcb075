import TabularCore

extension ImportReport {
  /// The language of most headers that are labels in one language and not in another; `nil` where
  /// there are as many of each, or none.
  var headerLanguage: Language? {
    var balance = 0
    for sheet in files.flatMap(\.sheets) {
      guard let labels = sheet.table.flatMap({ fieldLabels[$0] }) else { continue }
      for column in sheet.columns {
        // Machine names are of no language.
        guard let field = column.field, column.name != field, let label = labels[field],
          let french = label.french
        else { continue }
        let header = fold(column.name)
        let isFrench = header == fold(french)
        if isFrench != (header == fold(label.english)) { balance += isFrench ? 1 : -1 }
      }
    }
    return balance == 0 ? nil : balance > 0 ? .french : .english
  }
}

extension ImportReport.Column {
  /// The header on one line, without the star that templates put behind required ones.
  public var name: String {
    var words = header.split(whereSeparator: \.isWhitespace)
    if words.last == "*" { words.removeLast() }
    let text = words.joined(separator: " ")
    return text.hasSuffix("*") ? String(text.dropLast()) : text
  }
}
