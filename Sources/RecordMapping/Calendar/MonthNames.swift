/// The names of months in English, French and Spanish, in full and shortened, with and without accents.
public enum MonthNames {
  /// The month (from 1) of a name in lower case, without a final period.
  public static func month(named name: String) -> Int? { months[name] }

  private static let months: [String: Int] = {
    let names: [[String]] = [
      ["january", "jan", "janvier", "janv", "enero", "ene"],
      ["february", "feb", "février", "fevrier", "févr", "fevr", "fév", "fev", "febrero"],
      ["march", "mar", "mars", "marzo"],
      ["april", "apr", "avril", "avr", "abril", "abr"],
      ["may", "mai", "mayo"],
      ["june", "jun", "juin", "junio"],
      ["july", "jul", "juillet", "juil", "julio"],
      ["august", "aug", "août", "aout", "agosto", "ago"],
      ["september", "sep", "sept", "septembre", "septiembre", "setiembre"],
      ["october", "oct", "octobre", "octubre"],
      ["november", "nov", "novembre", "noviembre"],
      ["december", "dec", "décembre", "decembre", "déc", "diciembre", "dic"],
    ]
    var months: [String: Int] = [:]
    for (index, spellings) in names.enumerated() {
      for spelling in spellings { months[spelling] = index + 1 }
    }
    return months
  }()
}
