import ImportPipeline
import TabularCore

/// The words of `registrar plan show`, ten columns wide where something follows them.
struct PlanLabels {
  let language: Language

  private func word(_ english: String, _ french: String) -> String {
    language == .french ? french : english
  }

  var plan: String { "plan      " }
  var target: String { word("target    ", "cible     ") }
  var package: String { word("package   ", "paquet    ") }
  var files: String { word("files     ", "fichiers  ") }
  var nothing: String { word("Nothing would change.", "Rien ne changerait.") }
  var pruned: String { word("pruned", "élaguée") }
  var noValue: String { word("(empty)", "(vide)") }

  var headings: [String] {
    language == .french
      ? ["table", "stockées", "à créer", "à modifier", "à supprimer", "à garder"]
      : ["table", "stored", "create", "update", "delete", "keep"]
  }

  func made(_ instant: String) -> String {
    word(", made \(instant) by a validation", ", établi le \(instant) par une validation")
  }

  func kind(_ kind: PlanOperation.Kind) -> String {
    switch kind {
    case .create: word("create", "créer")
    case .update: word("update", "modifier")
    case .delete: word("delete", "supprimer")
    case .keep: word("keep", "garder")
    }
  }

  func kept(_ stored: String, file: String) -> String {
    word("\(stored) stays, the file has \(file)", "\(stored) reste, le fichier a \(file)")
  }
}
