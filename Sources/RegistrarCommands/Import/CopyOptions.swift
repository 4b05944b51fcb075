import ArgumentParser
import Foundation
import ImportPipeline
import ImportReports
import Schemas
import TabularCore
import WorkbookOutput

/// Copies of the input files that somebody works on: a corrected one, and the rows that are left.
struct CopyOptions: ParsableArguments {
  @Option(
    name: .customLong("fix"),
    help: ArgumentHelp(
      "Write a copy of the file with its safe corrections made; all are listed, others are proposed.",
      valueName: "out.xlsx|csv"),
    completion: .file())
  var fix: String?

  @Option(
    name: .customLong("rejects"),
    help: ArgumentHelp(
      "Write the rows with errors in the form of the template, with what is wrong beside each.",
      valueName: "out.xlsx|csv"),
    completion: .file())
  var rejects: String?

  /// Whether a copy is asked for.
  var isAsked: Bool { fix != nil || rejects != nil }

  private static let workbookSuffixes = ["xlsx", "xlsm", "xltx", "xltm"]

  /// Refuses what makes no sense together with the files to import.
  func check(files: [String]) throws {
    for (option, path) in [("--fix", fix), ("--rejects", rejects)] {
      guard let path else { continue }
      if files.contains("-") {
        throw ValidationError(usage: "needsFiles", ["option": option])
      }
      guard !path.isEmpty else { throw ValidationError(usage: "needsName", ["option": option]) }
      guard !files.contains(where: { Self.resolved($0) == Self.resolved(path) }) else {
        throw ValidationError(usage: "overInput", ["option": option])
      }
    }
    if let fix, let rejects, Self.resolved(fix) == Self.resolved(rejects) {
      throw ValidationError(usage: "fixAndRejects", ["path": printable(fix)])
    }
    if let rejects {
      let suffix = Self.suffix(of: rejects)
      guard suffix == "xlsx" || !Self.workbookSuffixes.contains(suffix) && !suffix.isEmpty else {
        throw ValidationError(usage: "rejectsSuffix")
      }
    }
    try checkFix(files)
  }

  private func checkFix(_ files: [String]) throws {
    guard let fix, !files.isEmpty else { return }
    guard files.count == 1, let file = files.first else {
      throw ValidationError(usage: "fixOneFile")
    }
    let suffix = Self.suffix(of: file)
    let wanted = Self.suffix(of: fix)
    if Self.workbookSuffixes.contains(suffix) {
      guard wanted == suffix else {
        throw ValidationError(usage: "fixSuffix", ["suffix": suffix])
      }
    } else if wanted != "xlsx", Self.workbookSuffixes.contains(wanted) || wanted.isEmpty {
      throw ValidationError(usage: "fixTextSuffix")
    }
  }

  /// Refuses copies that cannot be written, before anything else is done.
  ///
  /// - Parameter others: what else the command writes or reads.
  func checkPaths(others: [String]) throws {
    for (what, path) in [("correctedCopy", fix), ("rejects", rejects)] {
      guard let path else { continue }
      guard !others.contains(where: { Self.resolved($0) == Self.resolved(path) }) else {
        throw ValidationError(
          usage: "sameOutput", ["what": ReportRequest.name(of: what), "path": printable(path)])
      }
      try ReportRequest.checkPath(path, of: what)
    }
  }

  /// Writes the copies, tells where they are, and notes the corrections in the report.
  ///
  /// - Returns: whether every copy could be written.
  func write(
    _ report: inout ImportReport, package: DataPackage, files: [String], options: ReportOptions,
    rules: ReadingRules
  ) -> Bool {
    guard isAsked else { return true }
    let content = ReportContent(report, options)
    // What could not be read has its issue in the report.
    let known = files.enumerated().compactMap { index, path in
      report.files.first { $0.source == SourceID(rawValue: index + 1) }.map { ($0, path) }
    }
    var telling = CopyTelling(report, options.language)
    if let fix, let (file, path) = known.first {
      do throws(MarkedCopyError) {
        report.corrections = try FixedCopy(content, package: package, rules: rules)
          .write(file, at: path, to: fix)
        telling.note("fixed", ["path": printable(fix)])
      } catch {
        telling.tell(error, output: fix)
      }
    }
    if let rejects {
      do throws(MarkedCopyError) {
        let outcome = try RejectsFile(content, package: package, rules: rules)
          .write(known, to: rejects)
        if outcome.paths.isEmpty {
          telling.note("noRejects", ["path": printable(rejects)])
        } else {
          let paths = outcome.paths.map { printable($0) }.joined(separator: ", ")
          telling.note("rejects", ["count": outcome.rowCount, "path": paths])
        }
      } catch {
        telling.tell(error, output: rejects)
      }
    }
    return telling.isComplete
  }

  // MARK: Names

  static func suffix(of path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    return name.lastIndex(of: ".").map { String(name[name.index(after: $0)...]).lowercased() } ?? ""
  }

  static func resolved(_ path: String) -> String {
    URL(fileURLWithPath: path).resolvingSymlinksInPath().standardized.path
  }
}

/// Tells on standard error what became of copies, in the language of the report.
struct CopyTelling {
  private let report: ImportReport
  private let language: Language
  /// Whether every copy could be written so far.
  private(set) var isComplete = true

  init(_ report: ImportReport, _ language: Language) {
    self.report = report
    self.language = language
  }

  /// A notice by its name among the messages.
  func note(_ key: String, _ values: KeyValuePairs<String, any CustomStringConvertible>) {
    Terminal.note(language.label("copies/" + key, values))
  }

  /// Tells why a copy could not be written.
  mutating func tell(_ error: MarkedCopyError, output: String) {
    isComplete = false
    switch error {
    case .input(let content): Terminal.error(content, language: language)
    case .output(let failure):
      let reason =
        switch failure {
        case .isInput: language.label("copies/isInput")
        case .tooManyRows: language.label("copies/tooManyRows")
        case .isSigned: language.label("copies/isSigned")
        case .isJSON: language.label("copies/isJSON")
        case .isItems: language.label("copies/isItems")
        case .encoding(let name): language.label("copies/encoding", ["name": name])
        case .refused(let reason): reason
        }
      let time: IssueContent.WriteFailure =
        report.run.isWritten ? .written(run: report.run.id) : .before
      Terminal.error(
        .emitWriteFailed(time, file: output, reason: reason, run: report.run.id),
        language: language)
    }
  }
}
