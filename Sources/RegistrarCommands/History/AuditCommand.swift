public import ArgumentParser
import ImportPipeline
import ImportService
import TabularCore

/// `registrar audit`: looks after what runs and accesses wrote about themselves.
public struct AuditCommand: ParsableCommand {
  /// The command's name, help and commands.
  public static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "Look at what runs and accesses wrote about themselves.",
    subcommands: [AuditVerifyCommand.self, AuditLogCommand.self])

  /// A command to be parsed.
  public init() {}
}

/// `registrar audit verify`: checks the chains of seals over all runs and accesses.
public struct AuditVerifyCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check that no run, file or journal entry was changed, removed or put in.",
    discussion: """
      Every run is sealed by a hash over its record, its files, its journal and the seal of the run \
      before, and so is every entry of the log of accesses. The first run and the first entry that do \
      not hold are named (exit 7). The last seals are printed: noted elsewhere and given with --head \
      later, they also show that nothing was cut off the end.
      """)

  @Option(
    help: ArgumentHelp("A seal that was noted earlier, of a run or an access.", valueName: "seal"))
  var head: String?

  @OptionGroup var location: StoreOption

  @OptionGroup var speech: LanguageOption

  /// A command to be parsed.
  public init() {}

  /// Checks the chain and prints what holds; exits 7 when it is broken.
  public func run() throws {
    let (check, isKnown) = try ImportService.ofThisProcess().checkChain(
      of: location.choice, head: head)
    try StandardOutput.print(ChainPage(check: check, language: speech.spoken).text, terminator: "")
    if !isKnown {
      let seal = printable(head ?? "")
      Terminal.note(speech.spoken.label("notice/noSeal", ["seal": seal]))
    }
    if check.broken != nil || check.accesses.broken != nil || !isKnown { throw ExitCode(7) }
  }
}

/// What `registrar audit verify` prints.
struct ChainPage {
  var check: RunChain.Check
  var language = Language.english

  /// The page, every line ended.
  var text: String {
    var text = language.label("audit/hold", ["count": check.sealedCount])
    if let head = check.head { text += language.label("audit/lastSeal", ["seal": head]) }
    text += "\n"
    if !check.unsealed.isEmpty {
      let runs = check.unsealed.joined(separator: ", ")
      text += language.label("audit/unsealed", ["runs": runs]) + "\n"
    }
    for (run, removals) in Dictionary(grouping: check.expired, by: \.by).sorted(by: {
      $0.key < $1.key
    }) {
      let runs = removals.map(\.run).joined(separator: ", ")
      text += language.label("audit/expired", ["run": run, "runs": runs]) + "\n"
    }
    if let broken = check.broken {
      text += language.label(
        "audit/broken", ["run": broken.run, "reason": reason(broken.reason)])
      text += "\n"
    }
    return text + accesses
  }

  /// What holds of the log of accesses; nothing for a store without entries.
  private var accesses: String {
    let found = check.accesses
    guard found.count > 0 || found.broken != nil else { return "" }
    var text = language.label("audit/accesses", ["count": found.count])
    if let head = found.head { text += language.label("audit/lastAccess", ["seal": head]) }
    text += "\n"
    if let broken = found.broken {
      text += language.label(
        "audit/brokenAccess",
        ["number": broken.number, "reason": reason(broken.reason)])
      text += "\n"
    }
    return text
  }

  private func reason(_ reason: AccessLog.Break.Reason) -> String {
    switch reason {
    case .changed: language.label("audit/accessReason/changed")
    case .missing: language.label("audit/accessReason/missing")
    case .runMissing: language.label("audit/accessReason/runMissing")
    }
  }

  private func reason(_ reason: RunChain.Break.Reason) -> String {
    switch reason {
    case .changed: language.label("audit/reason/changed")
    case .disconnected: language.label("audit/reason/disconnected")
    case .missing: language.label("audit/reason/missing")
    case .unsealed: language.label("audit/reason/lost")
    }
  }
}
