public import ArgumentParser
import DelimitedText
import ImportPipeline
import Schemas
import TabularCore

/// `registrar inspect FILE`: what is in a file, and what it would be imported as.
public struct InspectCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show what a workbook or CSV file holds, and what it would be imported as.",
    discussion: """
      Without an option, prints the sheets of a workbook, the lists of a JSON file or the dialect of a \
      delimited file with \
      their rows, columns and headers, and the tables of the package that they would be imported \
      as. With --cells, prints every cell as one JSON object per line.

      Exits 0 when the file was read and 3 when it, or any cell of it, cannot be read: what is wrong is \
      told on standard error, what can be read is printed.
      """)

  @Argument(help: "The file, or - for standard input.", completion: .file())
  var file: String

  @Flag(help: "Print every cell as it stands, card numbers in full: one JSON object per line.")
  var cells = false

  @Flag(help: "Read and type every cell; print counts and a checksum as one JSON object.")
  var stats = false

  @Flag(help: "Print the overview as one JSON object.")
  var json = false

  @Option(
    help: ArgumentHelp(
      "The encoding of a delimited file, or auto to guess an 8-bit one.", valueName: "name"))
  var encoding: String?

  @Option(help: ArgumentHelp("The delimiter of a delimited file.", valueName: "character"))
  var delimiter: String?

  @Option(
    help: ArgumentHelp("The quote of a delimited file, or none.", valueName: "character"))
  var quote: String?

  @Option(help: ArgumentHelp("Only this sheet of a workbook.", valueName: "name"))
  var sheet: String?

  @OptionGroup var packageOption: PackageOption
  @OptionGroup var speech: LanguageOption

  @Option(
    help: ArgumentHelp("Change a limit, such as columns=2000; repeatable.", valueName: "name=value")
  )
  var limit: [String] = []

  /// A command to be parsed.
  public init() {}

  /// Refuses options that contradict each other or make no sense.
  public func validate() throws {
    if [cells, stats, json].count(where: { $0 }) > 1 {
      throw ValidationError(usage: "exclusiveThree")
    }
    _ = try DialectArguments.options(encoding: encoding, delimiter: delimiter, quote: quote)
    _ = try LimitArguments.limits(limit)
  }

  /// Reads the file and prints what was asked for.
  ///
  /// - Throws: exit status 3 when the file cannot be read; the reason is on standard error.
  public func run() throws {
    // Cells are asked for as the file holds them, so that readers can be compared.
    let output = BufferedOutput(masksCards: !cells)
    let guess = try importGuess()
    let told = FailureText(language: speech.spoken)
    let findings = InspectionFindings(
      file: file.split(separator: "/").last.map(String.init) ?? file)
    do {
      let limits = try LimitArguments.limits(limit)
      let input = try InputFile(path: file, limits: limits)
      switch input.kind {
      case .delimited:
        let options = try DialectArguments.options(
          encoding: encoding, delimiter: delimiter, quote: quote)
        try show(
          DelimitedInspection(
            file: input, options: options, limits: limits, output: output, findings: findings,
            guess: guess, language: speech.spoken))
      case .json:
        try show(
          JSONInspection(
            file: input, limits: limits, output: output, findings: findings, guess: guess,
            language: speech.spoken))
      case .items:
        try show(ItemInspection(file: input, limits: limits, output: output))
      case .workbook:
        try show(
          WorkbookInspection(
            file: input, sheet: sheet, limits: limits, output: output, findings: findings,
            guess: guess, language: speech.spoken))
      }
      try output.finish()
      findings.print(told)
      guard findings.hasErrors else { return }
    } catch let error as any InputError {
      // That the file cannot be read on is said before what else is odd about it.
      output.flush()
      told.print(error, file: file)
      findings.print(told)
    }
    throw ExitCode(3)
  }

  /// What files would be imported as: by the package that is named, or by the default one where
  /// there is one.
  private func importGuess() throws -> ImportGuess? {
    guard !cells, !stats else { return nil }
    guard packageOption.package == nil else {
      return ImportGuess(try packageOption.load(checks: PackageChecks()))
    }
    let location = PackageLocator().defaultPackage()
    let package = location.flatMap { try? PackageLoader.load(path: $0.path) }
    return package.map(ImportGuess.init)
  }

  private func show(_ inspection: some FileInspection) throws {
    if cells {
      try inspection.printCells()
    } else if stats {
      try inspection.printStatistics()
    } else {
      try inspection.printOverview(asJSON: json)
    }
  }
}

/// A look into a file of one kind.
protocol FileInspection {
  /// Prints every cell as the contract of `--cells` says.
  func printCells() throws
  /// Prints counts and a checksum as one JSON object.
  func printStatistics() throws
  /// Prints sheets or dialect, rows, columns and headers.
  func printOverview(asJSON: Bool) throws
}
