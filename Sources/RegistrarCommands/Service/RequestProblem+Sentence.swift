import ArgumentParser
import ImportService
import TabularCore

extension RequestProblem {
  /// The sentence of a usage error, in the words of the command line.
  var sentence: String {
    switch self {
    case .clock(let text):
      return "REGISTRAR_NOW is `\(text)`, expected an instant such as 2027-03-06T14:14:02Z"
    case .unknownTarget(let name, let known):
      return "there is no target `\(printable(name))`"
        + Self.hint(name, among: known, else: "known are")
    case .missingProject(let target):
      return "--target `\(printable(target))` needs a project file; there is no registrar.json here"
    case .unknownPackage(let name, let shipped):
      return "there is no package `\(printable(name))`"
        + Self.hint(name, among: shipped, else: "shipped are")
    case .noPackage(let shipped):
      return shipped.isEmpty
        ? "no packages are shipped with this binary; set REGISTRAR_SCHEMAS or pass --package"
        : "name a package with --package: \(shipped.joined(separator: ", "))"
    case .packageOfStoreMissing(let name):
      return "the store was made for package `\(printable(name))`, which is not shipped; name its"
        + " folder with --package"
    case .unknownTable(let name, let package, let tables):
      return "`\(printable(name))` is no table of `\(package)`"
        + Self.hint(name, among: tables, else: "it has")
    case .unknownField(let name, let table, let fields):
      return "`\(printable(name))` is no field of `\(table)`"
        + Self.hint(name, among: fields, else: nil)
    case .unknownPasswordReset(let word, let package, let words):
      return words.isEmpty
        ? "--reset-passwords is for packages whose accounts have passwords; `\(package)` has none"
        : "`\(printable(word))` is no choice of --reset-passwords"
          + Self.hint(word, among: words, else: "it takes")
    case .noConnectionURI:
      return "--store is no connection URI of PostgreSQL; write postgresql://host:port/database"
    case .noStoreFile(let text):
      return "--store `\(printable(text))` names no file; write sqlite:PATH"
    case .unknownStoreForm(let text):
      return "--store `\(text)` is not understood; write postgresql://…, "
        + "sqlite:PATH, or a path that ends in .sqlite or .db"
    case .needsServer(let store):
      return "roles are a matter of PostgreSQL; \(store) is a file"
    case .unknownRun(let id, let store):
      return "\(store) keeps no run `\(printable(id))`"
    case .ambiguousRun(let id, let runs):
      return "several runs end in `\(printable(id))`: " + runs.joined(separator: ", ")
    case .finishedRun(let id, let outcome):
      return "run `\(id)` is finished: \(outcome)"
    case .runWithoutResumption(let id):
      return "run `\(id)` does not say how it was begun; abandon or undo it"
    case .unknownRecord(let table, let key, let store):
      let shown = key.map { printable($0) }.joined(separator: "/")
      return "\(store) has and had no \(table)[\(shown)]"
    case .folderNotMade(let path):
      return "cannot make the folder `\(printable(path))`"
    }
  }

  /// The nearest known name, else all of them after some words; nothing where there are no words.
  private static func hint(_ name: String, among known: [String], else words: String?) -> String {
    if let nearest = closestText(to: name, among: known) { return "; did you mean `\(nearest)`?" }
    guard let words, !known.isEmpty else { return "" }
    return "; \(words) \(known.joined(separator: ", "))"
  }
}

extension ServiceFailure {
  /// The usage error of a request that does not make sense; `nil` for any other failure.
  var usageError: ValidationError? {
    guard case .request(let problem) = self else { return nil }
    return ValidationError(problem.sentence)
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
