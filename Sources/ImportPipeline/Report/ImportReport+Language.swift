import TabularCore

extension ImportReport {
  /// The language in which most headers are labels; `nil` when no language has more of them than
  /// all others.
  var headerLanguage: Language? {
    var counts: [Language: Int] = [:]
    for sheet in files.flatMap(\.sheets) {
      guard let labels = sheet.table.flatMap({ fieldLabels[$0] }) else { continue }
      for column in sheet.columns {
        // Machine names belong to no language.
        guard let field = column.field, column.name != field, let label = labels[field]
        else { continue }
        let header = fold(column.name)
        let languages = label.all.filter { fold($0.text) == header }.map(\.language)
        guard languages.count < label.all.count else { continue }
        for language in languages { counts[language, default: 0] += 1 }
      }
    }
    let most = counts.values.max() ?? 0
    let languages = counts.filter { $0.value == most }.map(\.key)
    return languages.count == 1 ? languages.first.flatMap { Language(spoken: $0.rawValue) } : nil
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
