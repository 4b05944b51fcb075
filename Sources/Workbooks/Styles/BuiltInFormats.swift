public import TabularCore

extension NumberFormat {
  /// The class of a built-in format (ECMA-376 part 1, 18.8.30), including those of Thai versions of
  /// Excel.
  ///
  /// The formats 27 to 36 and 50 to 58 depend on the language of the Excel that wrote the workbook. If
  /// that is unknown, those that are times in one language are times: a date field takes their whole
  /// serials for dates.
  public static func builtIn(_ id: Int, language: FormatLanguage? = nil) -> NumberFormatClass {
    switch id {
    case 3, 4, 37...44, 61, 62: .grouped
    case 9, 10, 67, 68: .percent
    case 14...17, 71...74, 81: .date
    case 27...31, 36, 50, 51, 54, 57, 58: .date
    case 34, 35, 55, 56: language == .japanese || language == .korean ? .date : .time
    case 52, 53: language == .traditionalChinese ? .time : .date
    case 18...21, 32, 33, 45, 47, 75, 76, 78, 80: .time
    case 22, 77: .dateTime
    case 46, 79: .duration
    case 49: .text
    default: .general
    }
  }

  /// Whether the language decides what a built-in format shows.
  static func dependsOnLanguage(_ id: Int) -> Bool {
    [34, 35, 52, 53, 55, 56].contains(id)
  }
}
