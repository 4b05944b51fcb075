import Schemas
import TabularCore

/// The short phrases of templates in one language.
struct TemplatePhrases {
  let language: Language

  init(_ language: Language) {
    self.language = language
  }

  private func say(_ english: String, _ french: String) -> String {
    language == .french ? french : english
  }

  /// A text of the package without the back-quotes that reports print.
  func plain(_ text: LocalizedText) -> String {
    String(text.text(in: language).filter { $0 != "`" })
  }

  /// A text of a table without back-quotes, its fields by their labels.
  func plain(_ text: LocalizedText, of table: TableSchema) -> String {
    var parts = text.text(in: language).split(separator: "`", omittingEmptySubsequences: false)
      .map(String.init)
    for index in parts.indices.dropFirst().dropLast() {
      if let field = table.field(named: parts[index]) {
        parts[index] = field.label.text(in: language)
      }
    }
    return parts.joined()
  }

  /// `label: text`, with the space that French puts before a colon.
  func line(_ label: String, _ text: String) -> String {
    say("\(label): \(text)", "\(label) : \(text)")
  }

  // Header notes

  var required: String { say("Required", "Obligatoire") }
  var optional: String { say("Optional", "Facultatif") }
  var format: String { say("Format", "Format") }
  var allowed: String { say("Values", "Valeurs") }
  var refersTo: String { say("Refers to", "Renvoie à") }
  var whenBlank: String { say("When blank", "Si vide") }
  var example: String { say("Example", "Exemple") }
  var minutes: String { say("minutes: 180, 3h or 3:00", "minutes : 180, 3h ou 3:00") }

  func requiredWhen(_ reason: String) -> String {
    say("Required when \(reason)", "Obligatoire quand \(reason)")
  }

  func oneOf(_ labels: [String]) -> String {
    let joined = labels.joined(separator: say(" or ", " ou "))
    return say("Fill in \(joined), or both", "Remplissez \(joined), ou les deux")
  }

  func list(of item: String, mark: String) -> String {
    say("several, separated by \(mark) (\(item))", "plusieurs, séparés par \(mark) (\(item))")
  }

  func atMostItems(_ count: Int) -> String {
    say("at most \(count) items", "au plus \(count) éléments")
  }

  func atMostCharacters(_ count: Int) -> String {
    say("at most \(count) characters", "au plus \(count) caractères")
  }

  func between(_ lower: String, _ upper: String) -> String {
    say("\(lower) to \(upper)", "de \(lower) à \(upper)")
  }

  func atLeast(_ lower: String) -> String { say("\(lower) or more", "\(lower) ou plus") }
  func atMost(_ upper: String) -> String { say("\(upper) or less", "\(upper) ou moins") }

  // Choices and questions

  var yes: String { say("yes", "oui") }
  var no: String { say("no", "non") }
  var questionTitle: String { say("Is this right?", "Est-ce exact ?") }

  func questionChoice(_ label: String) -> String {
    say(
      "\(label): the value is not in the list. Other spellings may be understood; the import tells.",
      "\(label) : la valeur n’est pas dans la liste. D’autres graphies peuvent être comprises ; "
        + "l’importation le dira.")
  }

  func questionValue(_ label: String, _ format: String) -> String {
    say("\(label) expects: \(format).", "\(label) attend : \(format).")
  }

  /// What stands beside a cell that may hold several values.
  ///
  /// - Parameter source: where the values are listed, in words.
  func several(mark: String, source: String?) -> String {
    let separated = say(
      "Several values are separated by \(mark)", "Séparez plusieurs valeurs par \(mark)")
    return source.map { "\(separated)\n\($0)" } ?? separated
  }

  func listed(under heading: String) -> String {
    say(
      "They are listed on the sheet Lists under “\(heading)”.",
      "Elles figurent sur la feuille Lists, sous « \(heading) ».")
  }

  func listed(on sheet: String) -> String {
    say("They stand on the sheet \(sheet).", "Elles figurent sur la feuille \(sheet).")
  }

  // Columns that steer the import

  var actionLabel: String { "Action" }
  var actionNote: String {
    say(
      "Leave blank to add or update the record.\nskip: leave the row out.\n"
        + "delete: remove the record (needs an extra permission).",
      "Laissez vide pour ajouter ou mettre à jour.\nskip : ignorer la ligne.\n"
        + "delete : supprimer la fiche (exige une permission).")
  }
  var notesLabel: String { say("Notes", "Remarques") }
  var notesNote: String {
    say("For you; never imported, never checked.", "Pour vous ; jamais importé ni vérifié.")
  }

  // Files and sheets

  var listsTitle: String { say("Values to choose from", "Valeurs au choix") }
}
