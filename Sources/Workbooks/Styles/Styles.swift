import CSheetXML
import TabularCore

/// The cell formats of a workbook, reduced to the class that each number format gives to a number
/// (ECMA-376 part 1, 18.8).
struct Styles {
  /// By style index from 0: the raw value of a `NumberFormatClass`, or `SX_FIRST_SECTIONS` and a
  /// place in `sections`.
  private(set) var formats: [UInt32] = []
  /// The formats whose class depends on the number.
  private(set) var sections: [sx_sections] = []

  /// No styles: all numbers are plain.
  init() {}

  /// The cell formats of a styles part.
  ///
  /// - Parameter themeFonts: the names of the theme's fonts; called when the language matters and the
  ///   part does not tell it.
  init(_ part: StylesPart, themeFonts: () -> [String]) {
    var language = part.fontLanguage
    if part.dependsOnLanguage, language == nil {
      language =
        themeFonts().lazy.compactMap(FormatLanguage.init(fontName:)).first ?? part.codeLanguage
    }
    var known: [Int: UInt32] = [:]
    var places: [NumberFormat: UInt32] = [:]
    formats.reserveCapacity(part.identifiers.count)
    for id in part.identifiers {
      if let entry = known[id] {
        formats.append(entry)
        continue
      }
      let format = part.codes[id] ?? NumberFormat(NumberFormat.builtIn(id, language: language))
      let entry: UInt32
      if let only = format.onlyClass {
        entry = UInt32(only.rawValue)
      } else if let place = places[format] {
        entry = place
      } else {
        entry = UInt32(SX_FIRST_SECTIONS) + UInt32(sections.count)
        places[format] = entry
        sections.append(format.sections)
      }
      known[id] = entry
      formats.append(entry)
    }
  }
}
