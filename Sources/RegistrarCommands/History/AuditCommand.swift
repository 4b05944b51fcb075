public import ArgumentParser
import ImportPipeline
import ImportService
import TabularCore

/// `registrar audit`: looks after what runs wrote about themselves.
public struct AuditCommand: ParsableCommand {
  /// The command's name, help and commands.
  public static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "Check what runs wrote about themselves.",
    subcommands: [AuditVerifyCommand.self])

  /// A command to be parsed.
  public init() {}
}

/// `registrar audit verify`: checks the chain of seals over all runs.
public struct AuditVerifyCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check that no run, file or journal entry was changed, removed or put in.",
    discussion: """
      Every run is sealed by a hash over its record, its files, its journal and the seal of the run \
      before. The first run that does not hold is named (exit 7). The last seal is printed: noted \
      elsewhere and given with --head later, it also shows that no run was cut off the end.
      """)

  @Option(help: ArgumentHelp("A seal that was noted earlier.", valueName: "seal"))
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
    if check.broken != nil || !isKnown { throw ExitCode(7) }
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
    return text
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
