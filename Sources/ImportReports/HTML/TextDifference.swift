/// What of a text differs from another that is known: issues of a kind have nearly the same sentence.
///
/// Lengths count UTF-16 units, as JavaScript does; no surrogate pair is cut.
struct TextDifference {
  private let base: [UInt16]

  /// Differences from a text.
  init(from base: String) { self.base = Array(base.utf16) }

  /// How many units at the beginning and at the end are the same, and what stands between them; `nil`
  /// for an equal text.
  func parts(of text: String) -> (prefix: Int, suffix: Int, middle: String)? {
    let units = Array(text.utf16)
    let shorter = min(units.count, base.count)
    var prefix = 0
    while prefix < shorter, units[prefix] == base[prefix] { prefix += 1 }
    if prefix == units.count, prefix == base.count { return nil }
    if prefix > 0, UTF16.isLeadSurrogate(units[prefix - 1]) { prefix -= 1 }
    var suffix = 0
    while suffix < shorter - prefix,
      units[units.count - 1 - suffix] == base[base.count - 1 - suffix]
    { suffix += 1 }
    if suffix > 0, UTF16.isTrailSurrogate(units[units.count - suffix]) { suffix -= 1 }
    return (
      prefix, suffix, String(decoding: units[prefix..<units.count - suffix], as: UTF16.self)
    )
  }
}
