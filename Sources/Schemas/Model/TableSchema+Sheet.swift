public import TabularCore

extension TableSchema {
  /// The name of the table's sheet in a template of a language: the table's title there, where an import
  /// would find the table by it.
  public func sheetName(in language: Language) -> String {
    guard language != .english, let title = title[language],
      sheetAliases.contains(where: { fold($0) == fold(title) }),
      title.count <= Self.longestSheetName
    else { return sheetName }
    return title
  }

  /// The most characters of a sheet's name.
  private static let longestSheetName = 31
}
