public import ArgumentParser
import ImportService
import SystemEmission
import TabularCore

/// `registrar queue status`: how much waits.
public struct QueueStatusCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Tell how many records wait; exits 0 when none does.")

  @OptionGroup var location: StoreOption
  @OptionGroup var speech: LanguageOption

  /// A command to be parsed.
  public init() {}

  /// Prints a line per system; exits 1 while anything waits.
  public func run() throws {
    let service = ImportService.ofThisProcess()
    let lines = try QueueStatusCommand.asking(speech.spoken) {
      try EmissionQueue(in: service.journal(in: location.choice, writes: false)).lines()
    }
    let language = speech.spoken
    var table = ListingTable(
      columns: language.label("emit/queueHeadings").split(separator: ",").map(String.init))
    for line in lines {
      let states: [EmissionEntry.State] = [
        .waiting, .sent, .later, .refused, .done, .undone, .dropped,
      ]
      table.add(
        [printable(line.target)] + states.map { line.counts[$0].map { String($0) } ?? "" }
          + [
            line.isPaused
              ? language.label("emit/queuePaused")
              : line.host.map { language.label("emit/queueSending", ["host": $0]) } ?? ""
          ])
    }
    try StandardOutput.print(
      lines.isEmpty ? language.label("emit/queueNone") + "\n" : table.text, terminator: "")
    if lines.contains(where: { $0.waitingCount > 0 }) { throw ExitCode(1) }
  }

  /// Does something with the queue; a failure of the store is told, and ends the command with 6.
  static func asking<Result>(_ language: Language, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let failure as EmissionFailure {
      Terminal.error(failure.content, language: language)
      throw ExitCode(failure.content.code == "run.locked" ? 5 : 6)
    }
  }
}
