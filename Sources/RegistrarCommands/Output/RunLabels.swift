import ImportPipeline
import TabularCore

/// The words of `registrar runs`, `show` and `trace`.
struct RunLabels {
  let language: Language

  private func word(_ english: String, _ french: String) -> String {
    language == .french ? french : english
  }

  /// A label before a value, ten columns wide or two wider than the word.
  func label(_ english: String, _ french: String) -> String {
    let text = word(english, french)
    return text
      + String(repeating: " ", count: max(1, (language == .french ? 12 : 10) - text.count))
  }

  /// The space under a label.
  var indent: String { String(repeating: " ", count: language == .french ? 12 : 10) }

  // MARK: Runs

  var runHeadings: [String] {
    language == .french
      ? ["exécution", "terminée", "qui", "machine", "résultat", "fichiers"]
      : ["run", "finished", "who", "host", "outcome", "files"]
  }

  func noRuns(_ location: String) -> String {
    word("\(location) keeps no runs", "\(location) ne garde aucune exécution")
  }

  func progress(_ done: Int, of total: Int) -> String {
    word("\(done) of \(total) rows", "\(done) lignes sur \(total)")
  }

  func more(_ count: Int) -> String { word(" and \(count) more", " et \(count) de plus") }

  func outcome(_ outcome: String) -> String {
    guard language == .french else { return outcome }
    switch RunOutcome(rawValue: outcome) {
    case .clean: return "sans erreur"
    case .warnings: return "avertissements"
    case .dataErrors: return "erreurs dans les données"
    case .usage: return "commande incomprise"
    case .unreadable: return "illisible"
    case .guarded: return "refusée par une garde"
    case .locked: return "base occupée"
    case .storeFailedRolledBack: return "panne, tout annulé"
    case .storeFailedResumable: return "panne, à reprendre"
    case .verifyMismatch: return "écrite, vérification différente"
    case .interrupted: return "interrompue"
    case nil: break
    }
    switch outcome {
    case "unfinished": return "inachevée"
    case "abandoned": return "abandonnée"
    default: return outcome
    }
  }

  // MARK: One run

  func exit(_ outcome: String, _ code: Int) -> String {
    word("\(outcome) (exit \(code))", "\(self.outcome(outcome)) (code de sortie \(code))")
  }
  func person(_ name: String, host: String) -> String {
    word("\(name) on \(host)", "\(name) sur \(host)")
  }
  func tool(_ version: String, zones: String) -> String {
    word("registrar \(version), zones \(zones)", "registrar \(version), fuseaux \(zones)")
  }
  func written(_ done: Int, of total: Int) -> String {
    word("\(done) of \(total) rows so far", "\(done) lignes sur \(total) jusqu'ici")
  }
  func approved(_ subject: String, by approver: String) -> String {
    word("\(subject) by \(approver)", "\(subject) par \(approver)")
  }
  var fileHeadings: [String] {
    [word("file", "fichier"), word("bytes", "octets"), "SHA-256"]
  }
  var ledgerHeadings: [String] {
    language == .french
      ? [
        "table", "lues", "vides", "exemples", "sautées", "en erreur", "créées", "modifiées",
        "inchangées", "supprimées", "élaguées",
      ]
      : [
        "table", "read", "blank", "example", "skipped", "invalid", "created", "updated",
        "unchanged", "deleted", "pruned",
      ]
  }

  // MARK: A record's values

  var traceHeadings: [String] {
    language == .french
      ? ["champ", "valeur", "avant", "donné par", "où", "quand"]
      : ["field", "value", "before", "given by", "where", "when"]
  }
  var notStored: String { word(", not stored any more", ", plus enregistré") }
  var nothingKnown: String {
    word("Nothing is known of its values.", "On ne sait rien de ses valeurs.")
  }
  var byHand: String { word("by hand", "à la main") }
  var byProgram: String { word("by another program", "par un autre programme") }
}
