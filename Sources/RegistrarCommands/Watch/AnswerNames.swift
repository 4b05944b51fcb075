/// The names of what is left beside a file: `a.checked.xlsx` and `a.checked.html` for `a.xlsx`.
///
/// A marked copy that comes back corrected under its name is a file like any other: what tells of
/// `a.checked.xlsx` is `a.checked-2.xlsx`.
struct AnswerNames: Equatable {
  /// The name of the marked copy.
  let copy: String
  /// The name of the page.
  let page: String

  /// The names for a file.
  ///
  /// - Parameter number: 1 for the first choice, 2 for the next.
  init(of name: String, number: Int) {
    let dot = name.lastIndex(of: ".") ?? name.endIndex
    let ending = name[dot...].dropFirst().lowercased()
    let (stem, first) = Self.parts(of: name[..<dot])
    let count = first + number
    let base = stem + ".checked" + (count > 1 ? "-\(count)" : "")
    // A workbook with macros, and a template, keeps its kind: programs refuse it under another name.
    copy = base + "." + (["xlsm", "xltx", "xltm"].contains(ending) ? ending : "xlsx")
    page = base + ".html"
  }

  /// A stem without `.checked` or `.checked-2`, and how many answers came before: 0, 1, 2.
  private static func parts(of stem: Substring) -> (stem: String, count: Int) {
    guard let match = stem.firstMatch(of: /\.checked(?:-(\d{1,6}))?$/) else {
      return (String(stem), 0)
    }
    return (String(stem[..<match.range.lowerBound]), match.1.flatMap { Int($0) } ?? 1)
  }
}
