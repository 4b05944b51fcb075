import ImportPipeline
import TabularCore

/// The words of a text report that do not come from the catalog.
struct TextLabels {
  let language: Language

  private func word(_ english: String, _ french: String) -> String {
    language == .french ? french : english
  }

  func severity(_ severity: Severity) -> String {
    switch severity {
    case .error: word("error", "erreur")
    case .warning: word("warning", "avertissement")
    case .note: word("note", "note")
    }
  }

  var colon: String { word(":", " :") }
  var read: String { word("read", "lu") }
  var related: String { word("related", "voir") }
  var also: String { word("also", "aussi") }
  var help: String { word("help", "aide") }
  var didYouMean: String { word("did you mean", "vouliez-vous dire") }
  var shownAs: String { word("shown as", "affiché") }
  var rows: String { word("rows", "lignes") }
  var moreRows: String { word("more rows", "autres lignes") }
  var and: String { word("and", "et") }
  var example: String { word("for example", "par exemple") }

  func ofThisKind(_ count: Int, isExact: Bool) -> String {
    let number = isExact ? "\(count)" : word("at least \(count)", "au moins \(count)")
    return word("(\(number) of this kind)", "(\(number) de ce genre)")
  }

  func moreKinds(_ count: Int) -> String {
    word(
      "and \(count) more \(count == 1 ? "kind" : "kinds"); --verbose prints all,"
        + " --report text:PATH writes them to a file",
      "et \(count) \(count == 1 ? "autre genre" : "autres genres") ; --verbose les affiche,"
        + " --report text:CHEMIN les écrit dans un fichier")
  }

  /// Kinds that were counted and have no issue that was kept.
  func moreCountedKinds(_ count: Int) -> String {
    word(
      "and \(count) more \(count == 1 ? "kind" : "kinds"); --max-details 0 keeps all",
      "et \(count) \(count == 1 ? "autre genre" : "autres genres") ; --max-details 0 garde tout")
  }

  func moreRelated(_ count: Int) -> String {
    word("and \(count) more", "et \(count) de plus")
  }

  func leftOut(_ count: Int) -> String {
    word(
      "\(count) \(count == 1 ? "detail was" : "details were") left out; totals are exact:",
      "\(count) \(count == 1 ? "détail laissé" : "détails laissés") de côté ;"
        + " les totaux sont exacts :")
  }

  func cells(_ count: Int) -> String {
    "\(count) " + word(count == 1 ? "cell" : "cells", count == 1 ? "cellule" : "cellules")
  }
  func rowCount(_ count: Int) -> String {
    "\(count) " + word(count == 1 ? "row" : "rows", count == 1 ? "ligne" : "lignes")
  }
  func times(_ count: Int) -> String { "\(count) " + word(count == 1 ? "time" : "times", "fois") }

  func notRead(_ tables: [String]) -> String {
    word("Not read: ", "Non lu : ") + tables.joined(separator: ", ") + "."
  }

  var partial: String {
    word(
      "The run ended early; the totals are partial.",
      "L'exécution s'est arrêtée avant la fin ; les totaux sont partiels.")
  }

  func approved(_ finding: GuardFinding, by approver: String) -> String {
    let subject = "\(finding.code)=\(finding.count) (\(finding.table))"
    return word(
      "\(approver) approved \(subject).", "\(approver) a approuvé \(subject).")
  }

  func plan(_ plan: ImportReport.Plan) -> String {
    let count = plan.operationCount
    return word(
      "Plan \(plan.file): \(count) \(count == 1 ? "change" : "changes");"
        + " `registrar plan show \(plan.path)` lists them.",
      "Plan \(plan.file) : \(count) \(count == 1 ? "changement" : "changements") ;"
        + " `registrar plan show \(plan.path)` les affiche.")
  }

  var noPlan: String {
    word(
      "No plan was written: with these errors nothing would be.",
      "Aucun plan n'a été écrit : avec ces erreurs rien ne le serait.")
  }

  func changedSeverities(_ package: String, _ changes: [(IssueCode, Severity)]) -> String {
    let list = changes.map { "\($0.0) \(severity($0.1))" }.joined(separator: ", ")
    return word(
      "Package \(package) changes severities: \(list).",
      "Le paquet \(package) change des gravités : \(list).")
  }

  /// The headings of the table of codes.
  var codeHeadings: [String] {
    [
      word("code", "code"), word("severity", "gravité"), word("table", "table"),
      word("found", "trouvés"), word("left out", "omis"),
    ]
  }

  /// The headings of the ledger; its columns are those of `LedgerLine.columns`.
  var ledgerHeadings: [String] {
    guard language == .french else { return ["table"] + LedgerLine.columns.map(\.name) }
    return [
      "table", "lues", "vides", "exemples", "sautées", "en erreur", "créées", "modifiées",
      "inchangées", "supprimées",
    ]
  }

  /// The heading of what is removed because no row names it.
  var pruned: String { word("pruned", "élaguées") }

  /// The heading of rows that a run in parts has not written.
  var pending: String { word("not written", "non écrites") }

  /// The headings of the list of updates.
  var changeHeadings: [String] {
    [
      word("update", "modification"), word("at", "à"), word("field", "champ"),
      word("before → after", "avant → après"),
    ]
  }

  /// The headings of the list of deletions.
  var deletionHeadings: [String] {
    [word("deletion", "suppression"), word("at", "à")]
  }

  /// Why a record goes that no row names.
  var namedByNoRow: String { word("no row names it", "aucune ligne ne le nomme") }

  func moreDeletions(_ count: Int) -> String {
    word(
      "and \(count) more \(count == 1 ? "deletion" : "deletions"); --verbose --max-details 0 lists"
        + " all",
      "et \(count) \(count == 1 ? "autre suppression" : "autres suppressions") ; --verbose"
        + " --max-details 0 les affiche toutes")
  }

  /// A value that is not there.
  var noValue: String { word("(empty)", "(vide)") }

  func moreUpdates(_ count: Int) -> String {
    word(
      "and \(count) more \(count == 1 ? "update" : "updates"); --max-details 0 lists all",
      "et \(count) \(count == 1 ? "autre modification" : "autres modifications") ;"
        + " --max-details 0 les affiche toutes")
  }

  /// `6 errors of 3 kinds`.
  func errors(_ count: Int, kinds: Int) -> String {
    let errors =
      "\(count) " + word(count == 1 ? "error" : "errors", count == 1 ? "erreur" : "erreurs")
    guard count > 1 else { return errors }
    return errors + " "
      + word(
        "of \(kinds) \(kinds == 1 ? "kind" : "kinds")",
        "de \(kinds) \(kinds == 1 ? "genre" : "genres")")
  }

  func warnings(_ count: Int) -> String {
    "\(count) "
      + word(count == 1 ? "warning" : "warnings", count == 1 ? "avertissement" : "avertissements")
  }

  func notes(_ count: Int) -> String { "\(count) \(count == 1 ? "note" : "notes")" }

  var noIssues: String { word("No errors", "Aucune erreur") }
  var nothingWritten: String { word("Nothing was written", "Rien n'a été écrit") }
  var written: String { word("The records were written", "Les enregistrements ont été écrits") }
  var exit: String { word("Exit", "Code de sortie") }
}
