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

  /// A command to be parsed.
  public init() {}

  /// Checks the chain and prints what holds; exits 7 when it is broken.
  public func run() throws {
    let (check, isKnown) = try ImportService.ofThisProcess().checkChain(
      of: location.choice, head: head)
    try StandardOutput.print(ChainPage(check: check).text, terminator: "")
    if !isKnown {
      let seal = printable(head ?? "")
      Terminal.note(Language.ofThisProcess().label("notice/noSeal", ["seal": seal]))
    }
    if check.broken != nil || !isKnown { throw ExitCode(7) }
  }
}

/// What `registrar audit verify` prints.
struct ChainPage {
  var check: RunChain.Check

  /// The page, every line ended.
  var text: String {
    let count = check.sealedCount
    var text = "\(count) \(count == 1 ? "run holds" : "runs hold")"
    if let head = check.head { text += "; the last seal is \(head)" }
    text += "\n"
    if !check.unsealed.isEmpty {
      text += "without a seal: \(check.unsealed.joined(separator: ", "))\n"
    }
    if let broken = check.broken {
      text += "broken at run \(broken.run): \(Self.reason(broken.reason))\n"
    }
    return text
  }

  private static func reason(_ reason: RunChain.Break.Reason) -> String {
    switch reason {
    case .changed: "its record, files or journal are not what was sealed"
    case .disconnected: "it does not follow the run before it"
    case .missing: "a run before it is missing"
    case .unsealed: "it has lost its seal"
    }
  }
}
