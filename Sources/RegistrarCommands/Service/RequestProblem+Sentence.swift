import ArgumentParser
import ImportService
import TabularCore

extension RequestProblem {
  /// The sentence of a usage error, in the words of the command line.
  func sentence(in language: Language) -> String {
    func usage(
      _ name: String, _ values: KeyValuePairs<String, any CustomStringConvertible> = [:]
    ) -> String {
      language.label("usage/" + name, values)
    }
    switch self {
    case .clock(let text):
      return usage("clock", ["found": printable(text)])
    case .unknownTarget(let name, let known):
      return usage("noTarget", ["name": printable(name)])
        + language.nameHint(name, among: known, else: "known")
    case .missingProject(let target):
      return usage("noProject", ["name": printable(target)])
    case .unknownPackage(let name, let shipped):
      return usage("noPackageNamed", ["name": printable(name)])
        + language.nameHint(name, among: shipped, else: "shipped")
    case .noPackage(let shipped):
      return shipped.isEmpty
        ? usage("nothingShipped")
        : usage("namePackage", ["names": shipped.joined(separator: ", ")])
    case .packageOfStoreMissing(let name):
      return usage("packageOfStore", ["name": printable(name)])
    case .unknownTable(let name, let package, let tables):
      return usage("noTable", ["name": printable(name), "package": package])
        + language.nameHint(name, among: tables, else: "has")
    case .unknownField(let name, let table, let fields):
      return usage("noField", ["name": printable(name), "table": table])
        + language.nameHint(name, among: fields, else: nil)
    case .unknownPasswordReset(let word, let package, let words):
      return words.isEmpty
        ? usage("noPasswords", ["package": package])
        : usage("noPasswordReset", ["found": printable(word)])
          + language.nameHint(word, among: words, else: "choices")
    case .noConnectionURI:
      return usage("noConnectionURI")
    case .noStoreFile(let text):
      return usage("noStoreFile", ["store": printable(text)])
    case .unknownStoreForm(let text):
      return usage("unknownStore", ["store": text])
    case .storeNotEmpty(let store):
      return usage("storeNotEmpty", ["store": store])
    case .unusableKey(let path):
      return usage("unusableKey", ["path": printable(path)])
    case .needsServer(let store):
      return usage("needsServer", ["store": store])
    case .unknownRun(let id, let store):
      return usage("noRun", ["store": store, "run": printable(id)])
    case .ambiguousRun(let id, let runs):
      return usage("severalRuns", ["run": printable(id), "runs": runs.joined(separator: ", ")])
    case .finishedRun(let id, let outcome):
      return usage(
        "finishedRun", ["run": id, "outcome": RunLabels(language: language).outcome(outcome)])
    case .runWithoutResumption(let id):
      return usage("runNotResumable", ["run": id])
    case .unknownRecord(let table, let key, let store):
      let shown = key.map { printable($0) }.joined(separator: "/")
      return usage("noRecord", ["store": store, "record": "\(table)[\(shown)]"])
    case .unlikeKey(let text, let table, let fields):
      return usage(
        "unlikeKey",
        ["found": printable(text), "table": table, "names": fields.joined(separator: ", ")])
    case .unusablePattern(let text, let field):
      return usage("unusablePattern", ["found": printable(text), "name": field])
    case .unreadableKeys(let path):
      return usage("unreadableKeys", ["path": printable(path)])
    case .folderNotMade(let path):
      return usage("folderNotMade", ["path": printable(path)])
    case .folderTaken(let path):
      return usage("folderTaken", ["path": printable(path)])
    case .nothingToDraft(let place):
      return usage("nothingToDraft", ["place": printable(place)])
    case .notDraftable(let file):
      return usage("notDraftable", ["path": printable(file)])
    }
  }
}

extension Language {
  /// What is said after a name that is not known: the nearest known one, else all of them.
  ///
  /// - Parameter words: the words before all of them, by their name below `usage`; nothing is said without.
  func nameHint(_ name: String, among known: [String], else words: String?) -> String {
    if let nearest = closestText(to: name, among: known) {
      return label("usage/didYouMean", ["name": nearest])
    }
    guard let words, !known.isEmpty else { return "" }
    return label("usage/" + words, ["names": known.joined(separator: ", ")])
  }
}

extension ServiceFailure {
  /// The usage error of a request that does not make sense; `nil` for any other failure.
  var usageError: ValidationError? {
    guard case .request(let problem) = self else { return nil }
    return ValidationError(problem.sentence(in: .ofThisProcess()))
  }

  /// Checks arguments while a command line is parsed, where only usage errors are told as such.
  static func parsing(_ body: () throws(ServiceFailure) -> Void) throws {
    do throws(ServiceFailure) {
      try body()
    } catch {
      throw error.usageError ?? error as any Error
    }
  }
}
