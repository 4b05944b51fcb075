public import ArgumentParser
import ImportPipeline
import TabularCore

/// `registrar plan`: looks at the plans that validations write.
public struct PlanCommand: ParsableCommand {
  /// The command's name, help and commands.
  public static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Look at the plan that a validation wrote.",
    discussion: """
      registrar import FILE… --plan-out PLAN writes a plan; registrar import FILE… --execute \
      --plan PLAN does exactly what it says, or refuses.
      """,
    subcommands: [PlanShowCommand.self])

  /// A command to be parsed.
  public init() {}
}

extension PlanOperation.Kind: ExpressibleByArgument {}

/// `registrar plan show`: what a plan would do, field by field.
public struct PlanShowCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show what a plan would do: counts, then every field before and after.",
    discussion: "Exits 3 when the file is no plan, or was changed after it was written.")

  @Argument(help: ArgumentHelp("The plan.", valueName: "path"), completion: .file())
  var path: String

  @Option(help: ArgumentHelp("Only this table; repeatable.", valueName: "table"))
  var table: [String] = []

  @Option(
    help: ArgumentHelp(
      "Only the record with this key, its parts joined by /; repeatable.", valueName: "key"))
  var key: [String] = []

  @Option(help: ArgumentHelp("Only create, update, delete or keep; repeatable.", valueName: "kind"))
  var kind: [PlanOperation.Kind] = []

  @OptionGroup var speech: LanguageOption

  @Flag(help: "Print the plan's own lines of JSON.")
  var json = false

  /// A command to be parsed.
  public init() {}

  /// Prints the plan, or the part of it that was asked for.
  public func run() throws {
    let plan = try PlanShowCommand.open(path)
    let output = BufferedOutput()
    let page = PlanPage(plan: plan, labels: PlanLabels(language: speech.spoken))
    if json {
      Self.append(plan.frame.before, to: output)
    } else {
      output.append(page.head)
    }
    do {
      // For people, what is deleted comes first: it is what can be lost.
      for deletes in json ? [nil] : [true, false] {
        try plan.forEachOperation { operation, line in
          guard deletes == nil || deletes == (operation.kind == .delete), isWanted(operation),
            !output.isClosed
          else { return }
          if json {
            Self.append(line, to: output)
          } else {
            output.append(page.text(of: operation))
          }
        }
      }
    } catch {
      output.flush()
      throw Self.failure(of: path) { .guardPlanStale(.damaged, file: $0) }
    }
    if json {
      for line in plan.frame.after { Self.append(line, to: output) }
    }
    try output.finish()
  }

  private func isWanted(_ operation: PlanOperation) -> Bool {
    (table.isEmpty || table.contains(operation.table))
      && (kind.isEmpty || kind.contains(operation.kind))
      && (key.isEmpty
        || key.contains { maskingPaymentCards($0) == operation.key.joined(separator: "/") })
  }

  private static func append(_ line: [UInt8], to output: BufferedOutput) {
    line.withUnsafeBytes { output.append($0) }
    output.append(UInt8(ascii: "\n"))
  }

  /// Opens a plan; why that cannot be done is told on standard error.
  static func open(_ path: String) throws -> PlanFile {
    do {
      return try PlanFile(path: path)
    } catch {
      switch error {
      case .unreadable(let reason):
        throw failure(of: path) {
          .fileUnreadable(.refused(reason: reason)).preceded(by: .file, $0)
        }
      case .foreign: throw failure(of: path) { .guardPlanStale(.foreign, file: $0) }
      case .damaged: throw failure(of: path) { .guardPlanStale(.damaged, file: $0) }
      }
    }
  }

  private static func failure(
    of path: String, _ content: (_ file: String) -> IssueContent
  ) -> ExitCode {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    Terminal.error(content(name))
    return ExitCode(3)
  }
}
