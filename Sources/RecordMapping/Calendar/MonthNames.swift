/// The names of months in English and French, in full and shortened, with and without accents.
enum MonthNames {
  /// The month (from 1) of a name in lower case, without a final period.
  static func month(named name: String) -> Int? { months[name] }

  private static let months: [String: Int] = {
    let names: [[String]] = [
      ["january", "jan", "janvier", "janv"],
      ["february", "feb", "février", "fevrier", "févr", "fevr", "fév", "fev"],
      ["march", "mar", "mars"],
      ["april", "apr", "avril", "avr"],
      ["may", "mai"],
      ["june", "jun", "juin"],
      ["july", "jul", "juillet", "juil"],
      ["august", "aug", "août", "aout"],
      ["september", "sep", "sept", "septembre"],
      ["october", "oct", "octobre"],
      ["november", "nov", "novembre"],
      ["december", "dec", "décembre", "decembre", "déc"],
    ]
    var months: [String: Int] = [:]
    for (index, spellings) in names.enumerated() {
      for spelling in spellings { months[spelling] = index + 1 }
    }
    return months
  }()
}
